using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Sla;

/// <summary>Writes down when the workspace, or one of its departments, works: the whole week and all holidays at once.</summary>
public sealed class ChangeHours(ICalendarStore calendars, IDepartmentStore departments, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>The workspace's.</summary>
    /// <param name="hours">What they are to be.</param>
    /// <param name="version">The version the editor had on screen, 0 for none; another one is a conflict.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result> ExecuteAsync(HoursDefinition hours, long version, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageWorkspace) is { } denied) return denied;
        return await WriteAsync(null, hours, version, ct);
    }

    /// <summary>A department's own, from now on instead of the workspace's.</summary>
    /// <inheritdoc cref="ExecuteAsync" path="/param"/>
    public async Task<Result> OfDepartmentAsync(DepartmentId department, HoursDefinition hours, long version, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageDepartments) is { } denied) return denied;
        if (await departments.FindAsync(department, ct) is not { } team) return DepartmentErrors.NotFound;
        return await WriteAsync(team, hours, version, ct);
    }

    private async Task<Result> WriteAsync(Department? department, HoursDefinition hours, long version, CancellationToken ct)
    {
        var calendar = await calendars.FindAsync(department?.Id, ct);
        if ((calendar?.Version ?? 0) != version) return SaveErrors.Conflict;
        if (calendar is null)
        {
            var created = Calendar.Create(actor.Current.Tenant, department?.Id, hours);
            if (!created.Succeeded) return created.Error;
            calendar = created.Value;
            calendars.Add(calendar);
        }
        else if (calendar.Change(hours) is { } refused)
        {
            return refused;
        }

        calendar.Call(department?.Name ?? "");
        var saved = await work.SaveAsync(ct);
        return saved.Error == SaveErrors.Duplicate ? SaveErrors.Conflict : saved;
    }
}
