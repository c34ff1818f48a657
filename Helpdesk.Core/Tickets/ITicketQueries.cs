using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Tickets;

/// <summary>The lists of the console.</summary>
public enum TicketView
{
    /// <summary>Active tickets the actor holds.</summary>
    Mine,

    /// <summary>Active tickets nobody holds.</summary>
    Unassigned,

    /// <summary>All active tickets.</summary>
    AllOpen,

    /// <summary>Active tickets whose customers have waited too long.</summary>
    Delayed,

    /// <summary>Resolved and closed tickets.</summary>
    Done,
}

/// <summary>A row of a list; never an entity.</summary>
public sealed record TicketRow
{
    public required TicketId Id { get; init; }
    public required string Number { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required string CustomerName { get; init; }
    public required ChannelAccountId AccountId { get; init; }
    public required TicketStatus Status { get; init; }
    public required TicketPriority Priority { get; init; }
    public required bool IsActive { get; init; }
    public required DepartmentId DepartmentId { get; init; }
    public required AgentId? AssigneeId { get; init; }
    public required AgentId? OwnerId { get; init; }
    public required string? AssigneeName { get; init; }
    public required string LastLine { get; init; }
    public required LastSpeaker LastSpeaker { get; init; }
    public required DateTimeOffset LastMessageAt { get; init; }
    public required DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Since when the customer has waited too long; null while they have not.</summary>
    public required DateTimeOffset? DelayedSince { get; init; }

    /// <summary>When a customer who waits will have waited too long, by the rules of now; null when nobody waits, or too long already, or never.</summary>
    public DateTimeOffset? DueAt { get; init; }
    public required WaitingOn WaitingOn { get; init; }
    public required long LastInboundSequence { get; init; }

    /// <summary>The highest sequence its assignee has had on screen, or any member while nobody holds it (DECISIONS 12); unread above it.</summary>
    public required long ReadSequence { get; init; }
    public required long Version { get; init; }

    /// <summary>What decides who sees it.</summary>
    public TicketPlace Place => new(DepartmentId, AssigneeId, OwnerId);

    /// <summary>Whether the row belongs to a view of this member.</summary>
    public bool IsIn(TicketView view, AgentId me) => view switch
    {
        TicketView.Mine => IsActive && AssigneeId == me,
        TicketView.Unassigned => IsActive && AssigneeId is null,
        TicketView.AllOpen => IsActive,
        TicketView.Delayed => IsActive && DelayedSince is not null,
        TicketView.Done => !IsActive,
        _ => throw new ArgumentOutOfRangeException(nameof(view), view, null),
    };
}

/// <summary>The last row of a page: the next one starts behind it.</summary>
public sealed record TicketCursor(DateTimeOffset LastMessageAt, TicketId Id);

/// <summary>How many active tickets each view holds; the done ones are never counted.</summary>
public sealed record ViewCounts(int Mine, int Unassigned, int AllOpen, int Delayed);

/// <summary>How many active tickets lie in one place.</summary>
/// <param name="Delayed">How many of them are delayed.</param>
/// <param name="Queued">How many of them wait in the department's queue.</param>
/// <param name="QueuedSince">Since when the first of those does; null when there is none.</param>
public sealed record HeldTickets(TicketPlace Place, int Count, int Delayed, int Queued, DateTimeOffset? QueuedSince);

/// <summary>The workspace's active tickets, counted by place: one query for everybody's counts.</summary>
public sealed record HeldCounts(IReadOnlyList<HeldTickets> Places)
{
    /// <summary>The counts as one actor sees them.</summary>
    public ViewCounts For(Actor actor)
    {
        var (mine, unassigned, all, delayed) = (0, 0, 0, 0);
        foreach (var (place, count, late, _, _) in Places)
        {
            if (!actor.Sees(place)) continue;
            all += count;
            delayed += late;
            if (place.Assignee is null) unassigned += count;
            else if (place.Assignee == actor.Agent) mine += count;
        }

        return new ViewCounts(mine, unassigned, all, delayed);
    }
}

/// <summary>A customer's earlier or other ticket.</summary>
public sealed record TicketHistoryRow(TicketId Id, string Number, TicketStatus Status, string LastLine, DateTimeOffset CreatedAt);

/// <summary>The customer and ticket as the head and the context pane show them.</summary>
/// <param name="Muted">Whether the acting member does not want to be disturbed about it.</param>
public sealed record TicketDetails(
    TicketRow Row,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FirstResponseAt,
    string DepartmentName,
    string? OwnerName,
    string AccountName,
    string? CustomerLanguage,
    DateTimeOffset CustomerSince,
    IReadOnlyList<CustomerAddress> Addresses,
    IReadOnlyList<TicketHistoryRow> History,
    bool Muted);

/// <summary>Which tickets are wanted; what is null does not matter.</summary>
public sealed record TicketFilter(
    TicketView? View = null, TicketStatus? Status = null, DepartmentId? Department = null, AgentId? Assignee = null, CustomerId? Customer = null);

/// <summary>Reads for lists and the context pane; newest message first.</summary>
public interface ITicketQueries
{
    /// <summary>One page of a view, at most <paramref name="take"/> rows after the cursor.</summary>
    Task<Slice<TicketRow, TicketCursor>> ListAsync(TicketView view, TicketCursor? after, int take, CancellationToken ct);

    /// <summary>One page of what a filter lets through; refused without <see cref="Permission.ViewTickets"/>.</summary>
    Task<Result<Slice<TicketRow, TicketCursor>>> FindAsync(TicketFilter filter, TicketCursor? after, int take, CancellationToken ct);

    /// <summary>One row; null when there is no such ticket.</summary>
    Task<TicketRow?> RowAsync(TicketId id, CancellationToken ct);

    /// <summary>What the context pane shows; null when there is no such ticket.</summary>
    Task<TicketDetails?> DetailsAsync(TicketId id, CancellationToken ct);

    /// <summary>How many active tickets lie where: one grouped query for everybody's counts.</summary>
    Task<HeldCounts> HeldAsync(CancellationToken ct);
}
