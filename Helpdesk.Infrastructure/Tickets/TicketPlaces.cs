using Helpdesk.Core.Customers;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Tickets;

/// <summary>Where a ticket lies: from the row the unit of work has in hand, before and after; from the database when it has none.</summary>
internal sealed class TicketPlaces(HelpdeskDb db) : ITicketPlaces
{
    public async Task<IReadOnlyList<TicketId>> OfCustomerAsync(CustomerId customer, int take, CancellationToken ct) =>
        await db.Tickets.Where(t => t.CustomerId == customer).OrderByDescending(t => t.CreatedAt).Take(take).Select(t => t.Id).ToListAsync(ct);

    public async Task<IReadOnlyList<TicketPlace>> OfAsync(TicketId ticket, CancellationToken ct)
    {
        if (db.ChangeTracker.Entries<Ticket>().FirstOrDefault(e => e.Entity.Id == ticket) is not { } entry)
        {
            return await db.Tickets.AsNoTracking().Where(t => t.Id == ticket)
                .Select(t => new TicketPlace(t.DepartmentId, t.AssigneeId, t.OwnerId)).ToListAsync(ct);
        }

        var now = new TicketPlace(entry.Entity.DepartmentId, entry.Entity.AssigneeId, entry.Entity.OwnerId);
        if (entry.State == EntityState.Added) return [now];
        var before = new TicketPlace(
            entry.Property(t => t.DepartmentId).OriginalValue, entry.Property(t => t.AssigneeId).OriginalValue, entry.Property(t => t.OwnerId).OriginalValue);
        return before == now ? [now] : [before, now];
    }
}
