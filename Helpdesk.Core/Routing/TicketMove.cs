using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>One change of who holds a ticket, with its cause: the history of transfers, breaks and choices (SEEDS 4.4, 24.4).</summary>
public sealed class TicketMove : ITenantOwned
{
    private TicketMove()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public TicketId TicketId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public MoveCause Cause { get; private set; }

    /// <summary>Who held it before.</summary>
    public AgentId? From { get; private set; }

    /// <summary>Who holds it now; none when it came into a queue.</summary>
    public AgentId? To { get; private set; }

    /// <summary>The department whose queue it came into.</summary>
    public DepartmentId? Queue { get; private set; }

    /// <summary>Who did it; none when the system did.</summary>
    public AgentId? By { get; private set; }

    /// <summary>Routing's explanation (<see cref="RoutingExplanation"/>), when it chose.</summary>
    public string? Why { get; private set; }

    /// <summary>It went to an agent.</summary>
    public static TicketMove ToAgent(long id, TicketAssigned happened, DateTimeOffset now) => new()
    {
        Id = id,
        TicketId = happened.Ticket,
        At = now,
        Cause = happened.Cause,
        From = happened.From,
        To = happened.To,
        By = happened.By,
        Why = happened.Why,
    };

    /// <summary>It came into a queue.</summary>
    public static TicketMove ToQueue(long id, TicketQueued happened, DateTimeOffset now) => new()
    {
        Id = id,
        TicketId = happened.Ticket,
        At = now,
        Cause = happened.Cause,
        From = happened.From,
        Queue = happened.Department,
        By = happened.By,
    };
}

/// <summary>What became of asking an agent to take a ticket.</summary>
public enum OfferOutcome
{
    /// <summary>Not answered yet.</summary>
    Open,
    Accepted,
    Declined,

    /// <summary>Left unanswered.</summary>
    Missed,

    /// <summary>The ticket went elsewhere meanwhile.</summary>
    Withdrawn,
}

/// <summary>One agent asked to take one ticket.</summary>
public sealed class TicketOffer : ITenantOwned
{
    private TicketOffer()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public TicketId TicketId { get; private set; }

    public AgentId AgentId { get; private set; }

    /// <summary>Who passes it on; none when routing asks.</summary>
    public AgentId? From { get; private set; }

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    public OfferOutcome Outcome { get; private set; }

    /// <summary>Routing's explanation, kept for when the answer is yes.</summary>
    public string? Why { get; private set; }

    /// <summary>Asks.</summary>
    public static TicketOffer Ask(long id, TicketId ticket, AgentId agent, AgentId? from, string? why, DateTimeOffset now, TimeSpan time) =>
        new() { Id = id, TicketId = ticket, AgentId = agent, From = from, Why = why, At = now, EndsAt = now + time };

    /// <summary>It is over.</summary>
    public void End(OfferOutcome outcome) => Outcome = outcome;
}

/// <summary>Reads and writes what routing looks at.</summary>
public interface IRoutingStore
{
    /// <summary>The members of a department as routing sees them. Their statuses are read before their loads, so that whoever gives them work in between is noticed at the save.</summary>
    Task<IReadOnlyList<RoutingAgent>> RosterAsync(DepartmentId department, CancellationToken ct);

    /// <summary>A department's queue that nobody is being asked about, most urgent first, then oldest.</summary>
    Task<IReadOnlyList<RoutingTicket>> QueueAsync(DepartmentId department, int skip, int take, CancellationToken ct);

    /// <summary>One ticket of a queue, whether or not somebody is being asked about it; null when it waits no longer.</summary>
    Task<RoutingTicket?> WaitingAsync(TicketId ticket, CancellationToken ct);

    /// <summary>Open offers of a department's tickets, tracked.</summary>
    Task<IReadOnlyList<TicketOffer>> OffersAsync(DepartmentId department, CancellationToken ct);

    /// <summary>Open offers to an agent, tracked.</summary>
    Task<IReadOnlyList<TicketOffer>> OffersToAsync(AgentId agent, CancellationToken ct);

    /// <summary>The open offer of a ticket, tracked.</summary>
    Task<TicketOffer?> OfferOfAsync(TicketId ticket, CancellationToken ct);

    /// <summary>Tickets, tracked.</summary>
    Task<IReadOnlyList<Ticket>> TicketsAsync(IReadOnlyCollection<TicketId> ids, CancellationToken ct);

    /// <summary>The open tickets an agent holds that are being worked, with <paramref name="evenSetAside"/> the others too, tracked, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<Ticket>> HeldAsync(AgentId agent, bool evenSetAside, int take, CancellationToken ct);

    void Add(TicketMove move);

    void Add(TicketOffer offer);
}

/// <summary>Keeps every change of hands, in its own transaction.</summary>
public sealed class RecordMoves(IRoutingStore routing, IIdSource ids, TimeProvider clock) : IEventHandler<TicketAssigned>, IEventHandler<TicketQueued>
{
    /// <inheritdoc/>
    public Task HandleAsync(TicketAssigned happened, CancellationToken ct)
    {
        routing.Add(TicketMove.ToAgent(ids.Next(), happened, clock.GetUtcNow()));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task HandleAsync(TicketQueued happened, CancellationToken ct)
    {
        if (happened.Cause != MoveCause.Opened) routing.Add(TicketMove.ToQueue(ids.Next(), happened, clock.GetUtcNow()));
        return Task.CompletedTask;
    }
}
