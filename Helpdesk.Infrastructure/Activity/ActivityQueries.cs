using System.Text.RegularExpressions;
using Helpdesk.Core.Activity;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Activity;

internal sealed partial class ActivityQueries(HelpdeskDb db, IActorAccessor actor) : IActivityQueries
{
    private const int LongestPage = 500;

    public async Task<Result<Slice<ActivityRow, ActivityCursor>>> ListAsync(ActivityFilter filter, ActivityCursor? after, int take, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ViewActivity) is { } denied) return denied;
        take = Math.Clamp(take, 1, LongestPage);
        var entries = await Matching(filter, after).OrderByDescending(e => e.Id).Take(take + 1).ToListAsync(ct);
        var more = entries.Count > take;
        if (more) entries.RemoveAt(take);
        var names = await NamesAsync(ct);
        List<ActivityRow> rows = [.. entries.Select(e => Row(e, names))];
        return new Slice<ActivityRow, ActivityCursor>(rows, more ? new ActivityCursor(rows[^1].Id) : null);
    }

    private IQueryable<ActivityEntry> Matching(ActivityFilter filter, ActivityCursor? after)
    {
        var entries = db.ActivityLog.AsNoTracking();
        if (after is { } cursor) entries = entries.Where(e => e.Id < cursor.Id);
        if (filter.Agent is { } agent) entries = entries.Where(e => e.AgentId == agent);
        if (filter.Entity is { Length: > 0 } entity) entries = entries.Where(e => e.Entity == entity);
        if (filter.Action is { Length: > 0 } action)
            entries = action.EndsWith('.') ? entries.Where(e => e.Action.StartsWith(action)) : entries.Where(e => e.Action == action);
        if (filter.From is { } from) entries = entries.Where(e => e.At >= from);
        if (filter.Until is { } until) entries = entries.Where(e => e.At < until);
        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            entries = entries.Where(e => e.Name.Contains(text) || (e.Address != null && e.Address.Contains(text))
                || (e.Before != null && e.Before.Contains(text)) || (e.After != null && e.After.Contains(text)));
        }

        return entries;
    }

    // A few dozen short rows that every line may name.
    private async Task<Dictionary<string, string>> NamesAsync(CancellationToken ct)
    {
        var names = new Dictionary<string, string>();
        foreach (var m in await db.Memberships.AsNoTracking().IgnoreAutoIncludes().Select(m => new { m.Id, m.Name }).ToListAsync(ct)) names[$"agent:{m.Id.Value}"] = m.Name;
        foreach (var d in await db.Departments.AsNoTracking().Select(d => new { d.Id, d.Name }).ToListAsync(ct)) names[$"department:{d.Id.Value}"] = d.Name;
        foreach (var r in await db.CustomRoles.AsNoTracking().Select(r => new { r.Id, r.Name }).ToListAsync(ct)) names[$"role:{r.Id.Value}"] = r.Name;
        return names;
    }

    private static ActivityRow Row(ActivityEntry e, Dictionary<string, string> names)
    {
        var (before, after) = (LoggedValues.Read(e.Before), LoggedValues.Read(e.After));
        var changes = before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Select(key => new ActivityChange(key, Named(before.GetValueOrDefault(key), names), Named(after.GetValueOrDefault(key), names)));
        var who = e.AgentId is { } agent ? names.GetValueOrDefault($"agent:{agent.Value}") : null;
        return new ActivityRow(e.Id, e.At, who, e.Action, e.Entity, e.EntityId, e.Name, [.. changes], e.Address, e.AgentString, e.Via);
    }

    private static string? Named(string? value, Dictionary<string, string> names) =>
        value is null ? null : Reference().Replace(value, match => names.GetValueOrDefault(match.Value, match.Value));

    [GeneratedRegex(@"\b(agent|department|role):\d+")]
    private static partial Regex Reference();
}
