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

/// <summary>Sets a ticket aside, until its customer answers or for another reason. Refused when the customer wrote after what the agent had on screen.</summary>
public sealed class SetTicketAside(ITicketStore tickets, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Sets aside what somebody holds.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="status"><see cref="TicketStatus.Pending"/> or <see cref="TicketStatus.OnHold"/>.</param>
    /// <param name="seen">The highest thread sequence the agent had on screen.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result> ExecuteAsync(TicketId id, TicketStatus status, long seen, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        if (ticket.LastInboundSequence > seen) return TicketErrors.NewerMessage;
        if (ticket.SetAside(status, actor.Current.Agent) is { } refused) return refused;
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

/// <summary>Brings a ticket back that is resolved, closed or set aside.</summary>
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
