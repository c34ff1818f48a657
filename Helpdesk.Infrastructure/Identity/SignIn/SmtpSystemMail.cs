using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Mail;
using System.Text;
using Helpdesk.Core.Identity.SignIn;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>The installation's own mail, under <c>Mail</c>. Without a host and a sender there is none.</summary>
public sealed class MailOptions
{
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Empty for a server that asks for no sign-in.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "";

    /// <summary>STARTTLS before anything is said; switched off only for a server on the same machine.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>How long the server may take, in seconds.</summary>
    [Range(1, 120)]
    public int TimeoutSeconds { get; set; } = 20;
}

/// <summary>Sends by the framework's own SMTP client.</summary>
internal sealed partial class SmtpSystemMail(IOptions<MailOptions> options, TimeProvider clock, ILogger<SmtpSystemMail> log) : ISystemMail
{
    private MailOptions Settings => options.Value;

    public bool Configured => Settings.Host.Length > 0 && MailAddress.TryCreate(Settings.From, out _);

    public async Task<bool> SendAsync(string to, string subject, string text, CancellationToken ct)
    {
        // One bare address and nothing beside it: no second recipient, no line that starts a header of its own.
        if (!Configured || !MailAddress.TryCreate(to, out var address) || address.Address != to) return false;
        using var message = new MailMessage(new MailAddress(Settings.From), address)
        {
            Subject = OneLine(subject),
            SubjectEncoding = Encoding.UTF8,
            Body = text,
            BodyEncoding = Encoding.UTF8,
        };
        // RFC 3834: no out-of-office answers to this.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        using var client = new SmtpClient(Settings.Host, Settings.Port) { EnableSsl = Settings.UseTls };
        if (Settings.User.Length > 0) client.Credentials = new NetworkCredential(Settings.User, Settings.Password);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(Settings.TimeoutSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            await client.SendMailAsync(message, either.Token);
            return true;
        }
        catch (Exception failure) when (failure is SmtpException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            Log.Failed(log, failure.GetType().Name, (failure as SmtpException)?.StatusCode.ToString() ?? "");
            return false;
        }
    }

    private static string OneLine(string subject) => new([.. subject.Select(c => char.IsControl(c) ? ' ' : c)]);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server did not take a mail: {Failure} {Status}.")]
        public static partial void Failed(ILogger logger, string failure, string status);
    }
}
