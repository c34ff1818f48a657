using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Presence;

/// <summary>A supervisor says how much an agent can hold at once; the queues look again at once, and the activity log keeps both numbers.</summary>
public sealed class ChangeCapacity(IMemberStore members, AgentReach reach, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Changes it; what the agent holds already stays, even above it.</summary>
    public async Task<Result> ExecuteAsync(AgentId agent, int capacity, CancellationToken ct)
    {
        if (actor.Lacks(Permission.SuperviseAgents) is { } denied) return denied;
        if (await reach.CheckAsync(agent, ct) is { } beyond) return beyond;
        if (await members.FindAsync(agent, ct) is not { } member) return PeopleErrors.NoSuchAgent;
        if (member.ChangeCapacity(capacity) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}
