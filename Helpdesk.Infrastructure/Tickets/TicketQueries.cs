using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Tickets;

internal sealed class TicketQueries(HelpdeskDb db, DelayClock delays, IActorAccessor actor) : ITicketQueries
{
    private const int LongestPage = 200;
    private const int HistoryLength = 20;

    public Task<Slice<TicketRow, TicketCursor>> ListAsync(TicketView view, TicketCursor? after, int take, CancellationToken ct) =>
        PageAsync(InView(view), after, take, ct);

    public async Task<Result<Slice<TicketRow, TicketCursor>>> FindAsync(TicketFilter filter, TicketCursor? after, int take, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ViewTickets) is { } denied) return denied;
        var tickets = filter.View is { } view ? InView(view) : Visible;
        if (filter.Status is { } status) tickets = tickets.Where(t => t.Status == status);
        if (filter.Department is { } department) tickets = tickets.Where(t => t.DepartmentId == department);
        if (filter.Assignee is { } assignee) tickets = tickets.Where(t => t.AssigneeId == assignee);
        if (filter.Customer is { } customer) tickets = tickets.Where(t => t.CustomerId == customer);
        return await PageAsync(tickets, after, take, ct);
    }

    private async Task<Slice<TicketRow, TicketCursor>> PageAsync(IQueryable<Ticket> tickets, TicketCursor? after, int take, CancellationToken ct)
    {
        take = Math.Clamp(take, 1, LongestPage);
        if (after is { } cursor)
        {
            var (at, id) = (cursor.LastMessageAt, cursor.Id);
            // Written out as two conditions so that every provider walks the index.
            tickets = tickets.Where(t => t.LastMessageAt <= at && (t.LastMessageAt < at || t.Id < id));
        }

        var rows = await Rows(tickets.OrderByDescending(t => t.LastMessageAt).ThenByDescending(t => t.Id).Take(take + 1)).ToListAsync(ct);
        for (var i = 0; i < rows.Count; i++) rows[i] = await WithDueAsync(rows[i], ct);
        if (rows.Count <= take) return new Slice<TicketRow, TicketCursor>(rows, null);
        rows.RemoveAt(take);
        return new Slice<TicketRow, TicketCursor>(rows, new TicketCursor(rows[^1].LastMessageAt, rows[^1].Id));
    }

    public async Task<TicketRow?> RowAsync(TicketId id, CancellationToken ct) =>
        await Rows(Visible.Where(t => t.Id == id)).SingleOrDefaultAsync(ct) is { } row ? await WithDueAsync(row, ct) : null;

    public async Task<TicketDetails?> DetailsAsync(TicketId id, CancellationToken ct)
    {
        var me = actor.Current.Agent;
        // Names are looked up, not joined: PostgreSQL would spend 16 ms on planning ten joins.
        var found = await (
            from row in Rows(Visible.Where(t => t.Id == id))
            join t in db.Tickets.AsNoTracking() on row.Id equals t.Id
            join c in db.Customers on row.CustomerId equals c.Id
            select new
            {
                Row = row,
                t.CreatedAt,
                t.FirstResponseAt,
                c.Language,
                c.FirstSeenAt,
                Department = db.Departments.Where(d => d.Id == row.DepartmentId).Select(d => d.Name).Single(),
                Account = db.ChannelAccounts.Where(a => a.Id == row.AccountId).Select(a => a.Name).Single(),
                Owner = db.Memberships.Where(m => m.Id == row.OwnerId).Select(m => m.Name).SingleOrDefault(),
                Muted = db.TicketMutes.Any(m => m.AgentId == me && m.TicketId == id),
                Addresses = db.CustomerIdentities.Where(i => i.CustomerId == row.CustomerId).OrderBy(i => i.Id)
                    .Select(i => new CustomerAddress(i.Kind, i.Value)).ToList(),
            })
            .AsSingleQuery() // A handful of addresses: one trip is cheaper than two.
            .SingleOrDefaultAsync(ct);
        if (found is null) return null;

        // Asked for by itself: inside the query above, its limit would make the database number every ticket of the workspace (19 ms at 10,000).
        var customer = found.Row.CustomerId;
        var history = await Visible.Where(h => h.CustomerId == customer && h.Id != id).OrderByDescending(h => h.CreatedAt).Take(HistoryLength)
            .Select(h => new TicketHistoryRow(h.Id, h.Number, h.Status, h.LastLine, h.CreatedAt)).ToListAsync(ct);
        return new TicketDetails(
            await WithDueAsync(found.Row, ct), found.CreatedAt, found.FirstResponseAt, found.Department, found.Owner, found.Account, found.Language, found.FirstSeenAt,
            found.Addresses, history, found.Muted);
    }

    public async Task<HeldCounts> HeldAsync(CancellationToken ct)
    {
        var held = await Visible.Where(t => t.IsActive).GroupBy(t => new { t.DepartmentId, t.AssigneeId, t.OwnerId })
            .Select(g => new
            {
                g.Key.DepartmentId,
                g.Key.AssigneeId,
                g.Key.OwnerId,
                Count = g.Count(),
                Delayed = g.Count(t => t.DelayedSince != null),
                Queued = g.Count(t => t.QueuedAt != null),
                QueuedSince = g.Min(t => t.QueuedAt),
            })
            .ToListAsync(ct);
        return new HeldCounts(held.ConvertAll(h => new HeldTickets(new TicketPlace(h.DepartmentId, h.AssigneeId, h.OwnerId), h.Count, h.Delayed, h.Queued, h.QueuedSince)));
    }

    // Rules and hours are on the node: this asks the database nothing.
    private async Task<TicketRow> WithDueAsync(TicketRow row, CancellationToken ct) =>
        row is { IsActive: true, WaitingSince: { } since, DelayedSince: null } ? row with { DueAt = await delays.DueAsync(row.DepartmentId, since, ct) } : row;

    private IQueryable<Ticket> Visible
    {
        get
        {
            if (actor.Lacks(Permission.ViewTickets) is { } denied) throw new UnauthorizedAccessException(denied.Code);
            return db.Tickets.AsNoTracking().Where(TicketAccess.Visible(actor.Current));
        }
    }

    private IQueryable<Ticket> InView(TicketView view)
    {
        var me = actor.Current.Agent;
        return view switch
        {
            TicketView.Mine => Visible.Where(t => t.IsActive && t.AssigneeId == me),
            TicketView.Unassigned => Visible.Where(t => t.IsActive && t.AssigneeId == null),
            TicketView.AllOpen => Visible.Where(t => t.IsActive),
            TicketView.Delayed => Visible.Where(t => t.IsActive && t.DelayedSince != null),
            TicketView.Done => Visible.Where(t => !t.IsActive),
            _ => throw new ArgumentOutOfRangeException(nameof(view), view, null),
        };
    }

    private IQueryable<TicketRow> Rows(IQueryable<Ticket> tickets) =>
        from t in tickets
        join c in db.Customers on t.CustomerId equals c.Id
        join m in db.Memberships on t.AssigneeId equals m.Id into holders
        from holder in holders.DefaultIfEmpty()
        join p in db.ReadPositions on new { Ticket = t.Id, Agent = t.AssigneeId } equals new { Ticket = p.TicketId, Agent = (AgentId?)p.AgentId } into positions
        from position in positions.DefaultIfEmpty()
        orderby t.LastMessageAt descending, t.Id descending
        select new TicketRow
        {
            Id = t.Id,
            Number = t.Number,
            CustomerId = t.CustomerId,
            CustomerName = c.Name,
            AccountId = t.AccountId,
            Status = t.Status,
            Priority = t.Priority,
            IsActive = t.IsActive,
            DepartmentId = t.DepartmentId,
            AssigneeId = t.AssigneeId,
            OwnerId = t.OwnerId,
            AssigneeName = holder.Name,
            LastLine = t.LastLine,
            LastSpeaker = t.LastSpeaker,
            LastMessageAt = t.LastMessageAt,
            WaitingSince = t.WaitingSince,
            DelayedSince = t.DelayedSince,
            WaitingOn = t.WaitingOn,
            LastInboundSequence = t.LastInboundSequence,
            ReadSequence = t.AssigneeId == null ? t.ReadByAnySequence : (long?)position.Sequence ?? 0,
            Version = t.Version,
        };
}
