using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Notifications;

/// <summary>How everybody of a workspace is told, from the node's cache: to tell somebody costs no read.</summary>
/// <param name="Workspace">What the workspace says.</param>
/// <param name="Own">What members have chosen.</param>
/// <param name="Muted">Tickets somebody has muted.</param>
/// <param name="Devices">The push subscriptions of members who have any.</param>
public sealed record NotificationBook(
    WorkspaceNotifications Workspace, IReadOnlyDictionary<AgentId, OwnNotifications> Own, IReadOnlySet<(AgentId, TicketId)> Muted,
    ILookup<AgentId, long> Devices)
{
    /// <summary>The channels a member is told something by.</summary>
    public NotificationChannels Decide(AgentId agent, NotificationNews news, DateTimeOffset now) => NotificationPolicy.Decide(
        news.Kind, Own.GetValueOrDefault(agent) ?? OwnNotifications.Nothing, Workspace, news.Ticket is { } ticket && Muted.Contains((agent, ticket)), now);
}

/// <summary>Write access to notifications and to how members want them.</summary>
public interface INotificationStore
{
    /// <summary>The acting workspace's book.</summary>
    Task<NotificationBook> BookAsync(CancellationToken ct);

    /// <summary>A member's unread notification of a kind about a ticket, tracked.</summary>
    Task<Notification?> FindUnreadAsync(AgentId agent, NotificationKind kind, TicketId ticket, CancellationToken ct);

    /// <summary>A member's unread ones, tracked, at most a thousand, newest first: all, those about a ticket, or one.</summary>
    Task<IReadOnlyList<Notification>> UnreadAsync(AgentId agent, TicketId? ticket, NotificationId? one, CancellationToken ct);

    /// <summary>A member's choices, tracked.</summary>
    Task<NotificationChoices?> FindChoicesAsync(AgentId agent, CancellationToken ct);

    /// <summary>The workspace's own defaults, tracked.</summary>
    Task<NotificationDefaults?> FindDefaultsAsync(CancellationToken ct);

    /// <summary>A member's mute of a ticket, tracked.</summary>
    Task<TicketMute?> FindMuteAsync(AgentId agent, TicketId ticket, CancellationToken ct);

    /// <summary>The subscription of an address, whoever's it is, tracked.</summary>
    Task<PushSubscription?> FindSubscriptionAsync(string addressHash, CancellationToken ct);

    /// <summary>A subscription, whoever's it is, tracked.</summary>
    Task<PushSubscription?> FindSubscriptionAsync(long device, CancellationToken ct);

    /// <summary>How many subscriptions a member has.</summary>
    Task<int> CountSubscriptionsAsync(AgentId agent, CancellationToken ct);

    void Add(Notification told);

    void Add(NotificationChoices choices);

    void Add(NotificationDefaults defaults);

    void Add(TicketMute mute);

    void Add(PushSubscription subscription);

    void Add(PushSend send);

    void Remove(TicketMute mute);

    void Remove(PushSubscription subscription);
}

/// <summary>A notification as the list shows it.</summary>
public sealed record NotificationRow(
    NotificationId Id, NotificationKind Kind, TicketId? Ticket, string? TicketNumber, string? CustomerName, AgentId? About, string? AboutName, long? Value,
    DateTimeOffset At, bool Unread, NotificationChannels Channels, bool Muted);

/// <summary>The end of a member's list and how many wait to be read.</summary>
public sealed record NotificationList(IReadOnlyList<NotificationRow> Rows, int Unread);

/// <summary>A device that is notified while its owner is not here.</summary>
public sealed record PushDevice(long Id, string AddressHash, string Browser, DateTimeOffset AddedAt, DateTimeOffset? LastSentAt);

/// <summary>A ticket one has muted.</summary>
public sealed record MutedTicket(TicketId Ticket, string Number, string CustomerName, DateTimeOffset At);

/// <summary>All a member's own page shows.</summary>
public sealed record NotificationSettings(OwnNotifications Own, WorkspaceNotifications Workspace, IReadOnlyList<MutedTicket> Muted, IReadOnlyList<PushDevice> Devices);

/// <summary>What the acting member is told; nobody reads another's.</summary>
public interface INotificationQueries
{
    /// <summary>The newest that are listed, at most <paramref name="take"/>. News of a queue is gone when somebody has the ticket.</summary>
    Task<NotificationList> ListAsync(int take, CancellationToken ct);

    /// <summary>One that has just been raised; null when it is not the member's.</summary>
    Task<NotificationRow?> RowAsync(NotificationId id, CancellationToken ct);

    /// <summary>What the member's own page shows.</summary>
    Task<NotificationSettings> SettingsAsync(CancellationToken ct);

    /// <summary>What the workspace says; refused without <see cref="Permission.ManageWorkspace"/>.</summary>
    Task<Result<WorkspaceNotifications>> DefaultsAsync(CancellationToken ct);
}
