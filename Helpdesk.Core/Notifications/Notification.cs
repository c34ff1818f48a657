using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Notifications;

/// <summary>Identifies a notification.</summary>
public readonly record struct NotificationId(long Value);

/// <summary>One member is told one thing. It holds ids only: what it says is read, in the reader's language, when it is shown.</summary>
public sealed class Notification : ITenantOwned
{
    /// <summary>How long it is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>How long the news of a queue is kept: by then somebody has the ticket, or its delay has been told.</summary>
    public static readonly TimeSpan QueueNewsKept = TimeSpan.FromDays(1);

    private Notification()
    {
    }

    public NotificationId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    /// <summary>Who is told.</summary>
    public AgentId AgentId { get; private set; }

    public NotificationKind Kind { get; private set; }

    /// <summary>The ticket it leads to.</summary>
    public TicketId? TicketId { get; private set; }

    /// <summary>The colleague it is about: who gave it, wrote it, was lost, was asked.</summary>
    public AgentId? AboutId { get; private set; }

    /// <summary>A figure that belongs to it: messages since it was last read, the capacity reached, or 1 when who was asked said no; else none.</summary>
    public long? Value { get; private set; }

    /// <summary>When it happened, the last time when it happened again before it was read.</summary>
    public DateTimeOffset At { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>How it reaches its reader, as decided when it happened.</summary>
    public NotificationChannels Channels { get; private set; }

    /// <summary>Tells a member.</summary>
    public static Notification Of(NotificationId id, AgentId agent, NotificationNews news, NotificationChannels channels, DateTimeOffset now) => new()
    {
        Id = id,
        AgentId = agent,
        Kind = news.Kind,
        TicketId = news.Ticket,
        AboutId = news.About,
        Value = news.Value,
        At = now,
        Channels = channels,
    };

    /// <summary>It happened again before it was read.</summary>
    public void Again(NotificationChannels channels, DateTimeOffset now) => (Value, Channels, At) = ((Value ?? 1) + 1, channels, now);

    /// <summary>Its reader has seen it.</summary>
    public void Read(DateTimeOffset now) => ReadAt ??= now;
}

/// <summary>Something to tell.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Ticket">Where.</param>
/// <param name="About">The colleague it is about.</param>
/// <param name="Value">A figure that belongs to it.</param>
public sealed record NotificationNews(NotificationKind Kind, TicketId? Ticket = null, AgentId? About = null, long? Value = null);

/// <summary>A member does not want to be disturbed about one ticket.</summary>
public sealed class TicketMute : ITenantOwned
{
    private TicketMute()
    {
    }

    public TenantId TenantId { get; private set; }

    public AgentId AgentId { get; private set; }

    public TicketId TicketId { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Mutes.</summary>
    public static TicketMute Of(AgentId agent, TicketId ticket, DateTimeOffset now) => new() { AgentId = agent, TicketId = ticket, At = now };
}
