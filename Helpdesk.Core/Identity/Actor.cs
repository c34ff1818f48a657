using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>Who is acting: a member, the system on behalf of one workspace, or the installation itself (set-up and sign-in).</summary>
public sealed record Actor
{
    private Actor(TenantId? tenant, AgentId? agent, UserId? user, IReadOnlySet<Permission> permissions) =>
        (TenantOrNone, Agent, User, Granted) = (tenant, agent, user, permissions);

    /// <summary>The workspace, when there is one.</summary>
    public TenantId? TenantOrNone { get; }

    /// <summary>The acting member; none when the system acts.</summary>
    public AgentId? Agent { get; }

    /// <summary>The person signed in; none when the system acts.</summary>
    public UserId? User { get; }

    /// <summary>What the actor may do.</summary>
    public IReadOnlySet<Permission> Granted { get; }

    /// <summary>The workspace; touching tenant-owned data without one is a bug and throws (DECISIONS 26).</summary>
    public TenantId Tenant => TenantOrNone ?? throw new InvalidOperationException("This actor has no workspace.");

    /// <summary>A signed-in member.</summary>
    public static Actor Member(TenantId tenant, AgentId agent, UserId user, Role role) =>
        new(tenant, agent, user, Permissions.Of(role));

    /// <summary>Workers: one workspace, every permission.</summary>
    public static Actor System(TenantId tenant) => new(tenant, null, null, Permissions.Of(Role.Admin));

    /// <summary>Set-up and sign-in, before a workspace is known: no permission at all.</summary>
    public static Actor Installation { get; } = new(null, null, null, new HashSet<Permission>());
}

/// <summary>The only source of who is acting; set exactly once at a door.</summary>
public interface IActorAccessor
{
    /// <summary>The actor; throws when no door has set one.</summary>
    Actor Current { get; }
}

/// <summary>The first line of a use case.</summary>
public static class ActorAccessorExtensions
{
    /// <summary>The refusal when the actor lacks the permission, else null.</summary>
    public static Error? Lacks(this IActorAccessor actor, Permission needed) =>
        actor.Current.Granted.Contains(needed) ? null : PermissionErrors.Denied.With(needed.ToString());
}
