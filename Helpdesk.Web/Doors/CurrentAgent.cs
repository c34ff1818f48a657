using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;

namespace Helpdesk.Web.Doors;

/// <summary>The member behind a circuit, for showing and hiding; loaded once before the first page. What may be done is decided by each use case.</summary>
public sealed class CurrentAgent(CircuitUseCases useCases)
{
    private CurrentMembership? _member;
    private OpenSession? _session;

    /// <summary>The workspace.</summary>
    public TenantId Tenant => Member.Tenant;

    /// <summary>The agent.</summary>
    public AgentId Me => Member.Agent;

    /// <summary>The name colleagues see.</summary>
    public string Name => Member.Name;

    /// <summary>The role.</summary>
    public Role Role => Member.Role;

    /// <summary>The workspace's name.</summary>
    public string TenantName => Member.TenantName;

    /// <summary>The session the circuit belongs to.</summary>
    public SessionId Session => (_session ?? throw new InvalidOperationException("The agent is loaded before the first page.")).Id;

    /// <summary>Whether a second factor must be enrolled before anything else.</summary>
    public bool MustEnrol => _session is { MustEnrol: true };

    private CurrentMembership Member => _member ?? throw new InvalidOperationException("The agent is loaded before the first page.");

    /// <summary>Loads the member.</summary>
    /// <returns>Whether there is one.</returns>
    public async Task<bool> LoadAsync(CancellationToken ct)
    {
        _session ??= await useCases.SessionAsync(ct);
        return (_member ??= await useCases.CurrentAsync(ct)) is not null;
    }

    /// <summary>Whether the role has a permission.</summary>
    public bool Can(Permission permission) => Permissions.Of(Role).Contains(permission);
}
