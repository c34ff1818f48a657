using Helpdesk.Core.Activity;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Identity.SignIn;

namespace Helpdesk.Infrastructure.Presence;

/// <summary>A supervisor takes an agent out of work: offline for everybody at once, a break ended, and signed out of every browser.</summary>
public sealed class ForceOffline(
    IPresenceStore presence, IBreakStore breaks, IMemberStore members, AgentReach reach, RoleGrants grants, Sessions sessions, IActivityLog activity,
    IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Forces an agent of the supervisor's; never oneself, and nobody who may do more.</summary>
    public async Task<Result> ExecuteAsync(AgentId agent, CancellationToken ct)
    {
        if (actor.Lacks(Permission.SuperviseAgents) is { } denied) return denied;
        if (agent == actor.Current.Agent) return PeopleErrors.Yourself;
        if (await reach.CheckAsync(agent, ct) is { } beyond) return beyond;
        if (await members.FindAsync(agent, ct) is not { } member || await presence.FindAsync(agent, ct) is not { } status) return PeopleErrors.NoSuchAgent;
        if (await grants.CheckAsync(new RoleChoice(member.Role, member.CustomRoleId), ct) is { } above) return above;
        var now = clock.GetUtcNow();
        if (await breaks.FindOpenAsync(agent, ct) is { } open) open.End(actor.Current.Agent, now);
        foreach (var connection in await presence.ConnectionsAsync(agent, ct)) presence.Remove(connection);
        status.GoOffline(now);
        activity.Add(new ActivityNote("membership.forced-offline", nameof(Membership), agent.Value, member.Name));
        if (await work.SaveAsync(ct) is { Succeeded: false } refused) return refused;
        await sessions.EndInAsync(member.UserId, actor.Current.Tenant, SessionEnd.Revoked, ct);
        return Result.Ok;
    }
}
