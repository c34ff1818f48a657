using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>Write access to people, workspaces and links.</summary>
public interface IPeopleStore
{
    /// <summary>Whether the installation has a workspace that is not just a demo.</summary>
    Task<bool> AnyTenantAsync(CancellationToken ct);

    /// <summary>The set-up link with this hash while it works, tracked.</summary>
    Task<SetupLink?> FindSetupLinkAsync(string tokenHash, DateTimeOffset now, CancellationToken ct);

    /// <summary>An invitation of the acting workspace, tracked.</summary>
    Task<Invitation?> FindInvitationAsync(string tokenHash, CancellationToken ct);

    /// <summary>
    /// Creates a sign-in, stored when the unit of work saves; refuses a taken or malformed address and a weak password. An address that is
    /// known already joins with its own password.
    /// </summary>
    Task<Result<UserId>> AddUserAsync(UserId id, string email, string name, string password, bool mayExist, CancellationToken ct);

    /// <summary>The workspace's first department: where an invited colleague lands.</summary>
    Task<DepartmentId> FirstDepartmentAsync(CancellationToken ct);

    void Add(Tenant tenant);

    void Add(Membership membership);

    void Add(Department department);

    void Add(Invitation invitation);

    /// <summary>Ends all set-up links.</summary>
    void RemoveSetupLinks();
}
