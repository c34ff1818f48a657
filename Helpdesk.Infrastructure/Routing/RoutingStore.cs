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
        return await db.RosterAsync(desk, now, members, ct);
    }

    public async Task<IReadOnlyList<RoutingTicket>> QueueAsync(DepartmentId department, int skip, int take, CancellationToken ct) => await db.InLineAsync(
        db.Tickets.Where(t => t.DepartmentId == department && t.OfferedTo == null), (await rules.CurrentAsync(ct)).Desk, skip, take, ct);

    public async Task<RoutingTicket?> WaitingAsync(TicketId ticket, CancellationToken ct) =>
        (await db.InLineAsync(db.Tickets.Where(t => t.Id == ticket), (await rules.CurrentAsync(ct)).Desk, 0, 1, ct)).SingleOrDefault();

    public async Task<IReadOnlyList<TicketOffer>> OffersAsync(DepartmentId department, CancellationToken ct) => await db.TicketOffers
        .Where(o => o.Outcome == OfferOutcome.Open && db.Tickets.Any(t => t.Id == o.TicketId && t.DepartmentId == department)).OrderBy(o => o.EndsAt).ToListAsync(ct);

    public async Task<IReadOnlyList<TicketOffer>> OffersToAsync(AgentId agent, CancellationToken ct) =>
        await db.TicketOffers.Where(o => o.Outcome == OfferOutcome.Open && o.AgentId == agent).OrderBy(o => o.Id).ToListAsync(ct);

    public Task<TicketOffer?> OfferOfAsync(TicketId ticket, CancellationToken ct) =>
        db.TicketOffers.Where(o => o.TicketId == ticket && o.Outcome == OfferOutcome.Open).OrderByDescending(o => o.At).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<Ticket>> TicketsAsync(IReadOnlyCollection<TicketId> ids, CancellationToken ct) =>
        await db.Tickets.Where(t => ids.Contains(t.Id)).ToListAsync(ct);

    public async Task<IReadOnlyList<Ticket>> HeldAsync(AgentId agent, bool evenSetAside, int take, CancellationToken ct) => await db.Tickets
        .Where(t => t.IsActive && t.AssigneeId == agent && (evenSetAside || t.Status == TicketStatus.New || t.Status == TicketStatus.Open)).OrderBy(t => t.Id).Take(take).ToListAsync(ct);

    public void Add(TicketMove move) => db.Add(move);

    public void Add(TicketOffer offer) => db.Add(offer);
}
