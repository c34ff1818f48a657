using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Sla;

/// <summary>Takes hours away: a department follows the workspace again, a workspace is always open.</summary>
public sealed class RemoveHours(ICalendarStore calendars, IDepartmentStore departments, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>The workspace's.</summary>
    /// <param name="version">The version on screen; another one, or hours that are gone already, are a conflict.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result> ExecuteAsync(long version, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageWorkspace) is { } denied) return denied;
        return await RemoveAsync(null, version, ct);
    }

    /// <summary>A department's own.</summary>
    /// <inheritdoc cref="ExecuteAsync" path="/param"/>
    public async Task<Result> OfDepartmentAsync(DepartmentId department, long version, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageDepartments) is { } denied) return denied;
        if (await departments.FindAsync(department, ct) is not { } team) return DepartmentErrors.NotFound;
        return await RemoveAsync(team, version, ct);
    }

    private async Task<Result> RemoveAsync(Department? department, long version, CancellationToken ct)
    {
        if (await calendars.FindAsync(department?.Id, ct) is not { } calendar || calendar.Version != version) return SaveErrors.Conflict;
        calendar.Call(department?.Name ?? "");
        calendar.Leave();
        calendars.Remove(calendar);
        return await work.SaveAsync(ct);
    }
}
