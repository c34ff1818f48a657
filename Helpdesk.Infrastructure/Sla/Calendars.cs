using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Sla;

/// <summary>All calendars of a workspace.</summary>
internal sealed record WorkspaceCalendars(BusinessCalendar Workspace, IReadOnlyDictionary<DepartmentId, BusinessCalendar> Departments)
{
    public BusinessCalendar Of(DepartmentId? department) =>
        department is { } id && Departments.TryGetValue(id, out var own) ? own : Workspace;
}

/// <summary>Calendars per workspace, kept on the node until its hours or its zone change.</summary>
internal sealed class CalendarCache : IDisposable
{
    private readonly ConcurrentDictionary<TenantId, Place> _places = new();
    private readonly IDisposable _subscription;

    public CalendarCache(ILiveFeed feed) => _subscription = feed.SubscribeAll(update =>
    {
        if (update.Kind is LiveKind.WorkspaceChanged) _places.TryRemove(update.Tenant, out _);
    });

    /// <summary>Where a workspace's calendars are kept. Taken before they are read: a change while they are makes the next reader take another.</summary>
    public Place PlaceOf(TenantId tenant) => _places.GetOrAdd(tenant, _ => new Place());

    public void Dispose() => _subscription.Dispose();

    internal sealed class Place
    {
        private volatile WorkspaceCalendars? _kept;

        public WorkspaceCalendars? Kept
        {
            get => _kept;
            set => _kept = value;
        }
    }
}

internal sealed class Calendars(HelpdeskDb db, CalendarCache cache, IActorAccessor actor) : ICalendars
{
    public async Task<BusinessCalendar> OfAsync(DepartmentId? department, CancellationToken ct)
    {
        var place = cache.PlaceOf(actor.Current.Tenant);
        var calendars = place.Kept ?? (place.Kept = await ReadAllAsync(ct));
        return calendars.Of(department);
    }

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
