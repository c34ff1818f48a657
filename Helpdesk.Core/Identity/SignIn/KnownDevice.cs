namespace Helpdesk.Core.Identity.SignIn;

/// <summary>
/// A browser somebody has signed in with. Its cookie lets that person try on while strangers have locked them out (DECISIONS 29), and skips the
/// second factor while trusted. Only the hash of the cookie's secret is stored.
/// </summary>
public sealed class KnownDevice
{
    /// <summary>How long a device is trusted without a second factor.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromDays(30);

    /// <summary>How long a device is known: as long as browsers keep a cookie.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    private KnownDevice()
    {
    }

    public long Id { get; private set; }

    public UserId UserId { get; private set; }

    public string TokenHash { get; private set; } = "";

    public string Agent { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>Until when the second factor is not asked here; the person ticked it.</summary>
    public DateTimeOffset? TrustedUntil { get; private set; }

    /// <summary>A person signed in with a browser for the first time.</summary>
    public static KnownDevice Meet(long id, UserId user, string tokenHash, string agent, DateTimeOffset now) =>
        new() { Id = id, UserId = user, TokenHash = tokenHash, Agent = agent, CreatedAt = now, LastSeenAt = now };

    /// <summary>The person signed in with it again.</summary>
    public void Seen(string agent, bool trust, DateTimeOffset now)
    {
        (Agent, LastSeenAt) = (agent, now);
        if (trust) TrustedUntil = now + Trust;
    }

    /// <summary>Whether the second factor may be skipped.</summary>
    public bool IsTrusted(DateTimeOffset now) => TrustedUntil > now;
}
