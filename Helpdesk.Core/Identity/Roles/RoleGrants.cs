using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity;

/// <summary>Who may give which role: nobody gives, or takes, rights beyond their own (SEEDS 15: an agent could make himself admin).</summary>
public sealed class RoleGrants(IRoleStore roles, IActorAccessor actor)
{
    /// <summary>The refusal when the actor may not give or take a role, else null.</summary>
    public async Task<Error?> CheckAsync(RoleChoice choice, CancellationToken ct)
    {
        if (choice.Role != Role.Custom) return choice.Custom is null && Enum.IsDefined(choice.Role) ? actor.LacksAnyOf(Permissions.Of(choice.Role)) : RoleErrors.NotFound;
        if (choice.Custom is not { } id || await roles.FindAsync(id, ct) is not { } role) return RoleErrors.NotFound;
        return actor.LacksAnyOf(role.Allows);
    }
}
