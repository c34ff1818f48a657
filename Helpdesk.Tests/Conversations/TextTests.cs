using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Xunit;

namespace Helpdesk.Tests.Conversations;

/// <summary>What is done with texts, links and roles, without a database.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("  one \n two\t three ", "one two three")]
    public void A_line_holds_no_breaks(string? text, string? line) => Assert.Equal(line, MessageText.Line(text));

    [Fact]
    public void A_line_of_just_the_length_is_whole_and_a_longer_one_is_cut_to_it()
    {
        Assert.Equal(new string('a', 160), MessageText.Line(new string('a', 160)));
        Assert.Equal(new string('a', 159) + "…", MessageText.Line(new string('a', 161)));
    }

    [Fact]
    public void A_cut_never_splits_an_emoji()
    {
        for (var before = 155; before < 162; before++)
        {
            var line = MessageText.Line(new string('a', before) + string.Concat(Enumerable.Repeat("😀", 10)))!;
            Assert.InRange(line.Length, 2, MessageText.LineLength);
            Assert.False(char.IsHighSurrogate(line[^2]));
            Assert.EndsWith("…", line, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("123 👍", null)]
    [InlineData("hello", "en")]
    [InlineData("مرحبا", "ar")]
    [InlineData("مرحبا iPhone", "en")]
    [InlineData("عندي مشكلة في iPhone", "ar")]
    public void The_script_that_prevails_tells_the_language(string? text, string? language) => Assert.Equal(language, Script.LanguageOf(text));

    [Fact]
    public void A_join_token_comes_apart_again()
    {
        Assert.Equal((new TenantId(0x1f), "a.b"), JoinToken.Split(JoinToken.Join(new TenantId(0x1f), "a.b")));
        Assert.All(new[] { "", ".", ".x", "zz.secret", "nodot" }, wrong => Assert.Null(JoinToken.Split(wrong)));
    }

    [Theory]
    [InlineData("hi", "12345678", false, null)]
    [InlineData("", "12345678", true, null)]
    [InlineData(" ", "12345678", false, "message.empty")]
    [InlineData("hi", "1234567", false, "message.client-id")]
    public void What_a_person_wrote_is_checked(string text, string client, bool file, string? code) =>
        Assert.Equal(code, WrittenText.Check(text, client, file)?.Code);

    [Fact]
    public void The_longest_text_passes_and_one_more_is_refused()
    {
        Assert.Null(WrittenText.Check(new string('x', MessageText.Longest), "12345678", false));
        Assert.Equal(MessageErrors.TooLong, WrittenText.Check(new string('x', MessageText.Longest + 1), "12345678", false));
        Assert.Equal(MessageErrors.ClientId, WrittenText.Check("x", new string('c', 65), false));
    }

    [Fact]
    public void Roles_hold_what_the_table_says()
    {
        Assert.Equal(
            [Permission.ViewTickets, Permission.WorkTickets, Permission.AssignTickets, Permission.EditCustomers, Permission.UseApi], Permissions.Of(Role.Agent).Order());
        Assert.Equal(Enum.GetValues<Permission>(), Permissions.Of(Role.Admin).Order());
        Assert.Empty(Actor.Installation.Granted);
        Assert.Throws<ArgumentOutOfRangeException>(() => Permissions.Of((Role)99));
    }
}
