using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Tickets;

/// <summary>Takes a ticket nobody holds. Two who try at once: one gets it, the other is told who has it.</summary>
public sealed class ClaimTicket(ITicketStore tickets, IAgentRoom room, IUnitOfWork work, IActorAccessor actor)
{
    // The ticket may have been changed in another way, or the agent given another one: neither makes it somebody else's (DECISIONS 21).
    private const int Tries = 3;

    /// <summary>Claims for the acting member.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        for (var tries = 1; ; tries++)
        {
            if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
            if (ticket.Claim(me) is { } refused) return refused;
            if (!await room.TakeAsync(me, ticket.AccountId, actor.Lacks(Permission.SuperviseAgents) is null, ct)) return TicketErrors.NoRoomForYou;
            var saved = await work.SaveAsync(ct);
            if (saved.Error != SaveErrors.Conflict || tries == Tries) return saved;
        }
    }
}

/// <summary>Gives a ticket to a member of the workspace who has room for it; a supervisor gives it all the same.</summary>
public sealed class AssignTicket(ITicketStore tickets, IAgentDirectory agents, IAgentRoom room, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Assigns, whoever holds it now.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, AgentId to, CancellationToken ct)
    {
        if (actor.Lacks(Permission.AssignTickets) is { } denied) return denied;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        if (!await agents.IsActiveAsync(to, ct)) return PeopleErrors.NoSuchAgent;
        if (ticket.AssignTo(to, actor.Current.Agent, MoveCause.Assigned) is { } refused) return refused;
        if (!await room.TakeAsync(to, ticket.AccountId, actor.Lacks(Permission.SuperviseAgents) is null, ct)) return TicketErrors.NoRoom;
        return await work.SaveAsync(ct);
    }
}

/// <summary>Puts a ticket back into its department's queue.</summary>
public sealed class ReleaseTicket(ITicketStore tickets, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Puts back one's own; somebody else's needs <see cref="Permission.AssignTickets"/>.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        if (ticket.AssigneeId != actor.Current.Agent && actor.Lacks(Permission.AssignTickets) is { } beyond) return beyond;
        if (ticket.Release(actor.Current.Agent, MoveCause.PutBack, clock.GetUtcNow()) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}

/// <summary>Changes how urgent a ticket is.</summary>
public sealed class PrioritiseTicket(ITicketStore tickets, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Sets the priority.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, TicketPriority priority, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        if (ticket.Prioritise(priority, me) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}
