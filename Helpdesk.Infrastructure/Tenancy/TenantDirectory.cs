using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Tenancy;

internal sealed class TenantStore(HelpdeskDb db, IActorAccessor actor) : ITenantStore
{
    public Task<Tenant?> FindCurrentAsync(CancellationToken ct)
    {
        var id = actor.Current.Tenant;
        return db.Tenants.Include(t => t.Domains).SingleOrDefaultAsync(t => t.Id == id, ct);
    }
}

internal sealed class TenantDirectory(HelpdeskDb db, TenantCache<TenantSettings> cache, IActorAccessor actor) : ITenantDirectory
{
    public async Task<TenantSettings> CurrentAsync(CancellationToken ct) => await cache.GetAsync(actor.Current.Tenant, () => ReadAsync(ct));

    private async Task<TenantSettings> ReadAsync(CancellationToken ct)
    {
        var id = actor.Current.Tenant;
        var tenant = await db.Tenants.AsNoTracking().SingleAsync(t => t.Id == id, ct);
        var accounts = await db.ChannelAccounts.AsNoTracking().Select(a => new { a.Id, a.DepartmentId, a.IsArchive }).ToListAsync(ct);
        return new TenantSettings(
            tenant.Name, tenant.TimeZone, tenant.Language, tenant.Country, tenant.NumberPattern, tenant.ReopenWindow, tenant.AutoCloseAfter,
            accounts.ToDictionary(a => a.Id, a => a.DepartmentId), accounts.Where(a => a.IsArchive).Select(a => a.Id).ToHashSet());
    }
}
