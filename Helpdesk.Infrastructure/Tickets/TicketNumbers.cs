using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Tickets;

/// <summary>Draws the numbers of new tickets from the counter row, in the transaction that stores them (DECISIONS 10).</summary>
public sealed class TicketNumbers(HelpdeskDb db, ITenantDirectory tenants, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Numbers every new ticket; an imported one has its number already.</summary>
    public async Task DrawAsync(CancellationToken ct)
    {
        var unnumbered = db.ChangeTracker.Entries<Ticket>().Where(e => e.State == EntityState.Added).Select(e => e.Entity)
            .Where(t => t.Number.Length == 0).ToList();
        if (unnumbered.Count == 0) return;

        var settings = await tenants.CurrentAsync(ct);
        var local = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone));
        var prefix = TicketNumberPattern.Prefix(settings.NumberPattern, local);
        var last = await db.DrawNumbersAsync(actor.Current.Tenant, prefix, unnumbered.Count, ct);
        for (var i = 0; i < unnumbered.Count; i++)
            unnumbered[i].TakeNumber(TicketNumberPattern.Render(prefix, last - unnumbered.Count + 1 + i));
    }
}
