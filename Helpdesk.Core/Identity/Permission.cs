using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity;

/// <summary>What an actor may do; asked on the first line of every use case.</summary>
public enum Permission
{
    /// <summary>Read tickets, their threads and customers.</summary>
    ViewTickets,

    /// <summary>Reply, add notes, claim, and change status.</summary>
    WorkTickets,

    /// <summary>Give a ticket to somebody else.</summary>
    AssignTickets,

    /// <summary>See what failed to arrive or to leave, and try it again.</summary>
    HandleFailures,

    /// <summary>Connect and change WhatsApp servers and numbers.</summary>
    ManageChannels,

    /// <summary>Invite people.</summary>
    ManagePeople,
}

/// <summary>A member's role.</summary>
public enum Role
{
    Agent,
    Admin,
}

/// <summary>The one permission table.</summary>
public static class Permissions
{
    private static readonly IReadOnlySet<Permission> Agent = new HashSet<Permission>
    {
        Permission.ViewTickets, Permission.WorkTickets, Permission.AssignTickets,
    };

    private static readonly IReadOnlySet<Permission> Everything = new HashSet<Permission>(Enum.GetValues<Permission>());

    /// <summary>What a role may do.</summary>
    public static IReadOnlySet<Permission> Of(Role role) => role switch
    {
        Role.Admin => Everything,
        Role.Agent => Agent,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown role."),
    };
}

/// <summary>The refusal of an actor who lacks a permission.</summary>
public static class PermissionErrors
{
    public static readonly Error Denied = new("permission.denied", ErrorKind.Forbidden);
}
