using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Presence;

internal sealed class PresenceStore(HelpdeskDb db) : IPresenceStore
{
    // What the unit of work has in hand is not read again: routing must save with the version it chose by.
    public async Task<AgentStatus?> FindAsync(AgentId agent, CancellationToken ct) =>
        db.AgentStatuses.Local.FirstOrDefault(s => s.Id == agent) ?? await db.AgentStatuses.SingleOrDefaultAsync(s => s.Id == agent, ct);

    public async Task<IReadOnlyList<AgentConnection>> ConnectionsAsync(AgentId agent, CancellationToken ct) =>
        await db.AgentConnections.Where(c => c.AgentId == agent).ToListAsync(ct);

    public async Task<IReadOnlyList<AgentId>> OnNodeAsync(long? node, CancellationToken ct) =>
        await db.AgentConnections.Where(c => node == null || (c.Node == node && c.State != ConnectionState.Lost)).Select(c => c.AgentId).Distinct().ToListAsync(ct);

    public Task<StateSpan?> RunningSpanAsync(AgentId agent, CancellationToken ct) =>
        db.StateSpans.Where(s => s.AgentId == agent && s.To == null).OrderByDescending(s => s.From).FirstOrDefaultAsync(ct);

    public void Add(AgentStatus status) => db.Add(status);

    public void Add(AgentConnection connection) => db.Add(connection);

    public void Add(StateSpan span) => db.Add(span);

    public void Remove(AgentConnection connection) => db.Remove(connection);
}

internal sealed class BreakStore(HelpdeskDb db) : IBreakStore
{
    public Task<BreakReason?> FindReasonAsync(long id, CancellationToken ct) => db.BreakReasons.SingleOrDefaultAsync(r => r.Id == id, ct);

    public Task<AgentBreak?> FindAsync(long id, CancellationToken ct) => db.AgentBreaks.SingleOrDefaultAsync(b => b.Id == id, ct);

    public Task<AgentBreak?> FindOpenAsync(AgentId agent, CancellationToken ct) =>
        db.AgentBreaks.SingleOrDefaultAsync(b => b.AgentId == agent && (b.State == BreakState.Waiting || b.State == BreakState.Running), ct);

    public async Task<bool> TakePlaceAsync(AgentId agent, CancellationToken ct)
    {
        var departments = await db.Departments.Where(d => d.BreakPlaces > 0 && Places(agent).Contains(d.Id)).ToListAsync(ct);
        foreach (var department in departments)
        {
            var taken = await db.AgentBreaks.CountAsync(
                b => b.State == BreakState.Running && db.Set<DepartmentMember>().Any(m => m.AgentId == b.AgentId && m.DepartmentId == department.Id), ct);
            if (taken >= department.BreakPlaces) return false;
        }

        departments.ForEach(d => d.GuardBreaks());
        return true;
    }

    public async Task<IReadOnlyList<AgentBreak>> InLineBesideAsync(AgentId agent, CancellationToken ct) => await db.AgentBreaks
        .Where(b => b.State == BreakState.Waiting && db.Set<DepartmentMember>().Any(m => m.AgentId == b.AgentId && Places(agent).Contains(m.DepartmentId)))
        .OrderBy(b => b.AskedAt).ThenBy(b => b.Id).ToListAsync(ct);

    public void Add(BreakReason reason) => db.Add(reason);

    public void Add(AgentBreak asked) => db.Add(asked);

    private IQueryable<DepartmentId> Places(AgentId agent) => db.Set<DepartmentMember>().Where(m => m.AgentId == agent).Select(m => m.DepartmentId);
}
