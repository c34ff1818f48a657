using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Sla;

internal sealed class HoursQueries(HelpdeskDb db, IActorAccessor actor) : IHoursQueries
{
    public async Task<Result<HoursOverview>> AllAsync(CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageWorkspace) is { } neither && actor.Lacks(Permission.ManageDepartments) is not null) return neither;
        var id = actor.Current.Tenant;
        var tenant = await db.Tenants.AsNoTracking().Where(t => t.Id == id).Select(t => new { t.Name, t.TimeZone }).SingleAsync(ct);
        var departments = await db.Departments.AsNoTracking().Where(d => d.Active).OrderBy(d => d.Name).Select(d => new { d.Id, d.Name }).ToListAsync(ct);
        var written = await db.Calendars.AsNoTracking().ToDictionaryAsync(c => c.Id, ct);
        return new HoursOverview(tenant.TimeZone, [Row(null, tenant.Name), .. departments.Select(d => Row(d.Id, d.Name))]);

        HoursRow Row(DepartmentId? department, string name) => written.TryGetValue(Calendar.KeyOf(id, department), out var own)
            ? new HoursRow(department, name, own.Definition, own.Version)
            : new HoursRow(department, name, null, 0);
    }
}
