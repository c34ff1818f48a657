using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>A department's rules as they are this moment.</summary>
public sealed class RulesNow(IDeskRules rules, ICalendars calendars, TimeProvider clock)
{
    /// <summary>The settings, what they mean for a choice now, and now.</summary>
    public async Task<(DeskSettings Settings, RoutingRules Policy, DateTimeOffset Now)> OfAsync(DepartmentId department, CancellationToken ct)
    {
        var (settings, now) = (await rules.CurrentAsync(ct), clock.GetUtcNow());
        var own = settings.Of(department);
        var calendar = own.HoursOnly ? await calendars.OfAsync(department, ct) : BusinessCalendar.Always;
        var open = calendar.IsOpen(now);
        return (settings, new RoutingRules(
            own.Strategy, own.PreviousFirst, own.Language, open, open ? null : calendar.NextOpening(now), settings.Desk.WaveSize, settings.Desk.WavePause), now);
    }
}

/// <summary>Gives and offers tickets in the running unit of work.</summary>
public sealed class TicketGiving(IRoutingStore routing, IPresenceStore presence, IIdSource ids)
{
    /// <summary>Gives chosen tickets to their agents, or asks them, where the department asks first.</summary>
    public async Task GiveAsync(IReadOnlyList<(RoutingTicket Ticket, RoutingChoice Choice)> chosen, TimeSpan offerFor, TimeSpan wavePause, DateTimeOffset now, CancellationToken ct)
    {
        var tickets = (await routing.TicketsAsync([.. chosen.Select(c => c.Ticket.Id)], ct)).ToDictionary(t => t.Id);
        for (var i = 0; i < chosen.Count; i++)
        {
            var (waiting, choice) = chosen[i];
            if (choice.Agent is not { } agent || !tickets.TryGetValue(waiting.Id, out var ticket) || ticket.QueuedAt is null) continue;
            var why = RoutingExplanation.Of(waiting, choice).ToString();
            if (await presence.FindAsync(agent, ct) is not { } status) continue;
            // One after the other, also within one moment, as the plan counted.
            status.Given(choice.Backlog, wavePause, now.AddMicroseconds(i));
            if (choice.As is { } seen && seen.Load + (2 * waiting.Weight) > seen.Capacity) status.Filled(seen.Capacity);
            if (offerFor == TimeSpan.Zero)
            {
                ticket.AssignTo(agent, by: null, MoveCause.Routed, why);
                continue;
            }

            ticket.Offer(agent, now + offerFor);
            routing.Add(TicketOffer.Ask(ids.Next(), ticket.Id, agent, from: null, why, now, offerFor));
        }
    }

    /// <summary>Ends offers nobody answered: the agent has missed one, and the ticket goes on. One whose ticket somebody else took meanwhile was not missed.</summary>
    /// <returns>Whether there were any, and else when the first of the open ones lapses.</returns>
    public async Task<(bool Any, DateTimeOffset? FirstEndsAt)> EndLapsedAsync(DepartmentId department, int missedOffers, DateTimeOffset now, CancellationToken ct)
    {
        var open = await routing.OffersAsync(department, ct);
        var lapsed = open.Where(o => o.EndsAt <= now).ToList();
        if (lapsed.Count == 0) return (false, open.Select(o => (DateTimeOffset?)o.EndsAt).Min());
        var tickets = (await routing.TicketsAsync([.. lapsed.Select(o => o.TicketId)], ct)).ToDictionary(t => t.Id);
        foreach (var offer in lapsed)
        {
            var asked = tickets.TryGetValue(offer.TicketId, out var ticket) && ticket.OfferedTo == offer.AgentId;
            offer.End(asked ? OfferOutcome.Missed : OfferOutcome.Withdrawn);
            if (!asked) continue;
            ticket!.EndOffer(offer.From, declined: false);
            if (await presence.FindAsync(offer.AgentId, ct) is { } status) status.Missed(missedOffers, now);
        }

        return (true, null);
    }
}
