using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>Writes what happens to a ticket into its time line, in the same transaction.</summary>
public sealed class RecordTicketEvents(IMessageStore messages, TimeProvider clock) :
    IEventHandler<TicketOpened>, IEventHandler<TicketAssigned>, IEventHandler<TicketStatusChanged>, IEventHandler<TicketPrioritised>
{
    /// <inheritdoc/>
    public Task HandleAsync(TicketOpened happened, CancellationToken ct) =>
        Record(happened.Ticket, ThreadEvent.Opened, null, null);

    /// <inheritdoc/>
    public Task HandleAsync(TicketAssigned happened, CancellationToken ct) =>
        Record(happened.Ticket, happened.To == happened.By ? ThreadEvent.Claimed : ThreadEvent.Assigned,
            happened.To.Value.ToString(CultureInfo.InvariantCulture), happened.By);

    /// <inheritdoc/>
    public Task HandleAsync(TicketStatusChanged happened, CancellationToken ct) =>
        // The first reply itself shows that the ticket is open.
        happened is { From: TicketStatus.New, To: TicketStatus.Open }
            ? Task.CompletedTask
            : Record(happened.Ticket, ThreadEvent.StatusChanged, happened.To.ToString(), happened.By);

    /// <inheritdoc/>
    public Task HandleAsync(TicketPrioritised happened, CancellationToken ct) =>
        Record(happened.Ticket, ThreadEvent.PriorityChanged, happened.To.ToString(), happened.By);

    private Task Record(TicketId ticket, ThreadEvent happened, string? value, AgentId? by)
    {
        messages.Append(Message.EventLine(messages.NextId(), ticket, happened, value, by, clock.GetUtcNow()));
        return Task.CompletedTask;
    }
}
