using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reports;

/// <summary>What a report gives back of the mail it is about: enough to find it again.</summary>
/// <param name="MessageId">Its identifier without brackets; null when the report does not tell.</param>
/// <param name="Subject">Its subject; null when the report does not tell.</param>
/// <param name="To">Its addressees.</param>
public sealed record ReturnedMail(string? MessageId, string? Subject, IReadOnlyList<MailAddress> To)
{
    private const int MostBytes = 256 << 10;

    /// <summary>From the part that returns the mail or its headers (RFC 6522 3); null when there is none.</summary>
    internal static ReturnedMail? In(Mail report)
    {
        var part = report.Root.Walk().FirstOrDefault(e => e.ContentType.Value
            is "message/rfc822" or "message/global" or "text/rfc822-headers" or "message/rfc822-headers" or "message/global-headers" or "text/rfc822");
        if (part?.Content is not { } content) return null;
        using var mail = MailReader.Default.Read(content.Start(MostBytes).Span);
        return new ReturnedMail(mail.MessageId, mail.Subject, mail.To);
    }
}
