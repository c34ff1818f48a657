using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>A role of the workspace's own: a name for a set of permissions.</summary>
public sealed class CustomRole : Aggregate, ITenantOwned, ILogged
{
    private CustomRole()
    {
    }

    public RoleId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>What it allows.</summary>
    public IReadOnlySet<Permission> Allows { get; private set; } = Permissions.Nothing;

    string ILogged.LogName => Name;

    /// <summary>Creates a role, or refuses its name.</summary>
    public static Result<CustomRole> Create(RoleId id, string name, IReadOnlySet<Permission> allows)
    {
        var role = new CustomRole { Id = id };
        return role.Change(name, allows) is { } refused ? refused : role;
    }

    /// <summary>Changes name and permissions.</summary>
    public Error? Change(string name, IReadOnlySet<Permission> allows)
    {
        name = name.Trim();
        if (name.Length is 0 or > 60) return RoleErrors.Name;
        if (allows.Contains(Permission.ViewAllTickets) && !allows.Contains(Permission.ViewTickets)) return RoleErrors.NeedsViewing;
        (Name, Allows) = (name, allows);
        Edited();
        Raise(new RoleChanged(Id));
        return null;
    }
}

/// <summary>What the holders of a role may do has changed.</summary>
public sealed record RoleChanged(RoleId Role) : IDomainEvent;

/// <summary>Refusals about roles.</summary>
public static class RoleErrors
{
    public static readonly Error Name = new("role.name", ErrorKind.Invalid);
    public static readonly Error NameTaken = new("role.name-taken", ErrorKind.Conflict);
    public static readonly Error NotFound = new("role.not-found", ErrorKind.NotFound);
    public static readonly Error NeedsViewing = new("role.needs-viewing", ErrorKind.Invalid);
    public static readonly Error InUse = new("role.in-use", ErrorKind.Conflict);
}
