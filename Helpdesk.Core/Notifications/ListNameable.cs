using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Notifications;

/// <summary>Lists whom a note of the acting member can name by <c>@</c> and the whole name: whom <see cref="NotifyMentioned"/> would tell.</summary>
public sealed class ListNameable(ITicketStore tickets, IRecipients recipients, IActorAccessor actor)
{
    /// <summary>All of them, in no order.</summary>
    public async Task<Result<IReadOnlyList<Recipient>>> ExecuteAsync(TicketId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        var here = new TicketPlace(ticket.DepartmentId, ticket.AssigneeId, ticket.OwnerId);
        return (await recipients.AllAsync(ct)).ReadersBut(me, [here]).ToList();
    }
}
