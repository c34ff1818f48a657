using Helpdesk.Infrastructure.Channels.Email.Mime.Reply;
using Helpdesk.Infrastructure.Channels.Email.Mime.Text;
using Helpdesk.Tests.Channels.Email.Html;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Reply;

/// <summary>Whatever the mail, its parts follow each other and cover it.</summary>
public sealed class MutatedReplyTests
{
    private static readonly string[] Lines =
    [
        "", "", "Thank you.", "Yes", "> quoted", ">> deeper", "> On 5.5.2020 12:00, Ana <a@example.com> wrote:", "On 5.5.2020 12:00, Ana <a@example.com> wrote:", "On 5.5.2020 12:00, Ana <", "a@example.com> wrote:", "-- ", "_____", "Sent from my iPhone", "From: Ana",
        "Sent: 5 May 2020", "To: Ben", "Subject: x", "-----Original Message-----", "---------- Forwarded message ---------", "reply--- On 5.5.2020 12:00, Ana <a@example.com> wrote:", "| barred", "\u200fفي ٥/٥/٢٠٢٠ ١٢:٠٠ م، كتب Ana:", "## reply above this line ##",
        new('x', 1000), new('>', 1000), "\ud83d", "\0",
    ];

    private static readonly string[] Breaks = ["\n", "\r\n", "\r"];

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public void Parts_cover_a_plain_mail_without_gaps(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => Lines[random.Next(Lines.Length)] + Breaks[random.Next(Breaks.Length)]));
            AssertCovers(VisibleReply.Split(text));
            Assert.InRange(VisibleReply.EmbeddedMailAt(text), -1, text.Length);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public void Parts_cover_the_text_of_any_markup(int seed)
    {
        var mutations = new Mutations(seed);
        for (var i = 0; i < 3000; i++)
        {
            var read = HtmlText.Read(mutations.Next());
            Assert.All(read.Marks, m => Assert.True(m.Start >= 0 && m.Start < m.End && m.End <= read.Text.Length));
            AssertCovers(VisibleReply.Split(read));
        }
    }

    [Fact]
    public void Unfolding_any_text_keeps_its_words()
    {
        var mutations = new Mutations(7);
        for (var i = 0; i < 3000; i++)
        {
            var text = mutations.Next();
            Assert.Equal(Words(text), Words(FlowedText.Unfold(text, delSp: i % 2 == 0)));
        }
    }

    [Theory]
    [InlineData("Sent from my iPhone\n")]
    [InlineData("-----\n\n")]
    [InlineData("On 5.5.2020 12:00 <\n")]
    [InlineData("Ana wrote:\n\n")]
    [InlineData("To: Ana\nCc: Ben\n")]
    [InlineData("> \n\n")]
    [InlineData("-- \n")]
    [InlineData("\n")]
    public void A_hundred_thousand_lines_are_split(string line) =>
        AssertCovers(VisibleReply.Split(string.Concat(Enumerable.Repeat(line, 100_000)) + string.Join('\n', Enumerable.Repeat("and so on", 20))));

    private static string Words(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '>'));

    private static void AssertCovers(ReplySplit split)
    {
        var end = 0;
        foreach (var part in split.Parts)
        {
            Assert.Equal(end, part.Start);
            Assert.True(part.Length > 0);
            end = part.End;
        }

        Assert.Equal(split.Text.Length, end);
        Assert.Equal(split.HasVisibleText, split.Visible().Length > 0);
    }
}
