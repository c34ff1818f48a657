using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Notifications;

/// <summary>
/// Tells who gets a ticket, is asked to take one, asked in vain, is full, or is written to by a customer. The event itself names the reader and nothing leaves the
/// transaction, so it is done inside it: a plain message costs no outbox row (DECISIONS 16).
/// </summary>
public sealed class NotifyHolder(Notifier notifier, ITicketStore tickets) :
    IEventHandler<TicketAssigned>, IEventHandler<TicketOffered>, IEventHandler<OfferEnded>, IEventHandler<AgentFilled>, IEventHandler<MessageReceived>
{
    /// <inheritdoc/>
    public Task HandleAsync(TicketAssigned happened, CancellationToken ct)
    {
        if (happened.By == happened.To) return Task.CompletedTask;
        var kind = happened.Cause == MoveCause.Transferred ? NotificationKind.Transferred : NotificationKind.Assigned;
        return notifier.TellAsync(happened.To, new NotificationNews(kind, happened.Ticket, happened.By), ct);
    }

    /// <inheritdoc/>
    public Task HandleAsync(TicketOffered happened, CancellationToken ct) =>
        notifier.TellAsync(happened.To, new NotificationNews(NotificationKind.OfferMade, happened.Ticket), ct);

    /// <inheritdoc/>
    public Task HandleAsync(OfferEnded happened, CancellationToken ct) => happened.From is { } from
        ? notifier.TellAsync(from, new NotificationNews(NotificationKind.OfferAnswered, happened.Ticket, happened.Asked, happened.Declined ? 1 : null), ct)
        : Task.CompletedTask;

    /// <inheritdoc/>
    public Task HandleAsync(AgentFilled happened, CancellationToken ct) =>
        notifier.TellAsync(happened.Agent, new NotificationNews(NotificationKind.CapacityReached, Value: happened.Capacity), ct);

    /// <inheritdoc/>
    public async Task HandleAsync(MessageReceived happened, CancellationToken ct)
    {
        if (await tickets.FindAsync(happened.Ticket, ct) is not { AssigneeId: { } holder }) return;
        await notifier.TellAgainAsync(holder, new NotificationNews(NotificationKind.CustomerReplied, happened.Ticket, Value: 1), ct);
    }
}
