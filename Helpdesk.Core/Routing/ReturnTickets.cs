using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>
/// What an agent holds goes back to the queues when the agent goes on a break, signs out or is lost, if the workspace's policy says so. Asked
/// from fresh state: who is back in the meantime keeps everything, so that a deploy or a short loss moves nothing (DECISIONS 30).
/// </summary>
public sealed class ReturnTicketsOnLeave(IRoutingStore routing, IPresenceStore presence, IDeskRules rules, TimeProvider clock) : IEventHandler<AgentStateChanged>
{
    private const int Most = 500;

    /// <inheritdoc/>
    public async Task HandleAsync(AgentStateChanged happened, CancellationToken ct)
    {
        if (happened.To is not (AgentState.Break or AgentState.Offline)) return;
        if (await presence.FindAsync(happened.Agent, ct) is not { } status || status.State != happened.To) return;
        await WithdrawOffersAsync(happened.Agent, ct);
        var desk = (await rules.CurrentAsync(ct)).Desk;
        var (policy, cause) = happened.To == AgentState.Break ? (desk.OnBreak, MoveCause.Break) : happened.Cause switch
        {
            StateCause.Left => (LeavePolicy.Redistribute, MoveCause.Left),
            StateCause.Forced => (desk.OnSignOut, MoveCause.ForcedOffline),
            StateCause.Lost => (desk.OnConnectionLost, MoveCause.ConnectionLost),
            _ => (desk.OnSignOut, MoveCause.SignedOut),
        };
        if (policy == LeavePolicy.Keep) return;
        var now = clock.GetUtcNow();
        // Who is no member any more takes nothing up again.
        foreach (var ticket in await routing.HeldAsync(happened.Agent, evenSetAside: cause == MoveCause.Left, Most, ct)) ticket.Release(by: null, cause, now);
    }

    // Who is not here is not asked any more, whatever the policy; the ticket goes on at once.
    private async Task WithdrawOffersAsync(AgentId agent, CancellationToken ct)
    {
        var offers = await routing.OffersToAsync(agent, ct);
        if (offers.Count == 0) return;
        var tickets = (await routing.TicketsAsync([.. offers.Select(o => o.TicketId)], ct)).ToDictionary(t => t.Id);
        foreach (var offer in offers)
        {
            offer.End(OfferOutcome.Withdrawn);
            if (tickets.TryGetValue(offer.TicketId, out var ticket) && ticket.OfferedTo == agent) ticket.EndOffer(offer.From, declined: false);
        }
    }
}

/// <summary>A customer comes back to a ticket that was done or set aside, and whose agent is not here, or full: it needs another one.</summary>
public sealed class ReturnTicketOnReopened(ITicketStore tickets, IPresenceStore presence, IDeskRules rules, IAgentRoom room, TimeProvider clock) : IEventHandler<TicketStatusChanged>
{
    /// <inheritdoc/>
    public async Task HandleAsync(TicketStatusChanged happened, CancellationToken ct)
    {
        if (happened is not { From: TicketStatus.Resolved or TicketStatus.Closed or TicketStatus.Pending or TicketStatus.OnHold, By: null, Holder: { } holder }) return;
        if (await tickets.FindAsync(happened.Ticket, ct) is not { IsActive: true } ticket || ticket.AssigneeId != holder) return;
        var current = await rules.CurrentAsync(ct);
        var own = current.Of(ticket.DepartmentId);
        // Where agents take from the queue themselves, nobody would give it back.
        if (own.Strategy == RoutingStrategy.Manual) return;
        var state = (await presence.FindAsync(holder, ct))?.State;
        if (happened.From is TicketStatus.Pending or TicketStatus.OnHold)
        {
            // It never left its agent, and stayed when the others went back only because nobody waited.
            if (Leaves(state, current.Desk)) ticket.Release(by: null, MoveCause.Reopened, clock.GetUtcNow());
            return;
        }

        var here = state is AgentState.Online or AgentState.Reconnecting;
        if (!own.PreviousFirst || !here || !await room.TakeAsync(holder, ticket.AccountId, evenIfFull: false, ct)) ticket.Release(by: null, MoveCause.Reopened, clock.GetUtcNow());
    }

    private static bool Leaves(AgentState? holder, DeskRuleValues desk) => holder switch
    {
        AgentState.Break => desk.OnBreak == LeavePolicy.Redistribute,
        null or AgentState.Offline => desk.OnSignOut == LeavePolicy.Redistribute,
        _ => false,
    };
}
