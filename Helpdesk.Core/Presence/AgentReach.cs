using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Presence;

/// <summary>Which agents a supervisor supervises: everybody with <see cref="Permission.ViewAllTickets"/>, else those who share a department.</summary>
public sealed class AgentReach(IMemberStore members, IActorAccessor actor)
{
    /// <summary>The refusal when the agent is none of the actor's, else null.</summary>
    public async Task<Error?> CheckAsync(AgentId agent, CancellationToken ct)
    {
        if (await members.FindAsync(agent, ct) is not { Active: true } member) return PeopleErrors.NoSuchAgent;
        return Includes(actor.Current, member.Departments.Select(d => d.DepartmentId)) ? null : PeopleErrors.NoSuchAgent;
    }

    /// <summary>The same for departments at hand.</summary>
    public static bool Includes(Actor actor, IEnumerable<DepartmentId> departments) =>
        actor.Granted.Contains(Permission.ViewAllTickets) || departments.Any(actor.Departments.Contains);
}
