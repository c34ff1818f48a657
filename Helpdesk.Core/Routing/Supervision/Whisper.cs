using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>A supervisor says something to the agent who holds a ticket, in its thread, that neither the customer nor other colleagues see (PEERS 5).</summary>
public sealed class Whisper(ITicketStore tickets, IMessageStore messages, AgentReach reach, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Leaves the note; refused while nobody holds the ticket, or the supervisor does. The same client id again is the same note.</summary>
    public async Task<Result<MessageId>> ExecuteAsync(TicketId id, string text, string clientId, CancellationToken ct)
    {
        if (actor.Lacks(Permission.SuperviseAgents) is { } denied) return denied;
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (WrittenText.Check(text, clientId, hasFile: false) is { } wrong) return wrong;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        if (await messages.FindByClientIdAsync(clientId, ct) is { } already) return already.Id;
        if (ticket.AssigneeId is not { } holder) return TicketErrors.Unassigned;
        if (holder == me) return TicketErrors.AlreadyYours;
        if (await reach.CheckAsync(holder, ct) is { } beyond) return beyond;

        var whisper = Message.Whisper(messages.NextId(), ticket.Id, me, holder, clientId, text.Trim(), clock.GetUtcNow());
        messages.Append(whisper);
        var saved = await work.SaveAsync(ct);
        if (saved.Succeeded) return whisper.Id;
        return saved.Error == SaveErrors.Duplicate && await messages.FindByClientIdAsync(clientId, ct) is { } twin ? twin.Id : saved.Error;
    }
}
