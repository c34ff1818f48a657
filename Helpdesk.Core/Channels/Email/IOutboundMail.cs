namespace Helpdesk.Core.Channels.Email;

/// <summary>A written mail and its envelope, which decides where it goes whatever its headers say (RFC 5321).</summary>
/// <param name="Sender">The address bounces go to; empty for a mail that must not bounce.</param>
/// <param name="Recipients">Where it goes, blind copies among them.</param>
/// <param name="NeedsSmtpUtf8">Whether only a server that speaks SMTPUTF8 (RFC 6531) can carry it.</param>
/// <param name="WriteAsync">Writes its bytes (RFC 5322); called anew for each try.</param>
public sealed record OutboundMail(string Sender, IReadOnlyList<string> Recipients, bool NeedsSmtpUtf8, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>Sends written mails: by our own SMTP client here, elsewhere by MailKit's.</summary>
public interface IOutboundMail
{
    /// <summary>Hands the mail to the server. What became of it is told as any channel's sender tells it, so that only what surely failed is tried again.</summary>
    Task<SendOutcome> SendAsync(OutboundMail mail, CancellationToken ct);
}
