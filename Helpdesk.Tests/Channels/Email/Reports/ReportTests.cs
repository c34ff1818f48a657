using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reports;
using Helpdesk.Tests.Channels.Email.Reading;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Reports;

/// <summary>What machines write about mail, read into facts.</summary>
public sealed class ReportTests
{
    private const string Bounce = """
        Return-Path: <>
        From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
        Subject: Undelivered Mail Returned to Sender
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b

        I'm sorry.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org
        Arrival-Date: Tue, 1 Jul 2025 10:52:37 +0200

        Original-Recipient: rfc822;sales@example.com
        Final-Recipient: rfc822; jane@example.com
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <jane@example.com>:
         no such user

        Final-Recipient: rfc822; bob@example.com
        Action: delayed (will retry)
        Status: 4.4.1
        --b
        Content-Type: text/rfc822-headers

        Message-ID: <sent@desk.example>
        Subject: =?utf-8?q?R=C3=A9?=
        To: sales@example.com

        --b--
        """;

    [Fact]
    public void A_bounce_says_who_was_not_reached_and_why()
    {
        using var mail = Mails.Read(Bounce);
        var report = DeliveryReport.Of(mail)!;
        Assert.Equal("mx.example.org", report.ReportingServer);
        Assert.Equal(
            [
                new RecipientFate("jane@example.com", "sales@example.com", DeliveryAction.Failed, "5.1.1", "550 5.1.1 <jane@example.com>: no such user"),
                new RecipientFate("bob@example.com", null, DeliveryAction.Delayed, "4.4.1", null),
            ],
            report.Recipients);
        Assert.Equal([true, false], report.Recipients.Select(r => r.IsPermanent));
        Assert.Equal(("sent@desk.example", "Ré"), (report.Original!.MessageId, report.Original.Subject));
        Assert.Equal(new AutomaticMail(MailOrigin.DeliveryReport, "Content-Type: message/delivery-status"), AutomaticMail.Of(mail));
    }

    [Fact]
    public void A_complaint_says_who_complains_about_which_mail()
    {
        using var mail = Mails.Read("""
            From: <abuse@provider.example>
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b
            Content-Type: message/feedback-report

            Feedback-Type: Abuse
            User-Agent: SomeGenerator/1.0
            Original-Mail-From: <desk@example.org>
            Original-Rcpt-To: <user@example.com>
            Source-IP: 192.0.2.1
            --b
            Content-Type: message/rfc822

            Message-ID: <sent@desk.example>

            Hello
            --b--
            """);
        var report = FeedbackReport.Of(mail)!;
        Assert.Equal(("abuse", "desk@example.org", "192.0.2.1", "sent@desk.example"), (report.Type, report.Sender, report.SourceAddress, report.Original!.MessageId));
        Assert.Equal(["user@example.com"], report.Recipients);
        Assert.Null(DeliveryReport.Of(mail));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied (vacation)", MailOrigin.AutoReply)]
    [InlineData("Auto-Submitted: auto-generated", MailOrigin.Machine)]
    [InlineData("Auto-Submitted: no", MailOrigin.Person)]
    [InlineData("X-Autoreply: yes", MailOrigin.AutoReply)]
    [InlineData("X-Autoreply: no", MailOrigin.Person)]
    [InlineData("Precedence: auto_reply", MailOrigin.AutoReply)]
    [InlineData("Precedence: bulk", MailOrigin.Bulk)]
    [InlineData("List-Id: <list.example.org>", MailOrigin.Bulk)]
    [InlineData("X-Auto-Response-Suppress: All", MailOrigin.Machine)]
    [InlineData("X-Auto-Response-Suppress: DR, OOF, AutoReply", MailOrigin.Machine)]
    [InlineData("X-Auto-Response-Suppress: DR, RN", MailOrigin.Person)]
    [InlineData("Return-Path: <>", MailOrigin.DeliveryReport)]
    [InlineData("From: no-reply@shop.example", MailOrigin.Machine)]
    [InlineData("From: MAILER-DAEMON@mx.example", MailOrigin.DeliveryReport)]
    [InlineData("Subject: Automatische Antwort: Ihre Anfrage", MailOrigin.AutoReply)]
    [InlineData("Subject: =?utf-8?B?2LHYryDYqtmE2YLYp9im2Yo6INi32YTYqA==?=", MailOrigin.AutoReply)]
    [InlineData("Subject: Where is my automatic reply?", MailOrigin.Person)]
    [InlineData("Content-Type: message/disposition-notification", MailOrigin.ReadReceipt)]
    public void One_verdict_with_its_reason(string header, MailOrigin origin)
    {
        using var mail = Mails.Read(header + "\n\nText");
        var verdict = AutomaticMail.Of(mail);
        Assert.Equal(origin, verdict.Origin);
        if (origin == MailOrigin.Person) Assert.Empty(verdict.Reason);
        else Assert.StartsWith(header.Split(':')[0] + ": ", verdict.Reason, StringComparison.Ordinal);
    }

    [MailCorpusFact]
    public void Real_reports_and_absence_notices_are_seen_for_what_they_are()
    {
        var wrong = new List<string>();
        var seen = 0;
        foreach (var (name, bytes) in Mails.Corpus())
        {
            var file = Path.GetFileName(name);
            if (!name.StartsWith("sisimai", StringComparison.Ordinal)) continue;
            MailOrigin? expected = file.StartsWith("rfc3834", StringComparison.Ordinal) ? MailOrigin.AutoReply
                : file.StartsWith("arf", StringComparison.Ordinal) ? MailOrigin.FeedbackReport : null;
            if (expected is null) continue;
            using var mail = MailReader.Default.Read(bytes);
            seen++;
            var verdict = AutomaticMail.Of(mail);
            if (verdict.Origin != expected) wrong.Add($"{name}: {verdict}");
        }

        Assert.True(seen > 5);
        Assert.Equal([], wrong);
    }

    [MailCorpusFact]
    public void Real_bounces_with_a_report_part_tell_who_was_not_reached()
    {
        var wrong = new List<string>();
        var seen = 0;
        foreach (var (name, bytes) in Mails.Corpus().Where(m => m.Name.StartsWith("sisimai", StringComparison.Ordinal)))
        {
            using var mail = MailReader.Default.Read(bytes);
            if (DeliveryReport.Of(mail) is not { } report) continue;
            seen++;
            if (report.Recipients.Count == 0 || report.Recipients.Any(r => !r.Address.Contains('@', StringComparison.Ordinal) || (r.Status is null && r.Action == DeliveryAction.Unknown))) wrong.Add($"{name}: {string.Join(" / ", report.Recipients)}");
        }

        Assert.True(seen > 30);
        Assert.Equal([], wrong);
    }
}
