using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>
/// An administrator makes a reset link for a colleague, to hand over while no mail is set up. Not for somebody who works in other workspaces too:
/// the sign-in is theirs, and one workspace must not open the others (DECISIONS 25).
/// </summary>
public sealed class ResetForMember(HelpdeskDb db, MembershipDirectory members, RoleGrants grants, ResetLinks links, IActorAccessor actor)
{
    /// <summary>Makes it.</summary>
    /// <returns>The link's secret, to be shown once.</returns>
    public async Task<Result<string>> ExecuteAsync(AgentId agent, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManagePeople) is { } denied) return denied;
        if (await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Id == agent, ct) is not { } member) return PeopleErrors.NoSuchAgent;
        // Whoever can set somebody's password can do what they can.
        if (await grants.CheckAsync(new RoleChoice(member.Role, member.CustomRoleId), ct) is { } above) return above;
        if (await members.BelongsElsewhereAsync(member.UserId, actor.Current.Tenant, ct)) return SignInErrors.InOtherWorkspaces;
        return await links.ForMemberAsync(member.UserId, ct);
    }
}
