using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>The agent who is asked says yes.</summary>
public sealed class AcceptOffer(IRoutingStore routing, IPresenceStore presence, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Takes the ticket; refused when the offer has lapsed.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (await routing.OfferOfAsync(id, ct) is not { } offer || offer.AgentId != me || offer.EndsAt <= clock.GetUtcNow()) return RoutingErrors.OfferOver;
        if ((await routing.TicketsAsync([id], ct)).SingleOrDefault() is not { } ticket || ticket.OfferedTo != me) return RoutingErrors.OfferOver;
        if (ticket.AssignTo(me, offer.From ?? me, offer.From is null ? MoveCause.Accepted : MoveCause.Transferred, offer.Why) is { } refused) return refused;
        offer.End(OfferOutcome.Accepted);
        (await presence.FindAsync(me, ct))?.Answered();
        return await work.SaveAsync(ct);
    }
}

/// <summary>The agent who is asked says no: the ticket goes on at once.</summary>
public sealed class DeclineOffer(IRoutingStore routing, IPresenceStore presence, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Declines.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (await routing.OfferOfAsync(id, ct) is not { } offer || offer.AgentId != me) return RoutingErrors.OfferOver;
        offer.End(OfferOutcome.Declined);
        (await presence.FindAsync(me, ct))?.Answered();
        if ((await routing.TicketsAsync([id], ct)).SingleOrDefault() is { } ticket && ticket.OfferedTo == me) ticket.EndOffer(offer.From, declined: true);
        return await work.SaveAsync(ct);
    }
}
