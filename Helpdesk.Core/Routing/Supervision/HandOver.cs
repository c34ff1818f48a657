using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>
/// A supervisor does not wait for an agent whose connection is lost: what the agent holds goes back to the queues now, and routing gives it to
/// others at once (DECISIONS 30 would wait out the grace).
/// </summary>
public sealed class HandOver(IRoutingStore routing, IPresenceStore presence, AgentReach reach, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    private const int Most = 500;

    /// <summary>Hands over; refused while the agent is here, because routing might give everything straight back.</summary>
    /// <returns>How many tickets went back.</returns>
    public async Task<Result<int>> ExecuteAsync(AgentId agent, CancellationToken ct)
    {
        if (actor.Lacks(Permission.SuperviseAgents) is { } denied) return denied;
        if (await reach.CheckAsync(agent, ct) is { } beyond) return beyond;
        if (await presence.FindAsync(agent, ct) is not { } status) return PeopleErrors.NoSuchAgent;
        if (status.State is AgentState.Online or AgentState.Away) return RoutingErrors.StillHere;
        var now = clock.GetUtcNow();
        var cause = status.State == AgentState.Break ? MoveCause.Break : MoveCause.ConnectionLost;
        var held = await routing.HeldAsync(agent, evenSetAside: false, Most, ct);
        foreach (var ticket in held) ticket.Release(actor.Current.Agent, cause, now);
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? held.Count : saved.Error;
    }
}
