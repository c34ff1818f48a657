using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Channels;

/// <summary>Whether a number or mailbox can send and receive, as last heard.</summary>
public enum ChannelState
{
    /// <summary>Nothing heard yet.</summary>
    Unknown,
    Connected,
    Disconnected,
}

/// <summary>One WhatsApp number: a session of a WPPConnect server, the team its tickets go to, and how sending fares.</summary>
public sealed class ChannelAccount : Aggregate, ITenantOwned, ILogged
{
    /// <summary>Chats that must fail one after the other before the fault counts as the account's (DECISIONS 7).</summary>
    public const int FailingChatsToPause = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private ChannelAccount()
    {
    }

    public ChannelAccountId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    /// <summary>None when it only keeps imported conversations.</summary>
    public long? ServerId { get; private set; }

    /// <summary>The session's name on the server; unique there.</summary>
    public string SessionName { get; private set; } = "";

    /// <summary>Keeps conversations of another system: bound to no server, so nothing comes in and every reply is refused.</summary>
    public bool IsArchive { get; private set; }

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The team that gets its new tickets.</summary>
    public DepartmentId DepartmentId { get; private set; }

    public ChannelState State { get; private set; }

    /// <summary>Since when the state holds.</summary>
    public DateTimeOffset StateSince { get; private set; }

    /// <summary>Why sending is paused; null while it is not.</summary>
    public string? PauseReason { get; private set; }

    /// <summary>When the next probe is due.</summary>
    public DateTimeOffset? PausedUntil { get; private set; }

    /// <summary>Pauses in a row; doubles the wait.</summary>
    public int Pauses { get; private set; }

    /// <summary>Chats that failed in a row.</summary>
    public int FailingChats { get; private set; }

    /// <summary>The last of them.</summary>
    public string? LastFailingChat { get; private set; }

    /// <summary>Up to when the provider's chats have been read back (DECISIONS 1).</summary>
    public DateTimeOffset ReconciledTo { get; private set; }

    /// <summary>Most messages sent in a minute (SEEDS 9: 20).</summary>
    public int SendsPerMinute { get; private set; }

    string ILogged.LogName => Name;

    /// <summary>Connects a session of a server.</summary>
    public static Result<ChannelAccount> Create(
        ChannelAccountId id, long server, string session, string name, DepartmentId department, int sendsPerMinute, DateTimeOffset now)
    {
        (session, name) = (session.Trim(), name.Trim());
        // A session name with ':' can never authenticate (contract, Auth); other separators would change the path.
        if (session.Length is 0 or > 60 || !session.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) return ChannelErrors.SessionName;
        if (name.Length is 0 or > 60) return ChannelErrors.Name;
        if (sendsPerMinute is < 1 or > 1000) return ChannelErrors.Pace;
        var account = new ChannelAccount
        {
            Id = id,
            ServerId = server,
            SessionName = session,
            Name = name,
            DepartmentId = department,
            SendsPerMinute = sendsPerMinute,
            StateSince = now,
            ReconciledTo = now,
        };
        account.Raise(new ChannelAccountChanged(id));
        return account;
    }

    /// <summary>Sends its new tickets to another team.</summary>
    public void ServeBy(DepartmentId department)
    {
        DepartmentId = department;
        Edited();
        Raise(new ChannelAccountChanged(Id));
    }

    /// <summary>Makes a place for conversations of another system.</summary>
    public static ChannelAccount Archive(ChannelAccountId id, string name, DepartmentId department, DateTimeOffset now)
    {
        var account = new ChannelAccount { Id = id, IsArchive = true, Name = name, DepartmentId = department, StateSince = now, ReconciledTo = now };
        account.Raise(new ChannelAccountChanged(id));
        return account;
    }

    /// <summary>The provider told, or a probe found, how the connection is.</summary>
    public void Heard(ChannelState state, DateTimeOffset now)
    {
        if (State == state) return;
        (State, StateSince) = (state, now);
        if (state == ChannelState.Connected && PausedUntil > now) PausedUntil = now;
        Raise(new ChannelAccountChanged(Id));
    }

    /// <summary>The provider's chats have been read back.</summary>
    public void Reconciled(DateTimeOffset to) => ReconciledTo = to;

    /// <summary>Sending fails for a reason that is not one message's: wait, then probe, twice as long each time.</summary>
    public void Pause(string reason, DateTimeOffset now)
    {
        var wait = FirstPause * Math.Pow(2, Math.Min(Pauses, 8));
        Pauses++;
        PauseReason = reason;
        PausedUntil = now + (wait < LongestPause ? wait : LongestPause);
        Raise(new ChannelAccountChanged(Id));
    }

    /// <summary>A message of a chat could not be sent; the third chat in a row makes it the account's fault.</summary>
    public void ChatFailed(string chat, DateTimeOffset now)
    {
        if (LastFailingChat == chat) return;
        (LastFailingChat, FailingChats) = (chat, FailingChats + 1);
        if (FailingChats >= FailingChatsToPause) Pause("chats-failing", now);
    }

    /// <summary>A message left, or a probe found the session connected.</summary>
    public void Works(DateTimeOffset now)
    {
        if (PauseReason is null && FailingChats == 0 && State == ChannelState.Connected) return;
        (PauseReason, PausedUntil, Pauses, FailingChats, LastFailingChat) = (null, null, 0, 0, null);
        if (State != ChannelState.Connected) (State, StateSince) = (ChannelState.Connected, now);
        Raise(new ChannelAccountChanged(Id));
    }
}

/// <summary>A number's connection, pause or settings changed.</summary>
public sealed record ChannelAccountChanged(ChannelAccountId Account) : IDomainEvent;

/// <summary>Refusals about channels.</summary>
public static class ChannelErrors
{
    public static readonly Error NotFound = new("channel.not-found", ErrorKind.NotFound);
    public static readonly Error Name = new("channel.name", ErrorKind.Invalid);
    public static readonly Error SessionName = new("channel.session-name", ErrorKind.Invalid);
    public static readonly Error SessionTaken = new("channel.session-taken", ErrorKind.Conflict);
    public static readonly Error BaseUrl = new("channel.base-url", ErrorKind.Invalid);
    public static readonly Error SecretKey = new("channel.secret-key", ErrorKind.Invalid);
    public static readonly Error Pace = new("channel.pace", ErrorKind.Invalid);
}
