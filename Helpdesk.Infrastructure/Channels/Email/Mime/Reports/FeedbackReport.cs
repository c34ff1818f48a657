using Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reports;

/// <summary>A complaint in the Abuse Reporting Format (RFC 5965), in facts.</summary>
/// <param name="Type">Why: <c>abuse</c>, <c>fraud</c>, <c>opt-out</c>, <c>auth-failure</c> or another word, in lower case.</param>
/// <param name="Recipients">Who complains, as far as the report tells.</param>
/// <param name="Sender">The envelope sender of the mail; null when not told.</param>
/// <param name="SourceAddress">The network address it came from; null when not told.</param>
/// <param name="Original">What is given back of the mail; null when nothing is.</param>
public sealed record FeedbackReport(string Type, IReadOnlyList<string> Recipients, string? Sender, string? SourceAddress, ReturnedMail? Original)
{
    /// <summary>The report a mail is; null when it is none.</summary>
    public static FeedbackReport? Of(Mail mail)
    {
        if (mail.Root.Walk().FirstOrDefault(e => e.ContentType.Value == "message/feedback-report") is not { } part) return null;
        if (FieldGroups.Of(part).FirstOrDefault(g => g.Last("Feedback-Type") is not null) is not { } fields) return null;
        return new FeedbackReport(
            new HeaderScan(fields.Text("Feedback-Type")!).Until().Trim().ToLowerInvariant(),
            [.. fields.All("Original-Rcpt-To").SelectMany(h => AddressParser.Parse(h.Plain)).Select(a => a.Address)],
            AddressParser.Parse(fields.Text("Original-Mail-From") ?? "") is [var sender, ..] ? sender.Address : null,
            fields.Text("Source-IP"),
            ReturnedMail.In(mail));
    }
}
