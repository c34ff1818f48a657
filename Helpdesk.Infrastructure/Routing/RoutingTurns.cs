using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Routing;

/// <summary>
/// Marks turns late in the transaction and set-based: the row is locked shortly, and a mark is never lost to one that comes at the same time,
/// because each leaves another stamp.
/// </summary>
public sealed class RoutingTurns(HelpdeskDb db, WriteGate gate, IIdSource ids, TimeProvider clock) : IRoutingTurns
{
    private readonly HashSet<long> _departments = [];
    private readonly HashSet<AgentId> _agents = [];
    private bool _all;

    /// <inheritdoc/>
    public void Mark(DepartmentId department) => _departments.Add(department.Value);

    /// <inheritdoc/>
    public void MarkOf(AgentId agent) => _agents.Add(agent);

    /// <inheritdoc/>
    public void MarkAll() => _all = true;

    /// <summary>Writes the marks; whether there were any.</summary>
    public async Task<bool> WriteAsync(CancellationToken ct)
    {
        if (!_all && _departments.Count == 0 && _agents.Count == 0) return false;
        var (now, stamp, departments, agents) = (clock.GetUtcNow(), ids.Next(), _departments.ToList(), _agents.ToList());
        var turns = _all ? db.RoutingTurns
            : agents.Count == 0 ? db.RoutingTurns.Where(t => departments.Contains(t.Id))
            : db.RoutingTurns.Where(t => departments.Contains(t.Id) || db.Set<DepartmentMember>().Any(m => agents.Contains(m.AgentId) && m.DepartmentId == t.DepartmentId));
        await turns.ExecuteUpdateAsync(set => set.SetProperty(t => t.DueAt, now).SetProperty(t => t.Stamp, stamp), ct);
        Clear();
        return true;
    }

    /// <summary>Forgets the marks.</summary>
    public void Clear()
    {
        _departments.Clear();
        _agents.Clear();
        _all = false;
    }

    /// <inheritdoc/>
    public Task<long?> StampAsync(DepartmentId department, CancellationToken ct) =>
        db.RoutingTurns.Where(t => t.Id == department.Value).Select(t => (long?)t.Stamp).SingleOrDefaultAsync(ct);

    /// <inheritdoc/>
    public async Task EndAsync(DepartmentId department, long stamp, DateTimeOffset? lookAgainAt, CancellationToken ct)
    {
        var next = lookAgainAt ?? RoutingTurn.Never;
        using var turn = await gate.EnterAsync(ct);
        var own = db.RoutingTurns.Where(t => t.Id == department.Value);
        var free = await own.Where(t => t.Stamp == stamp).ExecuteUpdateAsync(
            set => set.SetProperty(t => t.DueAt, next).SetProperty(t => t.LeaseId, (long?)null).SetProperty(t => t.LeasedUntil, (DateTimeOffset?)null), ct);
        if (free > 0) return;
        await own.ExecuteUpdateAsync(set => set.SetProperty(t => t.LeaseId, (long?)null).SetProperty(t => t.LeasedUntil, (DateTimeOffset?)null), ct);
    }

    /// <inheritdoc/>
    public async Task BeginAsync(DepartmentId department, CancellationToken ct)
    {
        if (!await db.RoutingTurns.AnyAsync(t => t.Id == department.Value, ct)) db.Add(RoutingTurn.Of(department));
        else Mark(department);
    }
}
