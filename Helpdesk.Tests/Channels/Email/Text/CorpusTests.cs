using System.Text.RegularExpressions;
using Helpdesk.Infrastructure.Channels.Email.Mime.Html;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reply;
using Helpdesk.Infrastructure.Channels.Email.Mime.Text;
using Helpdesk.Tests.Channels.Email.Html;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Text;

/// <summary>Real mails of others' test data: their HTML, and replies with what others expect of them.</summary>
public sealed partial class CorpusTests
{
    [MailCorpusFact]
    public void The_HTML_of_real_mails_is_shown_as_HTML_and_harmless()
    {
        var mails = TextCorpus.Rows("mail/open.jsonl").Select(row => TextCorpus.Text(row.GetProperty("expect"), "html")).OfType<string>().ToList();
        Assert.True(mails.Count > 100);
        foreach (var html in mails)
        {
            var sanitized = HtmlSanitizer.Sanitize(html, id => $"/inline/{Uri.EscapeDataString(id)}");
            Assert.False(sanitized.IsReduced);
            var alone = HtmlSanitizer.Sanitize(html).Html;
            Harmless.Assert(alone);
            Assert.Equal(alone, HtmlSanitizer.Sanitize(alone).Html);
        }
    }

    [MailCorpusFact]
    public void The_text_of_real_mails_survives_sanitising()
    {
        foreach (var html in TextCorpus.Rows("mail/open.jsonl").Select(row => TextCorpus.Text(row.GetProperty("expect"), "html")).OfType<string>())
        {
            var before = Words(HtmlText.Read(html).Text);
            var after = Words(HtmlText.Read(HtmlSanitizer.Sanitize(html).Html).Text);
            Assert.True(before.Count(after.Contains) >= before.Count * 0.95, html.Length > 300 ? html[..300] : html);
        }
    }

    [MailCorpusFact]
    public void Nineteen_of_twenty_strong_replies_agree()
    {
        var (all, agreed) = (0, 0);
        foreach (var row in TextCorpus.Rows("reply/open.jsonl").Where(r => Strong().IsMatch(TextCorpus.Text(r, "basis")!) && TextCorpus.Text(r, "purpose") is null))
        {
            var (body, reply) = (TextCorpus.Text(row, "body")!, TextCorpus.Text(row, "reply")!);
            var visible = TextCorpus.Text(row, "kind") == "text/html" ? VisibleReply.SplitHtml(body).Visible() : VisibleReply.Split(body).Visible();
            all++;
            if (Squeezed(visible) == Squeezed(reply.StartsWith('<') ? HtmlText.Read(reply).Text : reply)) agreed++;
        }

        Assert.True(all > 50);
        Assert.True(agreed >= all * 0.95, $"{agreed} of {all}");
    }

    private static HashSet<string> Words(string text) => Word().Matches(text).Select(m => m.Value).ToHashSet();

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex(@"[\p{L}\p{N}]{3,}")]
    private static partial Regex Word();

    [GeneratedRegex("^(?:source file|source test assertion|public test)")]
    private static partial Regex Strong();
}
