using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>
/// Gives out a department's queue: reads it and the roster, lets <see cref="RoutingPolicy"/> choose, and saves. Whatever somebody else changed in
/// between (a claim, a sign-out, a ticket given by another department) refuses the save, and everything is looked at anew: nothing is
/// given twice, and nobody gets more than they have room for.
/// </summary>
public sealed class RouteDepartment(
    IRoutingStore routing, IRoutingTurns turns, IDeskRules rules, ICalendars calendars, IPresenceStore presence, IUnitOfWork work, IActorAccessor actor,
    IIdSource ids, TimeProvider clock)
{
    private const int Page = 100;
    private const int Deepest = 2000;
    private const int Together = 10;
    private const int Tries = 20;

    /// <summary>Works the department's turn.</summary>
    public async Task<Result> ExecuteAsync(DepartmentId department, CancellationToken ct)
    {
        if (actor.Lacks(Permission.AssignTickets) is { } denied) return denied;
        if (await turns.StampAsync(department, ct) is not { } stamp) return Result.Ok;
        DateTimeOffset? lookAgainAt = null;
        var (together, refusals) = (Together, 0);
        for (var more = true; more;)
        {
            (more, lookAgainAt, var saved) = await GiveOutAsync(department, together, ct);
            if (saved.Succeeded) continue;
            if (saved.Error != SaveErrors.Conflict || ++refusals == Tries) return saved;
            // One by one from now on: the ticket or agent somebody else is at holds up no other.
            (together, more) = (1, true);
        }

        await turns.EndAsync(department, stamp, lookAgainAt, ct);
        return Result.Ok;
    }

    private async Task<(bool More, DateTimeOffset? LookAgainAt, Result Saved)> GiveOutAsync(DepartmentId department, int together, CancellationToken ct)
    {
        var (settings, now) = (await rules.CurrentAsync(ct), clock.GetUtcNow());
        if (await EndOffersAsync(department, settings, now, ct) is { } ended) return (true, null, ended);

        var own = settings.Of(department);
        var calendar = own.HoursOnly ? await calendars.OfAsync(department, ct) : BusinessCalendar.Always;
        var open = calendar.IsOpen(now);
        var policy = new RoutingRules(
            own.Strategy, own.PreviousFirst, own.Language, open, open ? null : calendar.NextOpening(now), settings.Desk.WaveSize, settings.Desk.WavePause);

        var roster = await routing.RosterAsync(department, ct);
        var (chosen, lookAgainAt) = (new List<(RoutingTicket Ticket, RoutingChoice Choice)>(), await FirstOfferEndAsync(department, ct));
        for (var skip = 0; skip < Deepest && chosen.Count == 0; skip += Page)
        {
            var queue = await routing.QueueAsync(department, skip, Page, ct);
            var plan = RoutingPolicy.Plan(queue, roster, policy, now);
            chosen.AddRange(plan.Given.Take(together));
            if (plan.LookAgainAt is { } at && !(lookAgainAt < at)) lookAgainAt = at;
            if (queue.Count < Page || !roster.Any(agent => agent.State == AgentState.Online && agent.Load < agent.Capacity)) break;
        }

        if (chosen.Count == 0) return (false, lookAgainAt, Result.Ok);
        await GiveAsync(chosen, own.OfferFor, settings.Desk.WavePause, now, ct);
        return (true, lookAgainAt, await work.SaveAsync(ct));
    }

    private async Task GiveAsync(List<(RoutingTicket Ticket, RoutingChoice Choice)> chosen, TimeSpan offerFor, TimeSpan wavePause, DateTimeOffset now, CancellationToken ct)
    {
        var tickets = (await routing.TicketsAsync([.. chosen.Select(c => c.Ticket.Id)], ct)).ToDictionary(t => t.Id);
        foreach (var (waiting, choice) in chosen)
        {
            if (choice.Agent is not { } agent || !tickets.TryGetValue(waiting.Id, out var ticket) || ticket.QueuedAt is null) continue;
            var why = RoutingExplanation.Of(waiting, choice).ToString();
            if (await presence.FindAsync(agent, ct) is not { } status) continue;
            status.Given(choice.Backlog, wavePause, now);
            if (offerFor == TimeSpan.Zero)
            {
                ticket.AssignTo(agent, by: null, MoveCause.Routed, why);
                continue;
            }

            ticket.Offer(agent, now + offerFor);
            routing.Add(TicketOffer.Ask(ids.Next(), ticket.Id, agent, from: null, why, now, offerFor));
        }
    }

    // Offers nobody answered: the agent has missed one, and the ticket goes on. One whose ticket somebody else took meanwhile was not missed.
    private async Task<Result?> EndOffersAsync(DepartmentId department, DeskSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        var lapsed = (await routing.OffersAsync(department, ct)).Where(o => o.EndsAt <= now).ToList();
        if (lapsed.Count == 0) return null;
        var tickets = (await routing.TicketsAsync([.. lapsed.Select(o => o.TicketId)], ct)).ToDictionary(t => t.Id);
        foreach (var offer in lapsed)
        {
            var open = tickets.TryGetValue(offer.TicketId, out var ticket) && ticket.OfferedTo == offer.AgentId;
            offer.End(open ? OfferOutcome.Missed : OfferOutcome.Withdrawn);
            if (!open) continue;
            ticket!.EndOffer();
            if (await presence.FindAsync(offer.AgentId, ct) is { } status) status.Missed(settings.Desk.MissedOffers, now);
        }

        return await work.SaveAsync(ct);
    }

    private async Task<DateTimeOffset?> FirstOfferEndAsync(DepartmentId department, CancellationToken ct) =>
        (await routing.OffersAsync(department, ct)).Select(o => (DateTimeOffset?)o.EndsAt).Min();
}
