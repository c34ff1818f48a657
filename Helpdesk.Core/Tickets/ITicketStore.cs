using Helpdesk.Core.Customers;

namespace Helpdesk.Core.Tickets;

/// <summary>Write access to tickets.</summary>
public interface ITicketStore
{
    /// <summary>A ticket, tracked; null when there is none the actor may see.</summary>
    Task<Ticket?> FindAsync(TicketId id, CancellationToken ct);

    /// <summary>The tickets a message of this customer on this account may belong to (<see cref="TicketMatch"/>).</summary>
    Task<IReadOnlyList<Ticket>> FindCandidatesAsync(CustomerId customer, ChannelAccountId account, TicketId? quoted, CancellationToken ct);

    /// <summary>Adds a new ticket; its number is drawn when the unit of work saves.</summary>
    void Add(Ticket ticket);
}
