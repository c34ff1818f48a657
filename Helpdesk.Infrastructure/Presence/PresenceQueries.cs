using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Routing;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Presence;

internal sealed class PresenceQueries(HelpdeskDb db, IDeskRules rules, IActorAccessor actor, TimeProvider clock) : IPresenceQueries
{
    private const int Most = 5000;

    public async Task<IReadOnlyList<AgentNow>> AgentsAsync(CancellationToken ct)
    {
        var desk = (await rules.CurrentAsync(ct)).Desk;
        var people = await (
            from member in db.Memberships.AsNoTracking().IgnoreAutoIncludes()
            where member.Active
            join status in db.AgentStatuses on member.Id equals status.Id
            orderby member.Name, member.Id
            select new { member.Id, member.Name, status.State, status.Since, member.Capacity }).ToListAsync(ct);
        var places = (await db.Set<DepartmentMember>().AsNoTracking().Select(p => new { p.AgentId, p.DepartmentId }).ToListAsync(ct)).ToLookup(p => p.AgentId, p => p.DepartmentId);
        var breaks = (await (
            from taken in db.AgentBreaks.AsNoTracking()
            where taken.State == BreakState.Running || taken.State == BreakState.Waiting
            join reason in db.BreakReasons on taken.ReasonId equals reason.Id
            select new { taken.AgentId, Now = new BreakNow(taken.Id, reason.Name, taken.Minutes, taken.AskedAt, taken.StartedAt) }).ToListAsync(ct)).ToDictionary(b => b.AgentId, b => b.Now);
        var loads = await db.LoadsAsync(desk, clock.GetUtcNow(), of: null, ct);
        return people.ConvertAll(p => new AgentNow(
            p.Id, p.Name, p.State, p.Since, (loads.GetValueOrDefault(p.Id)?.Count ?? 0) * desk.Weight(), p.Capacity, loads.GetValueOrDefault(p.Id)?.Held ?? 0,
            [.. places[p.Id]], breaks.GetValueOrDefault(p.Id)));
    }

    public async Task<IReadOnlyList<BreakReasonRow>> ReasonsAsync(CancellationToken ct) =>
        await db.BreakReasons.AsNoTracking().OrderBy(r => r.Name).Select(r => new BreakReasonRow(r.Id, r.Name, r.Minutes, r.Active, r.Version)).ToListAsync(ct);

    public async Task<Result<IReadOnlyList<BreakRow>>> BreaksAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied && actor.Lacks(Permission.SuperviseAgents) is not null) return denied;
        var mine = Mine();
        return await (
            from taken in db.AgentBreaks.AsNoTracking()
            where taken.StartedAt != null && taken.StartedAt < until && (taken.EndedAt == null || taken.EndedAt > since) && mine.Contains(taken.AgentId)
            join reason in db.BreakReasons on taken.ReasonId equals reason.Id
            orderby taken.StartedAt, taken.Id
            select new BreakRow(taken.AgentId, reason.Name, taken.Minutes, taken.StartedAt!.Value, taken.EndedAt, taken.OverrunAt != null)).Take(Most).ToListAsync(ct);
    }

    public async Task<Result<IReadOnlyList<SpanRow>>> SpansAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied && actor.Lacks(Permission.SuperviseAgents) is not null) return denied;
        var mine = Mine();
        return await db.StateSpans.AsNoTracking()
            .Where(s => s.From < until && (s.To == null || s.To > since) && mine.Contains(s.AgentId))
            .OrderBy(s => s.From).ThenBy(s => s.Id).Take(Most)
            .Select(s => new SpanRow(s.AgentId, s.State, s.From, s.To)).ToListAsync(ct);
    }

    // Oneself; with the permission, whom one supervises.
    private IQueryable<AgentId> Mine()
    {
        var who = actor.Current;
        if (!who.Granted.Contains(Permission.SuperviseAgents)) return db.Memberships.Where(m => m.Id == who.Agent).Select(m => m.Id);
        if (who.Granted.Contains(Permission.ViewAllTickets)) return db.Memberships.Select(m => m.Id);
        DepartmentId[] departments = [.. who.Departments];
        return db.Set<DepartmentMember>().Where(p => departments.Contains(p.DepartmentId)).Select(p => p.AgentId).Distinct();
    }
}
