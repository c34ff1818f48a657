using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Realtime;

/// <summary>A customer's new name stands on every screen that shows one of the tickets.</summary>
public sealed class AnnounceCustomers(ITicketPlaces places, TicketAudience audience) : IEventHandler<CustomerRenamed>
{
    // More than anybody has on screen.
    private const int Most = 20;

    /// <inheritdoc/>
    public async Task HandleAsync(CustomerRenamed happened, CancellationToken ct)
    {
        foreach (var ticket in await places.OfCustomerAsync(happened.Customer, Most, ct))
            await audience.AnnounceAsync(LiveKind.TicketChanged, ticket, null, ct);
    }
}
