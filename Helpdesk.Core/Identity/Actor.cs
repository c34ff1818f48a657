using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>Who is acting: a member, the system on behalf of one workspace, or the installation itself (set-up and sign-in).</summary>
public sealed record Actor
{
    private static readonly IReadOnlySet<DepartmentId> Nowhere = new HashSet<DepartmentId>();

    private Actor()
    {
    }

    /// <summary>The workspace, when there is one.</summary>
    public TenantId? TenantOrNone { get; private init; }

    /// <summary>The acting member; none when the system or a service token acts.</summary>
    public AgentId? Agent { get; private init; }

    /// <summary>The person signed in; none when the system or a service token acts.</summary>
    public UserId? User { get; private init; }

    /// <summary>What the actor may do.</summary>
    public IReadOnlySet<Permission> Granted { get; private init; } = Permissions.Nothing;

    /// <summary>The departments whose tickets the actor sees without <see cref="Permission.ViewAllTickets"/>.</summary>
    public IReadOnlySet<DepartmentId> Departments { get; private init; } = Nowhere;

    /// <summary>Whether the installation's operator acts, who makes, locks and erases workspaces but has no rights inside them.</summary>
    public bool IsOperator { get; private init; }

    /// <summary>Where the request comes from; none for workers. A call with an origin is written to the activity log.</summary>
    public RequestOrigin? Origin { get; private init; }

    /// <summary>The workspace; touching tenant-owned data without one is a bug and throws (DECISIONS 26).</summary>
    public TenantId Tenant => TenantOrNone ?? throw new InvalidOperationException("This actor has no workspace.");

    /// <summary>A signed-in member, with the rights of the moment.</summary>
    public static Actor Member(
        TenantId tenant, AgentId agent, UserId user, IReadOnlySet<Permission> granted, IReadOnlySet<DepartmentId> departments) =>
        new() { TenantOrNone = tenant, Agent = agent, User = user, Granted = granted, Departments = departments };

    /// <summary>A program with a service token.</summary>
    public static Actor Service(TenantId tenant, IReadOnlySet<Permission> granted) => new() { TenantOrNone = tenant, Granted = granted };

    /// <summary>The installation's operator, dealing with one workspace from outside; no person when a command does it.</summary>
    public static Actor Operator(TenantId tenant, UserId? user) => new() { TenantOrNone = tenant, User = user, IsOperator = true };

    /// <summary>Workers: one workspace, every permission.</summary>
    public static Actor System(TenantId tenant) => new() { TenantOrNone = tenant, Granted = Permissions.Everything };

    /// <summary>Set-up and sign-in, before a workspace is known: no permission at all.</summary>
    public static Actor Installation { get; } = new();

    /// <summary>The same actor, seen coming from somewhere.</summary>
    public Actor From(RequestOrigin? origin) => this with { Origin = origin };

    /// <summary>The same actor with no more than some permissions: a token's scopes.</summary>
    public Actor Limited(IReadOnlySet<Permission> to) => this with { Granted = Granted.Intersect(to).ToHashSet() };
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

    /// <summary>The refusal when somebody else than the operator acts, else null.</summary>
    public static Error? IsNotOperator(this IActorAccessor actor) => actor.Current.IsOperator ? null : PermissionErrors.Denied.With("operator");

    /// <summary>The refusal when a set of rights holds more than the actor has, else null: nobody gives away what they lack (SEEDS 15: an agent could make himself admin).</summary>
    public static Error? LacksAnyOf(this IActorAccessor actor, IReadOnlySet<Permission> rights) =>
        rights.IsSubsetOf(actor.Current.Granted) ? null : PermissionErrors.BeyondYours;
}
