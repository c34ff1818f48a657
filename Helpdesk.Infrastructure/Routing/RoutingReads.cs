using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Routing;

/// <summary>Agents and waiting tickets as routing sees them: one reading for who routes and for who shows what routing would do.</summary>
internal static class RoutingReads
{
    /// <summary>Members as routing sees them; everybody when none are named.</summary>
    public static async Task<IReadOnlyList<RoutingAgent>> RosterAsync(this HelpdeskDb db, DeskRuleValues desk, DateTimeOffset now, IQueryable<AgentId>? members, CancellationToken ct)
    {
        // Tracked, and before the loads: what is saved later is saved against the version that stood before they were counted.
        var active = db.Memberships.IgnoreAutoIncludes().Where(m => m.Active);
        if (members is not null) active = active.Where(m => members.Contains(m.Id));
        var people = await (
            from member in active
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

    /// <summary>Those of the tickets that still wait, as routing sees them, most urgent first, then oldest.</summary>
    public static async Task<IReadOnlyList<RoutingTicket>> InLineAsync(this HelpdeskDb db, IQueryable<Ticket> tickets, DeskRuleValues desk, int skip, int take, CancellationToken ct)
    {
        var page = await (
            from ticket in tickets.AsNoTracking().Where(t => t.QueuedAt != null)
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
}
