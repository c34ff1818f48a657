using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Infrastructure.Import;

/// <summary>What the old systems' words mean here, the ones outside their own lists included (SEEDS 1.3, 2.3, 23).</summary>
internal static class OldWords
{
    /// <summary>
    /// The role for an old one by name, and whether it is the one meant: a role nobody knows becomes the least.
    /// </summary>
    public static (Role Role, bool Exact) RoleOf(string old) => old.ToLowerInvariant() switch
    {
        "admin" or "superuser" => (Role.Admin, true),
        "manager" => (Role.Manager, true),
        "supervisor" or "agent_supervisor" => (Role.Supervisor, true),
        "qa" => (Role.QA, true),
        "agent" => (Role.Agent, true),
        _ => (Role.Agent, false),
    };

    /// <summary>The status, before the thread tells whether somebody has replied; null for a word nobody knows.</summary>
    public static TicketStatus? KhalifaStatus(string? old) => old switch
    {
        // Delayed is a flag and unassigned a state of nobody's hands: both are open here (DECISIONS 9).
        "open" or "delayed" or "pending" => TicketStatus.New,
        "in_progress" => TicketStatus.Open,
        "closed" => TicketStatus.Closed,
        _ => null,
    };

    /// <summary>As above, for SafariDesk: assigned, created, unassigned and hold are in no list of its own.</summary>
    public static TicketStatus? SafariDeskStatus(string? old) => old switch
    {
        "open" or "created" or "assigned" or "unassigned" or "delayed" => TicketStatus.New,
        "in_progress" => TicketStatus.Open,
        "pending" => TicketStatus.Pending,
        "on_hold" or "hold" => TicketStatus.OnHold,
        "resolved" => TicketStatus.Resolved,
        "closed" => TicketStatus.Closed,
        _ => null,
    };

    /// <summary>The priority; null for a word nobody knows.</summary>
    public static TicketPriority? PriorityOf(string? old) => old switch
    {
        "low" => TicketPriority.Low,
        null or "medium" or "normal" => TicketPriority.Normal,
        "high" => TicketPriority.High,
        "urgent" or "critical" => TicketPriority.Urgent,
        _ => null,
    };

    /// <summary>How far a reply had come. What had not left stays so: nobody wants last year's queue sent today.</summary>
    public static DeliveryState DeliveryOf(string? old) => old switch
    {
        "sent" => DeliveryState.Sent,
        "delivered" => DeliveryState.Delivered,
        "read" => DeliveryState.Read,
        // Stranded in the middle of a send: it may have left.
        "sending" => DeliveryState.Unknown,
        _ => DeliveryState.Failed,
    };
}
