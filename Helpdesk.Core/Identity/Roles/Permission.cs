using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity;

/// <summary>What an actor may do; asked on the first line of every use case. Stored by name: a renamed one needs a migration.</summary>
public enum Permission
{
    /// <summary>Read tickets, their threads and customers: those of the own departments, and what one holds or owns.</summary>
    ViewTickets,

    /// <summary>Read the tickets of every department.</summary>
    ViewAllTickets,

    /// <summary>Reply, add notes, claim, and change status, on tickets one may read.</summary>
    WorkTickets,

    /// <summary>Give a ticket to somebody else.</summary>
    AssignTickets,

    /// <summary>See how colleagues work, end or begin their breaks, take them out of work, give tickets beyond capacity, and take tickets over.</summary>
    SuperviseAgents,

    /// <summary>Say how tickets are routed, how long one may wait, and which breaks there are.</summary>
    ManageRouting,

    /// <summary>Add customers and correct their names.</summary>
    EditCustomers,

    /// <summary>See what failed to arrive or to leave, and try it again.</summary>
    HandleFailures,

    /// <summary>Make access tokens for oneself; they can do no more than their maker.</summary>
    UseApi,

    /// <summary>Invite people, change what they may do and where they work, and deactivate them.</summary>
    ManagePeople,

    /// <summary>Add, rename and close departments.</summary>
    ManageDepartments,

    /// <summary>Read and export who changed what, sign-ins and refusals included.</summary>
    ViewActivity,

    /// <summary>Connect and change WhatsApp servers and numbers.</summary>
    ManageChannels,

    /// <summary>Make roles of the workspace's own.</summary>
    ManageRoles,

    /// <summary>Change the workspace's name, settings, branding and domains.</summary>
    ManageWorkspace,

    /// <summary>Make and revoke service tokens, and revoke anybody's.</summary>
    ManageTokens,
}

/// <summary>A member's role. What each may do stands in <see cref="Permissions"/>.</summary>
public enum Role
{
    /// <summary>Works the tickets of the own departments.</summary>
    Agent,

    /// <summary>Leads departments.</summary>
    Supervisor,

    /// <summary>Reads everything and changes nothing.</summary>
    QA,

    /// <summary>Runs the desk: people and all departments.</summary>
    Manager,

    /// <summary>Runs the workspace.</summary>
    Admin,

    /// <summary>One of the workspace's own roles (<see cref="CustomRole"/>).</summary>
    Custom,
}

/// <summary>The one permission table, rendered to <c>docs/permissions.md</c> and walked by a test (DECISIONS 46).</summary>
public static class Permissions
{
    private static readonly IReadOnlySet<Permission> Agent = Set(
        Permission.ViewTickets, Permission.WorkTickets, Permission.AssignTickets, Permission.EditCustomers, Permission.UseApi);

    private static readonly IReadOnlySet<Permission> Supervisor = Set([.. Agent, Permission.HandleFailures, Permission.SuperviseAgents]);

    private static readonly IReadOnlySet<Permission> QA = Set(Permission.ViewTickets, Permission.ViewAllTickets, Permission.UseApi);

    private static readonly IReadOnlySet<Permission> Manager = Set(
        [.. Supervisor, Permission.ViewAllTickets, Permission.ManagePeople, Permission.ManageDepartments, Permission.ManageRouting, Permission.ViewActivity]);

    /// <summary>All there are.</summary>
    public static IReadOnlySet<Permission> Everything { get; } = Set(Enum.GetValues<Permission>());

    /// <summary>None: a link or the installation acts.</summary>
    public static IReadOnlySet<Permission> Nothing { get; } = Set();

    /// <summary>The roles every workspace has.</summary>
    public static IReadOnlyList<Role> BuiltIn { get; } = [.. Enum.GetValues<Role>().Where(role => role != Role.Custom)];

    /// <summary>What a built-in role may do.</summary>
    public static IReadOnlySet<Permission> Of(Role role) => role switch
    {
        Role.Agent => Agent,
        Role.Supervisor => Supervisor,
        Role.QA => QA,
        Role.Manager => Manager,
        Role.Admin => Everything,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a built-in role."),
    };

    private static HashSet<Permission> Set(params Permission[] permissions) => [.. permissions];
}

/// <summary>Refusals about what an actor may do.</summary>
public static class PermissionErrors
{
    public static readonly Error Denied = new("permission.denied", ErrorKind.Forbidden);

    /// <summary>Nobody gives, or takes from somebody, what they may not do themselves.</summary>
    public static readonly Error BeyondYours = new("permission.beyond-yours", ErrorKind.Forbidden);
}
