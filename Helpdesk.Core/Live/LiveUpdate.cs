using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Live;

/// <summary>What changed; readers re-read.</summary>
public enum LiveKind
{
    /// <summary>A customer's message arrived in the ticket.</summary>
    MessageReceived,

    /// <summary>A reply, note or event was added to the ticket, or an entry of it changed.</summary>
    MessageChanged,

    /// <summary>The ticket's own state changed.</summary>
    TicketChanged,

    /// <summary>The ticket changed hands.</summary>
    TicketAssigned,

    /// <summary>A number's or mailbox's connection changed, or something failed to arrive on it.</summary>
    ChannelChanged,

    /// <summary>Members, their rights, or departments changed.</summary>
    PeopleChanged,

    /// <summary>The workspace's settings, branding, domains, hours or standing changed.</summary>
    WorkspaceChanged,

    /// <summary>An agent's state or break changed.</summary>
    AgentChanged,

    /// <summary>A member is told something; the id is the notification's.</summary>
    NotificationRaised,

    /// <summary>A member has read notifications on one of their pages; the id is the member's.</summary>
    NotificationsRead,

    /// <summary>How a member is told, or everybody, has changed.</summary>
    NotificationRulesChanged,

    /// <summary>A sign-in is over: what is open with it is cut.</summary>
    SessionEnded,
}

/// <summary>One committed change: ids and a version, never content, so that a wrong subscription cannot leak text (DESIGN 3).</summary>
/// <param name="Tenant">The workspace.</param>
/// <param name="Sequence">Place in the workspace's order of commits (DECISIONS 17).</param>
/// <param name="Kind">What changed.</param>
/// <param name="Id">The ticket, or the account for channel changes.</param>
/// <param name="MessageId">The thread entry, when one is meant.</param>
/// <param name="Topics">Who cares: the union of before and after the change (DECISIONS 18).</param>
public sealed record LiveUpdate(
    TenantId Tenant, long Sequence, LiveKind Kind, long Id, long? MessageId, IReadOnlyList<LiveTopic> Topics);
