using Helpdesk.Core.Identity;

namespace Helpdesk.Core.Sla;

/// <summary>The hours that hold for the acting workspace's work; kept on the node until somebody changes them, so that asking costs nothing.</summary>
public interface ICalendars
{
    /// <summary>The department's own hours, else the workspace's, else <see cref="BusinessCalendar.Always"/>; the workspace's for work of no department.</summary>
    Task<BusinessCalendar> OfAsync(DepartmentId? department, CancellationToken ct);

    /// <summary>The same for every department, as it is stored this moment: the node learns of a change a little later.</summary>
    Task<Func<DepartmentId, BusinessCalendar>> ReadAsync(CancellationToken ct);
}
