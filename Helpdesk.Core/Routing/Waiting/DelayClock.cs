using Helpdesk.Core.Identity;
using Helpdesk.Core.Sla;

namespace Helpdesk.Core.Routing;

/// <summary>When a customer has waited too long: the threshold of the department or the workspace after the first message nobody answered, in business hours where the workspace says so (SEEDS 24.5).</summary>
public sealed class DelayClock(IDeskRules rules, ICalendars calendars)
{
    /// <summary>When a wait is too long, by the rules and hours on this node; null when it never is, because it does not open again.</summary>
    public async Task<DateTimeOffset?> DueAsync(DepartmentId department, DateTimeOffset since, CancellationToken ct)
    {
        var settings = await rules.CurrentAsync(ct);
        var calendar = settings.Desk.DelayInHours ? await calendars.OfAsync(department, ct) : BusinessCalendar.Always;
        return calendar.Add(since, settings.DelayAfter(department));
    }

    /// <summary>The same by what is stored this moment: for what must not miss a change that has just been made.</summary>
    public async Task<DateTimeOffset?> DueAsStoredAsync(DepartmentId department, DateTimeOffset since, CancellationToken ct) =>
        (await StoredAsync(ct)).Due(department, since);

    /// <summary>The rules and hours as they are stored this moment.</summary>
    public async Task<DelayTerms> StoredAsync(CancellationToken ct)
    {
        var settings = await rules.ReadAsync(ct);
        return new DelayTerms(settings, settings.Desk.DelayInHours ? await calendars.ReadAsync(ct) : _ => BusinessCalendar.Always);
    }
}

/// <summary>Thresholds and hours as they were read.</summary>
public sealed record DelayTerms(DeskSettings Settings, Func<DepartmentId, BusinessCalendar> CalendarOf)
{
    /// <summary>When a wait is too long; null when it never is.</summary>
    public DateTimeOffset? Due(DepartmentId department, DateTimeOffset since) => CalendarOf(department).Add(since, Settings.DelayAfter(department));
}
