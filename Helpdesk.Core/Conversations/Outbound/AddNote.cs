using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>Leaves a note that only colleagues see; the same client id again is the same note.</summary>
public sealed class AddNote(ITicketStore tickets, IMessageStore messages, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Adds the note.</summary>
    public async Task<Result<MessageId>> ExecuteAsync(TicketId id, string text, string clientId, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (WrittenText.Check(text, clientId, hasFile: false) is { } wrong) return wrong;
        if (await messages.FindByClientIdAsync(clientId, ct) is { } already) return already.Id;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;

        var note = Message.Note(messages.NextId(), ticket.Id, me, clientId, text.Trim(), clock.GetUtcNow());
        messages.Append(note);

        var saved = await work.SaveAsync(ct);
        if (saved.Succeeded) return note.Id;
        return saved.Error == SaveErrors.Duplicate && await messages.FindByClientIdAsync(clientId, ct) is { } twin ? twin.Id : saved.Error;
    }
}
