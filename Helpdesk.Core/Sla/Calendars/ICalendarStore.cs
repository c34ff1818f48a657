using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Sla;

/// <summary>Write access to hours.</summary>
public interface ICalendarStore
{
    /// <summary>The department's own hours, or the workspace's, tracked; none when nobody wrote any down.</summary>
    Task<Calendar?> FindAsync(DepartmentId? department, CancellationToken ct);

    void Add(Calendar calendar);

    void Remove(Calendar calendar);
}

/// <summary>Hours as their page shows them.</summary>
/// <param name="Department">Whose; none for the workspace's.</param>
/// <param name="Name">The department's, or the workspace's.</param>
/// <param name="Own">What is written down; null while it follows the workspace, or the workspace is always open.</param>
/// <param name="Version">The version seen; 0 while nothing is written down.</param>
public sealed record HoursRow(DepartmentId? Department, string Name, HoursDefinition? Own, long Version);

/// <summary>The workspace's zone, its own hours first, then its open departments by name.</summary>
public sealed record HoursOverview(string TimeZone, IReadOnlyList<HoursRow> Rows);

/// <summary>Reads for the page of hours.</summary>
public interface IHoursQueries
{
    /// <summary>All of them; refused without <see cref="Permission.ManageWorkspace"/> or <see cref="Permission.ManageDepartments"/>.</summary>
    Task<Result<HoursOverview>> AllAsync(CancellationToken ct);
}
