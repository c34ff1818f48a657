using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>What people do with a ticket moves, ends and begins the wait of its customer: another holder, another department, done, and open again.</summary>
public sealed class FollowTickets(IWaits waits, DelayLooks looks, DelayClock delays, ITicketStore tickets, TimeProvider clock) :
    IEventHandler<TicketAssigned>, IEventHandler<TicketQueued>, IEventHandler<TicketStatusChanged>
{
    /// <inheritdoc/>
    public Task HandleAsync(TicketAssigned happened, CancellationToken ct)
    {
        waits.HandOver(happened.Ticket);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task HandleAsync(TicketQueued happened, CancellationToken ct)
    {
        if (happened.Cause == MoveCause.Opened) return Task.CompletedTask;
        waits.HandOver(happened.Ticket);
        // The other department may let customers wait less.
        return happened.Cause == MoveCause.Transferred ? LookAgainAsync(happened.Ticket, ct) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task HandleAsync(TicketStatusChanged happened, CancellationToken ct)
    {
        if (IsDone(happened.To)) waits.End(happened.Ticket);
        // A customer who reopens it begins a wait by writing.
        return IsDone(happened.From) && !IsDone(happened.To) && happened.By is not null ? LookAgainAsync(happened.Ticket, ct) : Task.CompletedTask;
    }

    private static bool IsDone(TicketStatus status) => status is TicketStatus.Resolved or TicketStatus.Closed;

    private async Task LookAgainAsync(TicketId id, CancellationToken ct)
    {
        if (await tickets.FindAsync(id, ct) is not { WaitingSince: { } since, DelayedSince: null } ticket) return;
        looks.Set(id, await delays.DueAsync(ticket.DepartmentId, since, ct), clock.GetUtcNow());
    }
}
