using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>Who answers a ticket that nobody holds takes it, room permitting; without room it stays in the queue, answered.</summary>
public sealed class TakeOnAnswered(ITicketStore tickets, IAgentRoom room) : IEventHandler<ReplyQueued>
{
    /// <inheritdoc/>
    public async Task HandleAsync(ReplyQueued happened, CancellationToken ct)
    {
        if (happened.Author is not { } author || await tickets.FindAsync(happened.Ticket, ct) is not { AssigneeId: null, IsActive: true } ticket) return;
        if (await room.TakeAsync(author, ticket.AccountId, evenIfFull: false, ct)) ticket.AssignTo(author, author, MoveCause.Answered);
    }
}
