using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>
/// A department's turn to be routed: due the moment something could change who gets what, worked by one node at a time under its lease. What
/// happens while it is worked marks it anew, so that no trigger is ever swallowed (PEERS 3.3: coalescing that dropped them).
/// </summary>
public sealed class RoutingTurn : ITenantOwned, IQueuedWork
{
    /// <summary>Nothing is to be done until something happens.</summary>
    public static readonly DateTimeOffset Never = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private RoutingTurn()
    {
    }

    /// <summary>The department's id.</summary>
    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    /// <summary>The department.</summary>
    public DepartmentId DepartmentId { get; private set; }

    public string OrderKey => "";

    public bool Finished { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Another one with each mark.</summary>
    public long Stamp { get; private set; }

    public long? LeaseId { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>A new department's.</summary>
    public static RoutingTurn Of(DepartmentId department) => new() { Id = department.Value, DepartmentId = department, DueAt = Never };
}

/// <summary>Marks departments to be routed, in the running unit of work.</summary>
public interface IRoutingTurns
{
    /// <summary>A department's queue or rules have changed.</summary>
    void Mark(DepartmentId department);

    /// <summary>An agent may have gained room: all of their departments.</summary>
    void MarkOf(AgentId agent);

    /// <summary>The rules have changed: every department.</summary>
    void MarkAll();

    /// <summary>A department's turn begins: its stamp, to be named when it ends.</summary>
    Task<long?> StampAsync(DepartmentId department, CancellationToken ct);

    /// <summary>A turn ends: it is due again at a moment, or at once when it was marked meanwhile.</summary>
    Task EndAsync(DepartmentId department, long stamp, DateTimeOffset? lookAgainAt, CancellationToken ct);

    /// <summary>A new department's turn, once.</summary>
    Task BeginAsync(DepartmentId department, CancellationToken ct);
}

/// <summary>What happens to tickets, agents and rules marks the departments it concerns.</summary>
public sealed class MarkTurns(IRoutingTurns turns) :
    IEventHandler<TicketQueued>, IEventHandler<TicketAssigned>, IEventHandler<TicketStatusChanged>, IEventHandler<TicketOffered>, IEventHandler<OfferEnded>,
    IEventHandler<TicketCategorised>, IEventHandler<AgentStateChanged>, IEventHandler<MemberChanged>, IEventHandler<RoutingRulesChanged>,
    IEventHandler<CategoryChanged>, IEventHandler<DepartmentChanged>
{
    /// <inheritdoc/>
    public Task HandleAsync(TicketQueued happened, CancellationToken ct)
    {
        turns.Mark(happened.Department);
        return Gained(happened.From);
    }

    /// <inheritdoc/>
    public Task HandleAsync(TicketAssigned happened, CancellationToken ct) => Gained(happened.From);

    /// <inheritdoc/>
    public Task HandleAsync(TicketStatusChanged happened, CancellationToken ct) =>
        Gained(happened.To is TicketStatus.New or TicketStatus.Open ? null : happened.Holder);

    /// <inheritdoc/>
    public Task HandleAsync(TicketOffered happened, CancellationToken ct)
    {
        // Looked at now, to be looked at again when the offer lapses.
        turns.Mark(happened.Department);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task HandleAsync(OfferEnded happened, CancellationToken ct)
    {
        turns.Mark(happened.Department);
        return Gained(happened.Asked);
    }

    /// <inheritdoc/>
    public Task HandleAsync(TicketCategorised happened, CancellationToken ct) => All();

    /// <inheritdoc/>
    public Task HandleAsync(AgentStateChanged happened, CancellationToken ct) => Gained(happened.To == AgentState.Online ? happened.Agent : null);

    /// <inheritdoc/>
    public Task HandleAsync(MemberChanged happened, CancellationToken ct) => All();

    /// <inheritdoc/>
    public Task HandleAsync(RoutingRulesChanged happened, CancellationToken ct) => All();

    /// <inheritdoc/>
    public Task HandleAsync(CategoryChanged happened, CancellationToken ct) => All();

    /// <inheritdoc/>
    public Task HandleAsync(DepartmentChanged happened, CancellationToken ct) => turns.BeginAsync(happened.Department, ct);

    private Task Gained(AgentId? agent)
    {
        if (agent is { } gained) turns.MarkOf(gained);
        return Task.CompletedTask;
    }

    private Task All()
    {
        turns.MarkAll();
        return Task.CompletedTask;
    }
}
