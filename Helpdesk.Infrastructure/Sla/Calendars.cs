using Helpdesk.Core.Identity;
using Helpdesk.Core.Sla;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Sla;

/// <summary>All calendars of a workspace.</summary>
internal sealed record WorkspaceCalendars(BusinessCalendar Workspace, IReadOnlyDictionary<DepartmentId, BusinessCalendar> Departments)
{
    public BusinessCalendar Of(DepartmentId? department) =>
        department is { } id && Departments.TryGetValue(id, out var own) ? own : Workspace;
}

internal sealed class Calendars(HelpdeskDb db, TenantCache<WorkspaceCalendars> cache, IActorAccessor actor) : ICalendars
{
    public async Task<BusinessCalendar> OfAsync(DepartmentId? department, CancellationToken ct) =>
        (await cache.GetAsync(actor.Current.Tenant, () => ReadAllAsync(ct))).Of(department);

    public async Task<Func<DepartmentId, BusinessCalendar>> ReadAsync(CancellationToken ct)
    {
        var calendars = await ReadAllAsync(ct);
        return department => calendars.Of(department);
    }

    private async Task<WorkspaceCalendars> ReadAllAsync(CancellationToken ct)
    {
        var id = actor.Current.Tenant;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(await db.Tenants.Where(t => t.Id == id).Select(t => t.TimeZone).SingleAsync(ct));
        var written = await db.Calendars.AsNoTracking().ToListAsync(ct);
        var workspace = written.Find(c => c.DepartmentId is null);
        return new WorkspaceCalendars(
            workspace is null ? BusinessCalendar.Always : Of(workspace),
            written.Where(c => c.DepartmentId is not null).ToDictionary(c => c.DepartmentId!.Value, Of));

        BusinessCalendar Of(Calendar calendar) => new(zone, calendar.Week, calendar.Holidays);
    }
}

internal sealed class CalendarStore(HelpdeskDb db, IActorAccessor actor) : ICalendarStore
{
    public Task<Calendar?> FindAsync(DepartmentId? department, CancellationToken ct)
    {
        var id = Calendar.KeyOf(actor.Current.Tenant, department);
        return db.Calendars.SingleOrDefaultAsync(c => c.Id == id, ct);
    }

    public void Add(Calendar calendar) => db.Calendars.Add(calendar);

    public void Remove(Calendar calendar) => db.Calendars.Remove(calendar);
}
