using System.IO.Pipelines;
using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Reading;

/// <summary>Mails as clients write them, read as their readers would.</summary>
public sealed class MailReaderTests
{
    private const string Ordinary = """
        From: "Doe, Jane" <jane@example.com>
        To: desk@example.org, Support Team <support@example.org>
        Cc: Friends: ann@example.net, Bob (the builder) <bob@example.net>;
        Subject: =?utf-8?B?2YXYsdit2KjYpw==?= again,
         and again
        Message-ID: <one@example.com>
        In-Reply-To: <zero@example.org>
        References: <a@example.org>
         <zero@example.org>
        Date: Tue, 1 Jul 2025 10:52:37 +0200
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="outer"

        Not for readers.
        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        Caf=E9 au lait, =
        s'il vous pla=EEt
        --inner
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: base64

        PHA+Q2Fmw6k8L3A+
        --inner--
        --outer
        Content-Type: image/png; name="logo.png"
        Content-ID: <logo@example.com>
        Content-Transfer-Encoding: base64

        iVBORw0KGgo=
        --outer
        Content-Type: application/pdf
        Content-Disposition: attachment; filename*0*=utf-8'ar'%D9%81%D8%A7;
         filename*1*=%D8%AA%D9%88; filename*2="ra.pdf"

        %PDF
        --outer--
        Nor this.
        """;

    [Fact]
    public void An_ordinary_mail_is_read_whole()
    {
        using var mail = Mails.Read(Ordinary);
        Assert.Equal("مرحبا again, and again", mail.Subject);
        Assert.Equal(new MailAddress("Doe, Jane", "jane@example.com"), mail.From);
        Assert.Equal([new MailAddress("", "desk@example.org"), new MailAddress("Support Team", "support@example.org")], mail.To);
        Assert.Equal([new MailAddress("", "ann@example.net", "Friends"), new MailAddress("Bob", "bob@example.net", "Friends")], mail.Cc);
        Assert.Equal(("one@example.com", "zero@example.org"), (mail.MessageId, mail.InReplyTo));
        Assert.Equal(["a@example.org", "zero@example.org"], mail.References);
        Assert.Equal(new DateTimeOffset(2025, 7, 1, 10, 52, 37, TimeSpan.FromHours(2)), mail.Date);
        Assert.Equal("Café au lait, s'il vous plaît", mail.Text);
        Assert.Equal("<p>Café</p>", mail.Html);
        Assert.Equal([("logo.png", "image/png", 8L), ("فاتوra.pdf", "application/pdf", 4L)], mail.Attachments.Select(a => (a.FileName!, a.ContentType.Value, a.Content!.Length)));
        Assert.Equal("logo@example.com", mail.Attachments.First().ContentId);
        Assert.Empty(mail.Defects);
    }

    [Fact]
    public async Task However_the_bytes_come_the_mail_is_the_same()
    {
        var bytes = Mails.Bytes(Ordinary);
        using var whole = MailReader.Default.Read(bytes);
        await using var stream = new MemoryStream(bytes);
        using var streamed = await MailReader.Default.ReadAsync(stream, default);
        using var piped = await MailReader.Default.ReadAsync(PipeReader.Create(new OneByteStream(bytes)), default);
        Assert.Equal(Mails.Everything(whole), Mails.Everything(streamed));
        Assert.Equal(Mails.Everything(whole), Mails.Everything(piped));
    }

    [Fact]
    public void Bare_line_feeds_read_as_well()
    {
        using var mail = MailReader.Default.Read(Encoding.Latin1.GetBytes(Ordinary.ReplaceLineEndings("\n")));
        Assert.Equal(("Café au lait, s'il vous plaît", "<p>Café</p>"), (mail.Text, mail.Html));
        Assert.Equal(2, mail.Attachments.Count());
    }

    [Fact]
    public void A_mail_within_a_mail_is_an_attachment_that_reads_as_a_mail()
    {
        using var mail = Mails.Read("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: inner\n\nText\n--b--\n");
        var inner = Assert.Single(mail.Attachments);
        Assert.Equal("message/rfc822", inner.ContentType.Value);
        using var read = MailReader.Default.Read(inner.Content!.Start(int.MaxValue).Span);
        Assert.Equal(("inner", "Text"), (read.Subject, read.Text));
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed\n\n--x\n\nText\n--x--\n", MailDefectKind.MissingBoundary)]
    [InlineData("Content-Type: multipart/mixed; boundary=y\n\n--x\n\nText\n--x--\n", MailDefectKind.BoundaryNotFound)]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nText\n", MailDefectKind.MissingCloseBoundary)]
    [InlineData("Subject: s\nText without an empty line\n", MailDefectKind.MissingHeaderEnd)]
    [InlineData("Subject: s\nnot a header\nFrom: a@b.example\n\nText", MailDefectKind.NotAHeader)]
    [InlineData(" folded\nSubject: s\n\nText", MailDefectKind.OrphanContinuation)]
    [InlineData("Content-Transfer-Encoding: rot13\n\nText", MailDefectKind.UnknownTransferEncoding)]
    [InlineData("Content-Transfer-Encoding: base64\n\nVGV4d*A!", MailDefectKind.BrokenBase64)]
    [InlineData("Content-Transfer-Encoding: quoted-printable\n\n100 =% sure", MailDefectKind.BrokenQuotedPrintable)]
    [InlineData("Content-Type: text/plain; charset=klingon\n\n\u00E9", MailDefectKind.CharsetGuessed)]
    public void What_is_broken_is_named_and_nothing_is_lost(string text, MailDefectKind kind)
    {
        using var mail = Mails.Read(text);
        _ = mail.Text;
        Assert.Contains(mail.Defects, d => d.Kind == kind);
        Assert.Contains(mail.Root.Walk(), e => e.Content is { Length: > 0 });
    }

    [Fact]
    public void A_boundary_of_an_outer_multipart_ends_an_inner_one_that_was_never_closed()
    {
        using var mail = Mails.Read("""
            Content-Type: multipart/mixed; boundary=out

            --out
            Content-Type: multipart/alternative; boundary=in

            --in

            first
            --out

            second
            --out--
            """);
        Assert.Equal("first\nsecond", mail.Text);
    }

    [Fact]
    public void Text_before_a_boundary_that_only_starts_like_it_stays_text()
    {
        using var mail = Mails.Read("Content-Type: multipart/mixed; boundary=foo\n\n--foo\n\none\n--foobar\ntwo\n--foo--\n");
        Assert.Equal("one\r\n--foobar\r\ntwo", mail.Text);
    }

    /// <summary>Gives one byte at a time, as a slow connection may.</summary>
    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
