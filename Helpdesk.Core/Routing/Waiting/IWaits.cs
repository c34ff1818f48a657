using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>A customer who waits.</summary>
/// <param name="Ticket">For which ticket.</param>
/// <param name="Department">Its department.</param>
/// <param name="Holder">Who holds it; none for a queue.</param>
/// <param name="Since">The first message nobody has answered.</param>
public sealed record OpenWait(TicketId Ticket, DepartmentId Department, AgentId? Holder, DateTimeOffset Since);

/// <summary>Waits and delays. What is written here is written late in the unit of work, under the lock of the ticket's row, so that an answer at the same moment is never missed.</summary>
public interface IWaits
{
    /// <summary>The wait of an active ticket that is not delayed yet, as it is stored; else null.</summary>
    Task<OpenWait?> FindAsync(TicketId ticket, CancellationToken ct);

    /// <summary>All of them.</summary>
    Task<IReadOnlyList<OpenWait>> AllAsync(CancellationToken ct);

    /// <summary>The tickets that will be looked at after a moment and until another.</summary>
    Task<IReadOnlyList<(TicketId Ticket, DateTimeOffset At)>> LooksAsync(TicketId? ticket, DateTimeOffset after, CancellationToken ct);

    /// <summary>Begins a delay; the save refuses with a conflict when the customer no longer waits since then, or somebody else holds the ticket.</summary>
    void Begin(DelayEvent delay, OpenWait wait);

    /// <summary>The ticket has another holder or department: a running delay goes on as theirs.</summary>
    void HandOver(TicketId ticket);

    /// <summary>The ticket is done: a running delay ends.</summary>
    void End(TicketId ticket);
}
