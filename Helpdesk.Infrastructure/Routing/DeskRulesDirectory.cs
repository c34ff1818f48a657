using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Routing;

internal sealed class DeskRulesDirectory(HelpdeskDb db, TenantCache<DeskSettings> cache, IActorAccessor actor) : IDeskRules
{
    public async Task<DeskSettings> CurrentAsync(CancellationToken ct) => await cache.GetAsync(actor.Current.Tenant, () => ReadAsync(ct));

    public async Task<DeskSettings> ReadAsync(CancellationToken ct)
    {
        var desk = await db.DeskRules.AsNoTracking().SingleOrDefaultAsync(ct);
        var departments = await db.DepartmentRules.AsNoTracking().ToListAsync(ct);
        return new DeskSettings(desk?.Values ?? DeskRuleValues.Usual, departments.ToDictionary(d => d.Id, d => d.Values));
    }

    public Task<DeskRules?> FindAsync(CancellationToken ct) => db.DeskRules.SingleOrDefaultAsync(ct);

    public Task<DepartmentRules?> FindAsync(DepartmentId department, CancellationToken ct) => db.DepartmentRules.SingleOrDefaultAsync(r => r.Id == department, ct);

    public void Add(DeskRules rules) => db.Add(rules);

    public void Add(DepartmentRules rules) => db.Add(rules);
}
