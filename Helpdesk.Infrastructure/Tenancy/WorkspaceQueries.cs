using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Tenancy;

internal sealed class WorkspaceQueries(HelpdeskDb db, IActorAccessor actor) : IWorkspaceQueries
{
    public async Task<Result<WorkspaceDetails>> CurrentAsync(CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageWorkspace) is { } denied) return denied;
        var id = actor.Current.Tenant;
        if (await db.Tenants.AsNoTracking().Include(t => t.Domains).SingleOrDefaultAsync(t => t.Id == id, ct) is not { } t) return TenantErrors.NotFound;
        var profile = new TenantProfile(
            t.Name, t.Slug, t.TimeZone, t.Language, t.Country, t.NumberPattern, t.ReopenWindow, t.AutoCloseAfter, t.IdleSignOut, t.RequireSecondFactor, t.BrandColor);
        var domains = t.Domains.OrderBy(d => d.Domain, StringComparer.Ordinal)
            .Select(d => new DomainRow(d.Id, d.Domain, d.RecordName, d.TxtValue, d.State, d.CheckedAt));
        return new WorkspaceDetails(profile, t.LogoKey, [.. domains], t.Version);
    }

    public async Task<Result<IReadOnlyList<WorkspaceRow>>> AllAsync(CancellationToken ct)
    {
        if (actor.IsNotOperator() is { } denied) return denied;
        return await db.Tenants.AsNoTracking().OrderBy(t => t.Name)
            .Select(t => new WorkspaceRow(t.Id, t.Name, t.Slug, t.CreatedAt, t.SuspendedAt, t.IsDemo)).ToListAsync(ct);
    }
}
