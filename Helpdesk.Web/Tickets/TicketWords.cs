using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Web.Tickets;

/// <summary>How states of a ticket are called and drawn: resource keys, icons and classes.</summary>
public static class TicketWords
{
    /// <summary>The resource key of a status, priority or view.</summary>
    public static string Key<TEnum>(TEnum value)
        where TEnum : struct, Enum => $"{typeof(TEnum).Name}.{value}";

    /// <summary>The icon of a status.</summary>
    public static string Icon(TicketStatus status) => status switch
    {
        TicketStatus.New => "sparkles",
        TicketStatus.Open => "circle-dot",
        TicketStatus.Pending => "hourglass",
        TicketStatus.OnHold => "pause",
        TicketStatus.Resolved => "circle-check",
        _ => "lock",
    };

    /// <summary>The colour class of a status.</summary>
    public static string Class(TicketStatus status) => $"st-{status.ToString().ToLowerInvariant()}";

    /// <summary>The icon of a priority: the shape differs, not only the colour.</summary>
    public static string Icon(TicketPriority priority) => priority switch
    {
        TicketPriority.Urgent => "prio-urgent",
        TicketPriority.High => "arrow-up",
        TicketPriority.Normal => "minus",
        _ => "arrow-down",
    };

    /// <summary>The colour class of a priority.</summary>
    public static string Class(TicketPriority priority) => $"pr-{priority.ToString().ToLowerInvariant()}";

    /// <summary>The icon of a view.</summary>
    public static string Icon(TicketView view) => view switch
    {
        TicketView.Mine => "circle-user",
        TicketView.Unassigned => "circle-dashed",
        TicketView.AllOpen => "layers",
        TicketView.Delayed => "timer",
        _ => "circle-check",
    };

    /// <summary>The view's name in addresses.</summary>
    public static string Slug(TicketView view) => view switch
    {
        TicketView.Mine => "mine",
        TicketView.Unassigned => "unassigned",
        TicketView.AllOpen => "all",
        TicketView.Delayed => "delayed",
        _ => "done",
    };

    /// <summary>Reads <see cref="Slug"/>; an unknown one is the agent's own list.</summary>
    public static TicketView ViewOf(string? slug) =>
        Enum.GetValues<TicketView>().FirstOrDefault(view => Slug(view) == slug, TicketView.Mine);

    /// <summary>Whether the customer's last message calls for this agent: nobody has read it, and it is theirs or nobody's.</summary>
    public static bool IsUnread(TicketRow row, AgentId me) =>
        row.IsActive && row.LastInboundSequence > row.ReadSequence && (row.AssigneeId is null || row.AssigneeId == me);
}
