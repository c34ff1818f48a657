using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>Where a ticket is to go: to an agent, or into a department's queue.</summary>
/// <param name="Agent">The agent; none for a queue.</param>
/// <param name="Department">The department whose queue; none for an agent.</param>
/// <param name="Ask">Whether the agent is asked first; until the answer it stays where it is.</param>
/// <param name="EvenIfFull">Whether room and presence do not matter; a supervisor's to say.</param>
public sealed record TransferTarget(AgentId? Agent = null, DepartmentId? Department = null, bool Ask = false, bool EvenIfFull = false);

/// <summary>
/// Passes a ticket on, with a note. The owner, who answers for its KPIs, stays (SEEDS 4.4); the new holder goes on in the same thread.
/// </summary>
public sealed class TransferTicket(
    ITicketStore tickets, TicketPassing passing, IMessageStore messages, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Transfers.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="target">Where to.</param>
    /// <param name="note">What the next one should know; may be empty.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result> ExecuteAsync(TicketId id, TransferTarget target, string note, CancellationToken ct)
    {
        if (actor.Lacks(Permission.AssignTickets) is { } denied) return denied;
        if (target.EvenIfFull && actor.Lacks(Permission.SuperviseAgents) is { } beyond) return beyond;
        if (note.Length > MessageText.Longest) return MessageErrors.TooLong;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        var (by, now) = (actor.Current.Agent, clock.GetUtcNow());
        if (await passing.PassAsync(ticket, target, by, now, ct) is { } refused) return refused;
        if (note.Trim() is { Length: > 0 } text && by is { } me)
        {
            var entry = messages.NextId();
            messages.Append(Message.Note(entry, id, me, $"transfer-{entry.Value}", text, now));
        }

        return await work.SaveAsync(ct);
    }
}

/// <summary>Passes a ticket on in the running unit of work.</summary>
public sealed class TicketPassing(
    IRoutingStore routing, IAgentRoom room, IAgentDirectory agents, IDepartmentStore departments, IPresenceStore presence, IIdSource ids)
{
    /// <summary>How long an agent who is asked has to answer.</summary>
    public static readonly TimeSpan AskFor = TimeSpan.FromMinutes(2);

    /// <summary>Passes it on, or says why not.</summary>
    public Task<Error?> PassAsync(Ticket ticket, TransferTarget target, AgentId? by, DateTimeOffset now, CancellationToken ct) =>
        target.Agent is { } agent ? ToAgentAsync(ticket, agent, target, by, now, ct)
        : target.Department is { } department ? ToQueueAsync(ticket, department, by, now, ct)
        : Task.FromResult<Error?>(PeopleErrors.NoSuchAgent);

    private async Task<Error?> ToAgentAsync(Ticket ticket, AgentId agent, TransferTarget target, AgentId? by, DateTimeOffset now, CancellationToken ct)
    {
        if (!ticket.IsActive) return TicketErrors.NotActive;
        if (ticket.AssigneeId == agent) return TicketErrors.AlreadyAssigned;
        if (!await agents.IsActiveAsync(agent, ct)) return PeopleErrors.NoSuchAgent;
        if (!target.EvenIfFull && await presence.FindAsync(agent, ct) is not { State: AgentState.Online }) return RoutingErrors.NotHere;
        if (!await room.TakeAsync(agent, ticket.AccountId, target.EvenIfFull, ct)) return TicketErrors.NoRoom;
        if (!target.Ask) return ticket.AssignTo(agent, by, MoveCause.Transferred);
        ticket.Offer(agent, now + AskFor);
        routing.Add(TicketOffer.Ask(ids.Next(), ticket.Id, agent, by, why: null, now, AskFor));
        return null;
    }

    private async Task<Error?> ToQueueAsync(Ticket ticket, DepartmentId department, AgentId? by, DateTimeOffset now, CancellationToken ct)
    {
        if (!(await departments.OpenAsync(ct)).Contains(department)) return DepartmentErrors.NotFound;
        return department == ticket.DepartmentId && ticket.AssigneeId is not null
            ? ticket.Release(by, MoveCause.PutBack, now)
            : ticket.MoveTo(department, by, now);
    }
}

/// <summary>A supervisor takes a ticket over, whoever holds it, with what that agent had written so far.</summary>
public sealed class TakeOverTicket(ITicketStore tickets, IDraftStore drafts, IAgentRoom room, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Takes it over.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.SuperviseAgents) is { } denied) return denied;
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        var holder = ticket.AssigneeId;
        if (ticket.AssignTo(me, me, MoveCause.TakenOver) is { } refused) return refused;
        await room.TakeAsync(me, ticket.AccountId, evenIfFull: true, ct);
        if (holder is { } before) await drafts.PassOnAsync(id, before, me, ct);
        return await work.SaveAsync(ct);
    }
}
