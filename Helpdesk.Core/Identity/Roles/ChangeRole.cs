using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity;

/// <summary>Makes a role of the workspace's own.</summary>
public sealed class CreateRole(IRoleStore roles, IIdSource ids, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Creates.</summary>
    public async Task<Result<RoleId>> ExecuteAsync(string name, IReadOnlySet<Permission> allows, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageRoles) is { } denied) return denied;
        if (actor.LacksAnyOf(allows) is { } beyond) return beyond;
        var role = CustomRole.Create(new RoleId(ids.Next()), name, allows);
        if (!role.Succeeded) return role.Error;
        roles.Add(role.Value);
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? role.Value.Id : saved.Error == SaveErrors.Duplicate ? RoleErrors.NameTaken : saved.Error;
    }
}

/// <summary>Changes what the holders of a role may do, at once.</summary>
public sealed class ChangeRole(IRoleStore roles, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Changes.</summary>
    public async Task<Result> ExecuteAsync(RoleId id, string name, IReadOnlySet<Permission> allows, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageRoles) is { } denied) return denied;
        if (await roles.FindAsync(id, ct) is not { } role) return RoleErrors.NotFound;
        if (actor.LacksAnyOf(allows) is { } beyond) return beyond;
        if (actor.LacksAnyOf(role.Allows) is { } above) return above;
        if (role.Change(name, allows) is { } refused) return refused;
        var saved = await work.SaveAsync(ct);
        return saved.Error == SaveErrors.Duplicate ? RoleErrors.NameTaken : saved;
    }
}

/// <summary>Removes a role nobody holds.</summary>
public sealed class RemoveRole(IRoleStore roles, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Removes.</summary>
    public async Task<Result> ExecuteAsync(RoleId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageRoles) is { } denied) return denied;
        if (await roles.FindAsync(id, ct) is not { } role) return RoleErrors.NotFound;
        if (actor.LacksAnyOf(role.Allows) is { } above) return above;
        if (await roles.IsHeldAsync(id, ct)) return RoleErrors.InUse;
        roles.Remove(role);
        return await work.SaveAsync(ct);
    }
}
