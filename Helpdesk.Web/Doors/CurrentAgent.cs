using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
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

    /// <summary>The name of the role when it is one of the workspace's own.</summary>
    public string? RoleName => Member.RoleName;

    /// <summary>The workspace's name, branding and settings.</summary>
    public CurrentWorkspace Workspace => Member.Workspace;

    /// <summary>Who acts, with the rights as they were when last looked.</summary>
    public Actor Actor => Member.Actor;

    /// <summary>The topics of every ticket the member sees.</summary>
    public IReadOnlyList<LiveTopic> TicketTopics => TicketAudience.TopicsOf(Actor);

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

    /// <summary>Looks again who the member is now.</summary>
    public async Task<Standing> LookAgainAsync(CancellationToken ct)
    {
        if (await useCases.CurrentAsync(ct) is not { } now) return Standing.Lost;
        var same = now.Actor.Granted.SetEquals(Actor.Granted) && now.Actor.Departments.SetEquals(Actor.Departments);
        _member = now;
        return same ? Standing.None : Standing.Rights;
    }

    /// <summary>Whether the member has a permission.</summary>
    public bool Can(Permission permission) => Actor.Granted.Contains(permission);

    /// <summary>Whether the member sees a ticket.</summary>
    public bool Sees(TicketRow row) => Actor.Sees(row.Place);
}

/// <summary>What became of a member.</summary>
public enum Standing
{
    /// <summary>Nothing that matters to what may be shown.</summary>
    None,

    /// <summary>Permissions or departments.</summary>
    Rights,

    /// <summary>The place is gone.</summary>
    Lost,
}
