using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;
using Helpdesk.Infrastructure.Channels.Email.Mime.Writing;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Writing;

/// <summary>What leaves: byte for byte where it matters, and nothing a text could smuggle in.</summary>
public sealed class MailWriterTests
{
    private static readonly OutgoingMail Plain = new()
    {
        From = new MailAddress("Desk", "desk@example.org"),
        To = [new MailAddress("", "jane@example.com")],
        Subject = "Hello",
        Text = "Hi",
    };

    [Fact]
    public async Task A_plain_mail_is_written_plainly()
    {
        Assert.Equal(
            """
            From: Desk <desk@example.org>
            To: jane@example.com
            Subject: Hello
            Date: Tue, 01 Jul 2025 08:00:00 +0000
            Message-ID: <id1@example.org>
            In-Reply-To: <b@example.com>
            References: <a@example.com> <b@example.com>
            Auto-Submitted: auto-replied
            X-Auto-Response-Suppress: All
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii
            Content-Transfer-Encoding: 7bit

            Hi

            """.ReplaceLineEndings("\r\n"),
            await WriteAsync(Plain with { InReplyTo = "b@example.com", References = ["a@example.com"], Automation = Automation.Replied }));
    }

    [Fact]
    public async Task The_same_mail_clock_and_ids_give_the_same_bytes() =>
        Assert.Equal(await WriteAsync(OutgoingMails.Made(5)), await WriteAsync(OutgoingMails.Made(5)));

    [Theory]
    [InlineData("a\r\nBcc: evil@example.com")]
    [InlineData("a\nBcc: evil@example.com")]
    [InlineData("a\rBcc: evil@example.com\r\n\r\nbody")]
    [InlineData("a\u2028Bcc: evil@example.com")]
    [InlineData("a\u0085Bcc: evil@example.com")]
    [InlineData("\0Bcc: evil@example.com")]
    public async Task No_text_can_add_a_header(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(await WriteAsync(Plain with
        {
            From = new MailAddress(text, "desk@example.org"),
            Subject = text,
            InReplyTo = text,
            References = [text, "ok@example.org"],
            ListId = text,
            Headers = [("X-Note", text)],
            Attachments = [new OutgoingPart(text, "text/x\r\nBcc: evil@example.com", () => new MemoryStream([1]), text)],
        }));
        using var mail = MailReader.Default.Read(bytes);
        Assert.Null(mail.Root.Headers.First("Bcc"));
        Assert.DoesNotContain(mail.Root.Walk(), e => e.Headers.First("Bcc") is not null);
        Assert.Equal(["ok@example.org"], mail.References);
        Assert.Empty(mail.Defects);
    }

    [Theory]
    [InlineData("jane@example.com", true)]
    [InlineData("o'brien+tag@sub.example.com", true)]
    [InlineData("\"very odd\"@example.com", true)]
    [InlineData("用户@例子.example", true)]
    [InlineData("jane@[192.0.2.1]", true)]
    [InlineData("jane", false)]
    [InlineData("@example.com", false)]
    [InlineData("jane@", false)]
    [InlineData("ja ne@example.com", false)]
    [InlineData("jane@example.com\r\nBcc: evil@example.com", false)]
    [InlineData("jane@example.com, evil@example.com", false)]
    [InlineData("jane@example.com> evil", false)]
    [InlineData("jane..doe@example.com", false)]
    public async Task Only_addresses_are_written_as_addresses(string address, bool writable)
    {
        Assert.Equal(writable, MailWriter.CanWrite(address));
        var mail = Plain with { To = [new MailAddress("", address)] };
        if (!writable) await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(mail));
        else Assert.Equal(MailWriter.CanWrite(address), MailReader.Default.Read(Encoding.UTF8.GetBytes(await WriteAsync(mail))).To.Count == 1);
    }

    [Fact]
    public async Task Domains_beyond_ascii_are_written_in_their_ascii_form_local_parts_need_smtputf8()
    {
        var domain = Plain with { To = [new MailAddress("", "jane@bücher.example")] };
        Assert.False(domain.NeedsSmtpUtf8);
        Assert.Contains("To: jane@xn--bcher-kva.example\r\n", await WriteAsync(domain), StringComparison.Ordinal);
        var local = Plain with { To = [new MailAddress("", "用户@example.com")] };
        Assert.True(local.NeedsSmtpUtf8);
        Assert.Contains("To: 用户@example.com\r\n", await WriteAsync(local), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("desk@bücher.example", "xn--bcher-kva.example")]
    [InlineData("desk@[192.0.2.1]", "[192.0.2.1]")]
    public async Task The_identifier_is_of_the_senders_domain(string from, string domain) =>
        Assert.Contains($"Message-ID: <id1@{domain}>\r\n", await WriteAsync(Plain with { From = new MailAddress("", from) }), StringComparison.Ordinal);

    [Fact]
    public async Task A_list_mail_says_how_to_leave()
    {
        var written = await WriteAsync(Plain with { ListId = "news.example.org", ListUnsubscribe = new Uri("https://example.org/leave?a=1") });
        Assert.Contains("List-Id: <news.example.org>\r\nList-Unsubscribe: <https://example.org/leave?a=1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_thread_keeps_its_first_and_its_newest_in_four_kilobytes()
    {
        string[] thread = [.. Enumerable.Range(0, 500).Select(i => $"{i:D4}.long-identifier@thread.example.org")];
        var written = await WriteAsync(Plain with { References = thread, InReplyTo = thread[^1] });
        using var mail = MailReader.Default.Read(Encoding.UTF8.GetBytes(written));
        Assert.InRange(mail.Root.Headers.First("References")!.Raw.Length, 3000, 4096);
        Assert.Equal(thread[0], mail.References[0]);
        Assert.Equal(thread[^(mail.References.Count - 1)..], mail.References.Skip(1));
    }

    [Fact]
    public async Task A_mail_attached_goes_as_it_is_where_it_may_and_as_a_file_where_not()
    {
        OutgoingPart Attached(string text) => new("mail.eml", "message/rfc822", () => new MemoryStream(Encoding.Latin1.GetBytes(text)));
        using var mail = MailReader.Default.Read(Encoding.UTF8.GetBytes(await WriteAsync(Plain with { Attachments = [Attached("Subject: in\r\n\r\nText"), Attached("Subject: \u00E9\r\n\r\nText"), Attached("Subject: lf\n\nText")] })));
        Assert.Equal(["message/rfc822", "application/octet-stream", "application/octet-stream"], mail.Attachments.Select(a => a.ContentType.Value));
    }

    [Fact]
    public async Task Every_line_is_ascii_and_short()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var written = await WriteAsync(OutgoingMails.Made(seed));
            Assert.DoesNotContain(written.Split("\r\n"), l => l.Length > 78 + "References: ".Length || l.Contains('\n', StringComparison.Ordinal) || l.Contains('\r', StringComparison.Ordinal) || l.Any(c => c > '~'));
        }
    }

    private static async Task<string> WriteAsync(OutgoingMail mail)
    {
        using var written = new MemoryStream();
        var id = await new MailWriter(new ManualClock(new DateTimeOffset(2025, 7, 1, 8, 0, 0, TimeSpan.Zero)), new OutgoingMails.CountedIds()).WriteAsync(mail, written, default);
        Assert.StartsWith("id1@", id, StringComparison.Ordinal);
        return Encoding.UTF8.GetString(written.ToArray());
    }
}
