using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Routing;

internal sealed class RoutingQueries(HelpdeskDb db, IRoutingStore routing, RulesNow rules, IActorAccessor actor, TimeProvider clock) : IRoutingQueries
{
    private const int MostMoves = 50;

    public async Task<IReadOnlyList<OfferRow>> OffersAsync(CancellationToken ct)
    {
        if (actor.Current.Agent is not { } me || actor.Lacks(Permission.WorkTickets) is not null) return [];
        var now = clock.GetUtcNow();
        return await (
            from offer in db.TicketOffers.AsNoTracking()
            where offer.AgentId == me && offer.Outcome == OfferOutcome.Open && offer.EndsAt > now
            // The ticket says who is asked now: it may have gone elsewhere since.
            join ticket in db.Tickets on offer.TicketId equals ticket.Id
            where ticket.OfferedTo == me
            join customer in db.Customers on ticket.CustomerId equals customer.Id
            join department in db.Departments on ticket.DepartmentId equals department.Id
            orderby offer.EndsAt, offer.Id
            select new OfferRow(
                ticket.Id, ticket.Number, customer.Id, customer.Name, ticket.LastLine, department.Name,
                db.Memberships.Where(m => m.Id == offer.From).Select(m => m.Name).FirstOrDefault(), offer.At, offer.EndsAt)).ToListAsync(ct);
    }

    public async Task<TicketRouting?> OfTicketAsync(TicketId ticket, CancellationToken ct)
    {
        var found = await db.Tickets.AsNoTracking().Where(TicketAccess.Visible(actor.Current)).Where(t => t.Id == ticket)
            .Select(t => new { t.DepartmentId, t.CategoryId, t.QueuedAt, t.Priority, t.OfferedTo, t.OfferEndsAt }).SingleOrDefaultAsync(ct);
        if (found is null) return null;
        var moves = await MovesAsync(ticket, ct);
        if (found.QueuedAt is not { } since || await routing.WaitingAsync(ticket, ct) is not { } waiting) return new TicketRouting(found.CategoryId, moves, null);

        var (_, policy, now) = await rules.OfAsync(found.DepartmentId, ct);
        var choice = RoutingPolicy.Choose(waiting, await routing.RosterAsync(found.DepartmentId, ct), policy, now);
        var outlook = new QueueOutlook(
            choice, await AheadAsync(ticket, found.DepartmentId, found.Priority, since, ct), waiting.Language, waiting.Skills, found.OfferedTo, found.OfferEndsAt);
        return new TicketRouting(found.CategoryId, moves, outlook);
    }

    private async Task<List<MoveRow>> MovesAsync(TicketId ticket, CancellationToken ct)
    {
        var moves = await db.TicketMoves.AsNoTracking().Where(m => m.TicketId == ticket).OrderByDescending(m => m.Id).Take(MostMoves)
            .Select(m => new
            {
                Move = m,
                From = db.Memberships.Where(p => p.Id == m.From).Select(p => p.Name).FirstOrDefault(),
                To = db.Memberships.Where(p => p.Id == m.To).Select(p => p.Name).FirstOrDefault(),
                By = db.Memberships.Where(p => p.Id == m.By).Select(p => p.Name).FirstOrDefault(),
                Queue = db.Departments.Where(d => d.Id == m.Queue).Select(d => d.Name).FirstOrDefault(),
            }).ToListAsync(ct);
        return moves.ConvertAll(m => new MoveRow(m.Move.Id, m.Move.At, m.Move.Cause, m.From, m.Move.To, m.To, m.Queue, m.By, RoutingExplanation.Parse(m.Move.Why)));
    }

    // The order in which the queue is given out: most urgent first, then who has waited longest.
    private Task<int> AheadAsync(TicketId ticket, DepartmentId department, TicketPriority priority, DateTimeOffset since, CancellationToken ct)
    {
        TicketPriority[] above = [.. Enum.GetValues<TicketPriority>().Where(p => p > priority)];
        return db.Tickets.CountAsync(
            t => t.DepartmentId == department && t.QueuedAt != null
                && (above.Contains(t.Priority) || (t.Priority == priority && (t.QueuedAt < since || (t.QueuedAt == since && t.Id < ticket)))), ct);
    }
}
