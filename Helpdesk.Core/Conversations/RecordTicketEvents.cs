using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>Writes what happens to a ticket into its time line, in the same transaction.</summary>
public sealed class RecordTicketEvents(IMessageStore messages, TimeProvider clock) :
    IEventHandler<TicketOpened>, IEventHandler<TicketAssigned>, IEventHandler<TicketQueued>, IEventHandler<TicketStatusChanged>, IEventHandler<TicketPrioritised>
{
    /// <inheritdoc/>
    public Task HandleAsync(TicketOpened happened, CancellationToken ct) =>
        Record(happened.Ticket, ThreadEvent.Opened, null, null);

    /// <inheritdoc/>
    public Task HandleAsync(TicketAssigned happened, CancellationToken ct) =>
        Record(happened.Ticket, Kind(happened), happened.To.Value.ToString(CultureInfo.InvariantCulture), happened.By);

    /// <inheritdoc/>
    public Task HandleAsync(TicketQueued happened, CancellationToken ct) =>
        // That it was opened, or is open again, has its own line.
        happened.Cause is MoveCause.Opened || (happened.Cause is MoveCause.Reopened && happened.From is null)
            ? Task.CompletedTask
            : Record(happened.Ticket, ThreadEvent.Queued, happened.Cause.ToString(), happened.By);

    /// <inheritdoc/>
    public Task HandleAsync(TicketStatusChanged happened, CancellationToken ct) =>
        // The first reply itself shows that the ticket is open.
        happened is { From: TicketStatus.New, To: TicketStatus.Open }
            ? Task.CompletedTask
            : Record(happened.Ticket, ThreadEvent.StatusChanged, happened.To.ToString(), happened.By);

    /// <inheritdoc/>
    public Task HandleAsync(TicketPrioritised happened, CancellationToken ct) =>
        Record(happened.Ticket, ThreadEvent.PriorityChanged, happened.To.ToString(), happened.By);

    private static ThreadEvent Kind(TicketAssigned happened) => happened.Cause switch
    {
        MoveCause.Routed => ThreadEvent.Routed,
        MoveCause.Transferred => ThreadEvent.Transferred,
        MoveCause.TakenOver => ThreadEvent.TakenOver,
        _ when happened.To == happened.By => ThreadEvent.Claimed,
        _ => ThreadEvent.Assigned,
    };

    private Task Record(TicketId ticket, ThreadEvent happened, string? value, AgentId? by)
    {
        messages.Append(Message.EventLine(messages.NextId(), ticket, happened, value, by, clock.GetUtcNow()));
        return Task.CompletedTask;
    }
}
