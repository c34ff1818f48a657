namespace Helpdesk.Core.Identity.SignIn;

/// <summary>The installation's own mail: codes and reset links. Not a channel, and never a way to write to customers.</summary>
public interface ISystemMail
{
    /// <summary>Whether mail is set up; what depends on it is not offered otherwise.</summary>
    bool Configured { get; }

    /// <summary>Sends plain text.</summary>
    /// <returns>Whether the server took it; why it did not stands in the log, without addresses.</returns>
    Task<bool> SendAsync(string to, string subject, string text, CancellationToken ct);
}
