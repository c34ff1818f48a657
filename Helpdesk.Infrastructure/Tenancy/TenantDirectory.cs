using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Tenancy;

/// <summary>Settings per workspace, cached on the node until they or its channels change.</summary>
public sealed class TenantSettingsCache : IDisposable
{
    private readonly ConcurrentDictionary<TenantId, TenantSettings> _settings = new();
    private readonly IDisposable _subscription;

    /// <summary>Starts watching for changes.</summary>
    public TenantSettingsCache(ILiveFeed feed) => _subscription = feed.SubscribeAll(update =>
    {
        if (update.Kind is LiveKind.ChannelChanged or LiveKind.WorkspaceChanged) _settings.TryRemove(update.Tenant, out _);
    });

    /// <summary>The cached settings.</summary>
    public TenantSettings? Find(TenantId tenant) => _settings.GetValueOrDefault(tenant);

    /// <summary>Keeps settings.</summary>
    public void Keep(TenantId tenant, TenantSettings settings) => _settings[tenant] = settings;

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}

internal sealed class TenantStore(HelpdeskDb db, IActorAccessor actor) : ITenantStore
{
    public Task<Tenant?> FindCurrentAsync(CancellationToken ct)
    {
        var id = actor.Current.Tenant;
        return db.Tenants.Include(t => t.Domains).SingleOrDefaultAsync(t => t.Id == id, ct);
    }
}

internal sealed class TenantDirectory(HelpdeskDb db, TenantSettingsCache cache, IActorAccessor actor) : ITenantDirectory
{
    public async Task<TenantSettings> CurrentAsync(CancellationToken ct)
    {
        var id = actor.Current.Tenant;
        if (cache.Find(id) is { } cached) return cached;
        var tenant = await db.Tenants.AsNoTracking().SingleAsync(t => t.Id == id, ct);
        var accounts = await db.ChannelAccounts.AsNoTracking().Select(a => new { a.Id, a.DepartmentId, a.IsArchive }).ToListAsync(ct);
        var settings = new TenantSettings(
            tenant.Name, tenant.TimeZone, tenant.Language, tenant.Country, tenant.NumberPattern, tenant.ReopenWindow, tenant.AutoCloseAfter,
            accounts.ToDictionary(a => a.Id, a => a.DepartmentId), accounts.Where(a => a.IsArchive).Select(a => a.Id).ToHashSet());
        cache.Keep(id, settings);
        return settings;
    }
}
