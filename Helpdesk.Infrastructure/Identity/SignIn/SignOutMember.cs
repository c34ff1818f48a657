using Helpdesk.Core.Activity;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>Signs a colleague out of every browser, for a lost laptop say. Only in this workspace: the sign-in is theirs (DECISIONS 25).</summary>
public sealed class SignOutMember(HelpdeskDb db, RoleGrants grants, Sessions sessions, IActivityLog activity, IActorAccessor actor)
{
    /// <summary>Ends the member's sessions of the acting workspace, at once.</summary>
    public async Task<Result> ExecuteAsync(AgentId agent, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManagePeople) is { } denied) return denied;
        if (await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Id == agent, ct) is not { } member) return PeopleErrors.NoSuchAgent;
        if (await grants.CheckAsync(new RoleChoice(member.Role, member.CustomRoleId), ct) is { } above) return above;
        await sessions.EndInAsync(member.UserId, actor.Current.Tenant, SessionEnd.Revoked, ct);
        // The sessions' own lines name the member; this one says who did it.
        await activity.WriteAsync(new ActivityNote("membership.signed-out", nameof(Membership), agent.Value, member.Name), ct);
        return Result.Ok;
    }
}
