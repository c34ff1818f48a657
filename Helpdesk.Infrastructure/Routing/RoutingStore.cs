using System.Linq.Expressions;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Routing;

internal sealed class RoutingStore(HelpdeskDb db, IDeskRules rules, TimeProvider clock) : IRoutingStore
{
    public async Task<IReadOnlyList<RoutingAgent>> RosterAsync(DepartmentId department, CancellationToken ct)
    {
        var (desk, now) = ((await rules.CurrentAsync(ct)).Desk, clock.GetUtcNow());
        var members = db.Set<DepartmentMember>().Where(p => p.DepartmentId == department).Select(p => p.AgentId);
        // Tracked, and before the loads: what is saved later is saved against the version that stood before they were counted.
        var people = await (
            from member in db.Memberships.IgnoreAutoIncludes()
            where member.Active && members.Contains(member.Id)
            join status in db.AgentStatuses on member.Id equals status.Id
            orderby member.Id
            select new
            {
                Status = status,
                member.Role,
                Own = db.CustomRoles.Where(r => r.Id == member.CustomRoleId).Select(r => r.Allows).FirstOrDefault(),
                member.Capacity,
                member.Languages,
                member.Skills,
            }).ToListAsync(ct);
        var loads = await db.LoadsAsync(desk, now, members, ct);
        return [.. people
            .Where(p => (p.Role == Role.Custom ? p.Own ?? Permissions.Nothing : Permissions.Of(p.Role)).Contains(Permission.WorkTickets))
            .Select(p => (p, p.Status, Load: loads.GetValueOrDefault(p.Status.Id)))
            .Select(x => new RoutingAgent(
                x.Status.Id, x.Status.State, x.p.Capacity, (x.Load?.Count ?? 0) * desk.Weight(), x.p.Languages, x.p.Skills, x.Status.AvailableSince,
                x.Status.LastGivenAt, x.Status.WaveAt, x.Status.WaveGiven, desk.IdleAfter == TimeSpan.Zero ? null : x.Load?.QuietSince + desk.IdleAfter))];
    }

    public Task<IReadOnlyList<RoutingTicket>> QueueAsync(DepartmentId department, int skip, int take, CancellationToken ct) =>
        ReadAsync(t => t.DepartmentId == department && t.QueuedAt != null && t.OfferedTo == null, skip, take, ct);

    public async Task<RoutingTicket?> WaitingAsync(TicketId ticket, CancellationToken ct) =>
        (await ReadAsync(t => t.Id == ticket && t.QueuedAt != null, 0, 1, ct)).SingleOrDefault();

    private async Task<IReadOnlyList<RoutingTicket>> ReadAsync(Expression<Func<Ticket, bool>> which, int skip, int take, CancellationToken ct)
    {
        var desk = (await rules.CurrentAsync(ct)).Desk;
        var page = await (
            from ticket in db.Tickets.AsNoTracking().Where(which)
            join customer in db.Customers on ticket.CustomerId equals customer.Id
            join category in db.Categories on ticket.CategoryId equals category.Id into categories
            from about in categories.DefaultIfEmpty()
            join earlier in db.Tickets on ticket.FollowsId equals earlier.Id into followed
            from before in followed.DefaultIfEmpty()
            // Stored by name, ordered by meaning.
            orderby ticket.Priority == TicketPriority.Urgent ? 0 : ticket.Priority == TicketPriority.High ? 1 : ticket.Priority == TicketPriority.Normal ? 2 : 3,
                ticket.QueuedAt, ticket.Id
            select new
            {
                ticket.Id,
                ticket.Priority,
                ticket.QueuedAt,
                customer.Language,
                about.Skills,
                Previous = ticket.LastReplyBy ?? before.LastReplyBy ?? before.AssigneeId,
            }).Skip(skip).Take(take).ToListAsync(ct);
        if (page.Count == 0) return [];
        var ids = page.ConvertAll(t => t.Id);
        var asked = (await db.TicketOffers.AsNoTracking()
            .Where(o => ids.Contains(o.TicketId) && (o.Outcome == OfferOutcome.Declined || o.Outcome == OfferOutcome.Missed))
            .Select(o => new { o.TicketId, o.AgentId, o.Outcome, o.At }).ToListAsync(ct)).ToLookup(o => o.TicketId);
        return page.ConvertAll(t => new RoutingTicket(
            t.Id, t.Priority, t.QueuedAt!.Value, desk.Weight(), t.Language, t.Skills ?? [], t.Previous,
            [.. asked[t.Id].Where(o => o.Outcome == OfferOutcome.Declined).Select(o => o.AgentId)],
            [.. asked[t.Id].Where(o => o.Outcome == OfferOutcome.Missed).Select(o => o.AgentId)]));
    }

    public async Task<IReadOnlyList<TicketOffer>> OffersAsync(DepartmentId department, CancellationToken ct) => await db.TicketOffers
        .Where(o => o.Outcome == OfferOutcome.Open && db.Tickets.Any(t => t.Id == o.TicketId && t.DepartmentId == department)).OrderBy(o => o.EndsAt).ToListAsync(ct);

    public Task<TicketOffer?> OfferOfAsync(TicketId ticket, CancellationToken ct) =>
        db.TicketOffers.Where(o => o.TicketId == ticket && o.Outcome == OfferOutcome.Open).OrderByDescending(o => o.At).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<Ticket>> TicketsAsync(IReadOnlyCollection<TicketId> ids, CancellationToken ct) =>
        await db.Tickets.Where(t => ids.Contains(t.Id)).ToListAsync(ct);

    public async Task<IReadOnlyList<Ticket>> HeldAsync(AgentId agent, int take, CancellationToken ct) => await db.Tickets
        .Where(t => t.IsActive && t.AssigneeId == agent && (t.Status == TicketStatus.New || t.Status == TicketStatus.Open)).OrderBy(t => t.Id).Take(take).ToListAsync(ct);

    public void Add(TicketMove move) => db.Add(move);

    public void Add(TicketOffer offer) => db.Add(offer);
}
