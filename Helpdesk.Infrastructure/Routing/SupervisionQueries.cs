using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Routing;

internal sealed class SupervisionQueries(
    HelpdeskDb db, IPresenceQueries presence, ITicketQueries tickets, RulesNow rules, ICalendars calendars, SupervisionPast past, IActorAccessor actor) : ISupervisionQueries
{
    // More than a supervisor can do anything about; who waits longest is among them.
    private const int Most = 5000;

    public async Task<Result<SupervisionNow>> NowAsync(CancellationToken ct)
    {
        if (actor.Lacks(Permission.SuperviseAgents) is { } denied) return denied;
        var agents = await presence.AgentsAsync(ct);
        var departments = await db.Departments.AsNoTracking().Where(d => d.Active).OrderBy(d => d.Name).ThenBy(d => d.Id).ToListAsync(ct);
        var live = await TicketsAsync(ct);
        var queues = await QueuesAsync(departments, agents, live, ct);
        var notShown = await db.InboundEntries.CountAsync(e => e.State == InboundState.Failed, ct);
        return new SupervisionNow(agents, queues, live, await tickets.HeldAsync(ct), notShown);
    }

    public async Task<Result<SupervisionDay>> DayAsync(CancellationToken ct) => actor.Lacks(Permission.SuperviseAgents) is { } denied ? denied : await past.DayAsync(ct);

    public async Task<Result<HolderDraft?>> DraftAsync(TicketId ticket, CancellationToken ct)
    {
        if (actor.Lacks(Permission.SuperviseAgents) is { } denied) return denied;
        var found = await (
            from t in db.Tickets.AsNoTracking().Where(TicketAccess.Visible(actor.Current))
            where t.Id == ticket
            join member in db.Memberships on t.AssigneeId equals member.Id
            join draft in db.Drafts on new { Ticket = t.Id, Agent = member.Id } equals new { Ticket = draft.TicketId, Agent = draft.AgentId }
            where draft.Kind == DraftKind.Reply
            select new { member, draft.Text, draft.KeptAt }).SingleOrDefaultAsync(ct);
        if (found is null || found.member.Id == actor.Current.Agent || !AgentReach.Includes(actor.Current, found.member.Departments.Select(d => d.DepartmentId))) return (HolderDraft?)null;
        return new HolderDraft(found.member.Id, found.member.Name, found.Text, found.KeptAt);
    }

    private async Task<IReadOnlyList<LiveTicket>> TicketsAsync(CancellationToken ct)
    {
        var (settings, _, now) = await rules.OfAsync(default, ct);
        var idleSince = settings.Desk.IdleSince(now);
        var rows = await (
            from t in db.Tickets.AsNoTracking()
            where t.IsActive && (t.WaitingSince != null || t.QueuedAt != null
                || (t.AssigneeId != null && (t.Status == TicketStatus.New || t.Status == TicketStatus.Open) && (t.WaitingOn != WaitingOn.Customer || t.LastMessageAt > idleSince)))
            join c in db.Customers on t.CustomerId equals c.Id
            orderby t.WaitingSince == null ? 1 : 0, t.WaitingSince, t.Id
            select new { t.Id, t.Number, c.Name, t.DepartmentId, t.AssigneeId, t.OwnerId, t.Priority, t.WaitingSince, t.QueuedAt }).Take(Most).ToListAsync(ct);
        var hours = new Dictionary<DepartmentId, BusinessCalendar>();
        foreach (var department in rows.Select(r => r.DepartmentId).Distinct())
            hours[department] = settings.Desk.DelayInHours ? await calendars.OfAsync(department, ct) : BusinessCalendar.Always;
        var terms = new DelayTerms(settings, department => hours[department]);
        return rows.ConvertAll(r => new LiveTicket(
            r.Id, r.Number, r.Name, new TicketPlace(r.DepartmentId, r.AssigneeId, r.OwnerId), r.Priority, r.WaitingSince,
            r.WaitingSince is { } since ? terms.Due(r.DepartmentId, since) : null, r.QueuedAt));
    }

    // What routing would do now, by routing's own policy; one roster and one reading of the first in line for all queues together.
    private async Task<IReadOnlyList<LiveQueue>> QueuesAsync(
        IReadOnlyList<Department> departments, IReadOnlyList<AgentNow> agents, IReadOnlyList<LiveTicket> live, CancellationToken ct)
    {
        var (settings, _, now) = await rules.OfAsync(default, ct);
        var roster = await db.RosterAsync(settings.Desk, now, members: null, ct);
        var places = agents.ToDictionary(a => a.Id, a => a.Departments);
        List<TicketId> heads = [.. live.Where(t => t.QueuedAt is not null).GroupBy(t => t.Place.Department)
            .Select(line => line.OrderByDescending(t => t.Priority).ThenBy(t => t.QueuedAt).ThenBy(t => t.Id.Value).First().Id)];
        var first = (await db.InLineAsync(db.Tickets.Where(t => heads.Contains(t.Id)), settings.Desk, 0, heads.Count, ct)).ToDictionary(t => t.Id);
        var queues = new List<LiveQueue>(departments.Count);
        foreach (var department in departments)
        {
            var (_, policy, at) = await rules.OfAsync(department.Id, ct);
            var head = live.Where(t => t.Place.Department == department.Id).Select(t => first.GetValueOrDefault(t.Id)).FirstOrDefault(t => t is not null);
            var ticket = head ?? new RoutingTicket(default, TicketPriority.Normal, at, settings.Desk.Weight(), null, [], null, [], []);
            var choice = RoutingPolicy.Choose(ticket, [.. roster.Where(a => places.TryGetValue(a.Id, out var works) && works.Contains(department.Id))], policy, at);
            queues.Add(new LiveQueue(department.Id, department.Name, department.BreakPlaces, choice.Agent, choice.Reason));
        }

        return queues;
    }
}
