using Helpdesk.Core.Identity;

namespace Helpdesk.Core.Presence;

/// <summary>How many of a department's places for breaks are free.</summary>
/// <param name="Free">Never below zero, although a supervisor may send more people on a break than there are places.</param>
public sealed record BreakPlaces(int Free, int Of)
{
    /// <summary>The tightest of an agent's departments that limit breaks: the one that decides. None when none does.</summary>
    /// <param name="departments">The agent's.</param>
    /// <param name="limits">Places per department; zero for any number.</param>
    /// <param name="agents">Everybody now.</param>
    public static BreakPlaces? Tightest(IReadOnlyList<DepartmentId> departments, IReadOnlyDictionary<DepartmentId, int> limits, IReadOnlyList<AgentNow> agents) => departments
        .Where(d => limits.GetValueOrDefault(d) > 0)
        .Select(d => new BreakPlaces(Math.Max(0, limits[d] - agents.Count(a => a.Break is { StartedAt: not null } && a.Departments.Contains(d))), limits[d]))
        .MinBy(places => (places.Free, places.Of));

    /// <summary>Which place an agent has in the line for a break, from 1, counting only those who share a department; zero when in none.</summary>
    public static int InLine(AgentId agent, IReadOnlyList<AgentNow> agents) =>
        agents.FirstOrDefault(a => a.Id == agent) is { Break: { StartedAt: null } own } me
            ? 1 + agents.Count(a => a.Break is { StartedAt: null } other && (other.AskedAt, other.Id).CompareTo((own.AskedAt, own.Id)) < 0 && a.Departments.Intersect(me.Departments).Any())
            : 0;
}
