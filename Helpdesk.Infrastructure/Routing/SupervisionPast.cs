using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Routing;

/// <summary>The last hour of the queues and everybody's day, from the rows that say what happened.</summary>
internal sealed class SupervisionPast(HelpdeskDb db, IPresenceQueries presence, ITenantDirectory tenants, TimeProvider clock)
{
    // A ticket nobody ever held and nobody wrote in for so long is resolved by a rule or an import: no supervisor's queue.
    private static readonly TimeSpan Silent = TimeSpan.FromDays(7);

    public async Task<SupervisionDay> DayAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var from = Midnight(now, (await tenants.CurrentAsync(ct)).TimeZone);
        var (spans, breaks) = (await presence.SpansAsync(from, now, ct), await presence.BreaksAsync(from, now, ct));
        return new SupervisionDay(
            from, await StaysAsync(now - QueueHistory.Window, ct), spans.Value.ToLookup(s => s.Agent), breaks.Value.ToLookup(b => b.Agent), await LastActionsAsync(ct));
    }

    private static DateTimeOffset Midnight(DateTimeOffset now, string zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone));
        return now - local.TimeOfDay;
    }

    private async Task<IReadOnlyList<QueueStay>> StaysAsync(DateTimeOffset since, CancellationToken ct)
    {
        var moves = (await db.TicketMoves.AsNoTracking().Where(m => m.At > since).OrderBy(m => m.At).ThenBy(m => m.Id)
            .Select(m => new { m.TicketId, m.At, m.Queue, m.From, m.Cause }).ToListAsync(ct))
            .ToLookup(m => m.TicketId, m => new QueueMove(m.At, m.Queue, m.From is null && m.Cause != MoveCause.Reopened));
        List<TicketId> moved = [.. moves.Select(m => m.Key)];
        var silent = since - Silent;
        // Each walks an index of its own; together they would walk the whole table.
        IQueryable<Ticket>[] concerned =
        [
            db.Tickets.Where(t => moved.Contains(t.Id)),
            db.Tickets.Where(t => t.IsActive && t.QueuedAt != null),
            db.Tickets.Where(t => t.IsActive && t.LastMessageAt > since && t.CreatedAt > since),
            db.Tickets.Where(t => !t.IsActive && t.LastMessageAt > since && t.CreatedAt > since),
            db.Tickets.Where(t => !t.IsActive && t.AssigneeId == null && t.LastMessageAt > silent && t.ResolvedAt > since),
        ];
        var stays = new List<QueueStay>();
        var seen = new HashSet<TicketId>();
        foreach (var tickets in concerned)
        {
            var rows = await tickets.AsNoTracking().Select(t => new { t.Id, t.DepartmentId, t.CreatedAt, t.ResolvedAt, InLine = t.QueuedAt != null }).ToListAsync(ct);
            foreach (var row in rows.Where(r => seen.Add(r.Id)))
                stays.AddRange(QueueHistory.StaysOf(new QueueLife(row.Id, row.DepartmentId, row.CreatedAt, row.ResolvedAt, row.InLine, [.. moves[row.Id]])));
        }

        return stays;
    }

    // The newest line of each member in the activity log: one step down an index per member.
    private async Task<IReadOnlyDictionary<AgentId, DateTimeOffset>> LastActionsAsync(CancellationToken ct) =>
        (await db.Memberships.AsNoTracking().IgnoreAutoIncludes().Where(m => m.Active)
            .Select(m => new { m.Id, At = db.ActivityLog.Where(e => e.AgentId == m.Id).OrderByDescending(e => e.Id).Select(e => (DateTimeOffset?)e.At).FirstOrDefault() })
            .ToListAsync(ct)).Where(m => m.At is not null).ToDictionary(m => m.Id, m => m.At!.Value);
}
