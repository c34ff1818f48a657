using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity;

/// <summary>What a member is to become.</summary>
/// <param name="Agent">The member.</param>
/// <param name="Version">The version the editor had on screen; a newer one is a conflict.</param>
/// <param name="Name">The name colleagues see.</param>
/// <param name="Role">What the member may do.</param>
/// <param name="Places">Where the member works, at least one department.</param>
/// <param name="Profile">What routing needs to know.</param>
public sealed record MemberChange(
    AgentId Agent, long Version, string Name, RoleChoice Role, IReadOnlyList<DepartmentPlace> Places, WorkProfile Profile);

/// <summary>Changes a member's role, departments and work profile. Takes effect on open pages and hub connections at once (DECISIONS 27).</summary>
public sealed class ChangeMember(IMemberStore members, IDepartmentStore departments, RoleGrants grants, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Changes.</summary>
    public async Task<Result> ExecuteAsync(MemberChange change, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManagePeople) is { } denied) return denied;
        if (await members.FindAsync(change.Agent, ct) is not { } member) return PeopleErrors.NoSuchAgent;
        if (member.Version != change.Version) return SaveErrors.Conflict;
        var present = new RoleChoice(member.Role, member.CustomRoleId);
        if (await grants.CheckAsync(present, ct) is { } above) return above;
        if (change.Role != present)
        {
            if (await grants.CheckAsync(change.Role, ct) is { } beyond) return beyond;
            if (present.Role == Role.Admin && member.Active && !await members.AnotherAdminStaysAsync(member.Id, ct)) return PeopleErrors.LastAdmin;
        }

        var known = member.Departments.Select(d => d.DepartmentId).Concat(await departments.OpenAsync(ct));
        if (change.Places.Count == 0 || change.Places.Any(p => !known.Contains(p.Department))) return PeopleErrors.Department;
        if (member.Change(change.Name, change.Role, change.Profile) is { } refused) return refused;
        member.WorkIn(change.Places);
        return await work.SaveAsync(ct);
    }
}

/// <summary>Takes a member's place away: open pages, hub connections and tokens end at once. The sign-in stays (DECISIONS 25).</summary>
public sealed class DeactivateMember(IMemberStore members, RoleGrants grants, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Deactivates; never oneself and never the last administrator.</summary>
    public async Task<Result> ExecuteAsync(AgentId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManagePeople) is { } denied) return denied;
        if (id == actor.Current.Agent) return PeopleErrors.Yourself;
        if (await members.FindAsync(id, ct) is not { } member) return PeopleErrors.NoSuchAgent;
        if (await grants.CheckAsync(new RoleChoice(member.Role, member.CustomRoleId), ct) is { } above) return above;
        if (member is { Role: Role.Admin, Active: true } && !await members.AnotherAdminStaysAsync(id, ct)) return PeopleErrors.LastAdmin;
        if (member.Deactivate() is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}

/// <summary>Gives a member the place back.</summary>
public sealed class ReactivateMember(IMemberStore members, RoleGrants grants, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Reactivates.</summary>
    public async Task<Result> ExecuteAsync(AgentId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManagePeople) is { } denied) return denied;
        if (await members.FindAsync(id, ct) is not { } member) return PeopleErrors.NoSuchAgent;
        if (await grants.CheckAsync(new RoleChoice(member.Role, member.CustomRoleId), ct) is { } beyond) return beyond;
        if (member.Reactivate() is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}
