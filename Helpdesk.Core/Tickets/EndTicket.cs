using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Tickets;

/// <summary>Marks a ticket as done. Refused when the customer wrote after what the agent had on screen.</summary>
public sealed class ResolveTicket(ITicketStore tickets, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Resolves.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="seen">The highest thread sequence the agent had on screen.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result> ExecuteAsync(TicketId id, long seen, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        if (ticket.LastInboundSequence > seen) return TicketErrors.NewerMessage;
        if (ticket.Resolve(actor.Current.Agent, clock.GetUtcNow()) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}

/// <summary>Ends a ticket. Refused when the customer wrote after what the agent had on screen.</summary>
public sealed class CloseTicket(ITicketStore tickets, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Closes; parameters as <see cref="ResolveTicket"/>.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, long seen, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        if (ticket.LastInboundSequence > seen) return TicketErrors.NewerMessage;
        if (ticket.Close(actor.Current.Agent, clock.GetUtcNow()) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}

/// <summary>Brings a resolved or closed ticket back.</summary>
public sealed class ReopenTicket(ITicketStore tickets, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Reopens.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        if (ticket.Reopen(actor.Current.Agent) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}
