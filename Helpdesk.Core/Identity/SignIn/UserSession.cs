using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity.SignIn;

/// <summary>One signed-in browser.</summary>
public readonly record struct SessionId(long Value);

/// <summary>Why a session ended; the browser that had it is told.</summary>
public enum SessionEnd
{
    /// <summary>The person signed out.</summary>
    SignedOut,

    /// <summary>The person ended it from another browser, or somebody who manages people did.</summary>
    Revoked,

    /// <summary>The password was changed or reset.</summary>
    PasswordChanged,

    /// <summary>Nobody worked at it for longer than the workspace allows.</summary>
    Idle,

    /// <summary>The same browser goes on with a new one: a new sign-in, another workspace, or changed rights (ABUSE 26).</summary>
    Renewed,
}

/// <summary>
/// A signed-in browser in one workspace. The cookie carries its id; ended here, it is over at once, whatever the cookie says. Belongs to the
/// installation: a person lists those of all workspaces.
/// </summary>
public sealed class UserSession : Entity
{
    /// <summary>How long a session lasts on a computer that is kept signed in.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>How long it lasts otherwise.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromHours(12);

    /// <summary>How long after a sign-in or a confirmed password the security settings open without asking again.</summary>
    public static readonly TimeSpan Confirmed = TimeSpan.FromMinutes(10);

    private UserSession()
    {
    }

    public SessionId Id { get; private set; }

    public UserId UserId { get; private set; }

    /// <summary>The workspace it works in.</summary>
    public TenantId Workspace { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When somebody last worked at it, to the minute.</summary>
    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>When the person last proved who they are.</summary>
    public DateTimeOffset ConfirmedAt { get; private set; }

    public string Network { get; private set; } = "";

    public string Agent { get; private set; } = "";

    public long? DeviceId { get; private set; }

    /// <summary>Whether it survives closing the browser.</summary>
    public bool Remember { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEnd? Why { get; private set; }

    /// <summary>Opens a session.</summary>
    public static UserSession Open(SessionId id, UserId user, TenantId workspace, RequestOrigin from, long? device, bool remember, DateTimeOffset now) => new()
    {
        Id = id,
        UserId = user,
        Workspace = workspace,
        CreatedAt = now,
        ExpiresAt = now + (remember ? Remembered : Usual),
        LastSeenAt = now,
        ConfirmedAt = now,
        Network = from.Network,
        Agent = from.Agent ?? "",
        DeviceId = device,
        Remember = remember,
    };

    /// <summary>The same browser goes on under a new id, no longer than the old one would have lasted.</summary>
    public UserSession Renew(SessionId id, TenantId workspace, DateTimeOffset now)
    {
        var next = (UserSession)MemberwiseClone();
        (next.Id, next.Workspace, next.LastSeenAt, next.EndedAt, next.Why) = (id, workspace, now, null, null);
        return next;
    }

    /// <summary>Ends it, once.</summary>
    public void End(SessionEnd why, DateTimeOffset now)
    {
        if (EndedAt is not null) return;
        (EndedAt, Why) = (now, why);
        Raise(new SessionEnded(Id));
    }
}

/// <summary>A session is over: open pages and hub connections of it are cut.</summary>
public sealed record SessionEnded(SessionId Session) : IDomainEvent;
