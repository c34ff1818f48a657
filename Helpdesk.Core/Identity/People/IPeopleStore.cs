using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>Write access to sign-ins, links and what a new workspace is made of.</summary>
public interface IPeopleStore
{
    /// <summary>Whether the installation has a workspace that is not just a demo.</summary>
    Task<bool> AnyTenantAsync(CancellationToken ct);

    /// <summary>The set-up link with this hash while it works, tracked.</summary>
    Task<SetupLink?> FindSetupLinkAsync(string tokenHash, DateTimeOffset now, CancellationToken ct);

    /// <summary>An invitation of the acting workspace, tracked.</summary>
    Task<Invitation?> FindInvitationAsync(string tokenHash, CancellationToken ct);

    /// <summary>The registration link with this hash while it works.</summary>
    Task<SignInChallenge?> FindRegistrationAsync(string tokenHash, DateTimeOffset now, CancellationToken ct);

    /// <summary>Whether somebody signs in with an address.</summary>
    Task<bool> IsKnownAsync(string email, CancellationToken ct);

    /// <summary>
    /// Creates a sign-in, stored when the unit of work saves; refuses a taken or malformed address and a weak password. An address that is
    /// known already joins with its own password.
    /// </summary>
    Task<Result<UserId>> AddUserAsync(UserId id, string email, string name, string password, bool mayExist, CancellationToken ct);

    /// <summary>The installation's operators may make and end workspaces: whoever set it up is the first.</summary>
    void MakeOperator(UserId user);

    void Add(Tenant tenant);

    void Add(Membership membership);

    void Add(Department department);

    void Add(Invitation invitation);

    /// <summary>Ends all set-up links.</summary>
    void RemoveSetupLinks();

    /// <summary>Ends every registration link of an address; of two who do so at once, the save of the second is a conflict.</summary>
    Task RemoveRegistrationsAsync(string email, CancellationToken ct);
}

/// <summary>Write access to members and their invitations.</summary>
public interface IMemberStore
{
    /// <summary>A member with departments, tracked.</summary>
    Task<Membership?> FindAsync(AgentId id, CancellationToken ct);

    /// <summary>An invitation, tracked.</summary>
    Task<Invitation?> FindInvitationAsync(long id, CancellationToken ct);

    /// <summary>
    /// Whether another active administrator stays when this one goes. Two who go at once meet at the workspace's own row: the second one's save
    /// is refused as a conflict.
    /// </summary>
    Task<bool> AnotherAdminStaysAsync(AgentId leaving, CancellationToken ct);
}

/// <summary>Write access to roles of the workspace's own.</summary>
public interface IRoleStore
{
    /// <summary>A role, tracked.</summary>
    Task<CustomRole?> FindAsync(RoleId id, CancellationToken ct);

    /// <summary>Whether a member or an open invitation has it.</summary>
    Task<bool> IsHeldAsync(RoleId id, CancellationToken ct);

    void Add(CustomRole role);

    void Remove(CustomRole role);
}

/// <summary>Write access to departments.</summary>
public interface IDepartmentStore
{
    /// <summary>A department, tracked.</summary>
    Task<Department?> FindAsync(DepartmentId id, CancellationToken ct);

    /// <summary>The open departments, oldest first.</summary>
    Task<IReadOnlyList<DepartmentId>> OpenAsync(CancellationToken ct);

    /// <summary>Whether a number brings it tickets or it has active ones.</summary>
    Task<bool> IsNeededAsync(DepartmentId id, CancellationToken ct);

    void Add(Department department);
}
