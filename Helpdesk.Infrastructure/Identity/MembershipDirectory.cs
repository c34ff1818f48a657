using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity;

/// <summary>A current membership, as doors need it.</summary>
public sealed record CurrentMembership(Actor Actor, string Name, Role Role, string? RoleName, CurrentWorkspace Workspace)
{
    /// <summary>The agent.</summary>
    public AgentId Agent => Actor.Agent!.Value;

    /// <summary>The person.</summary>
    public UserId User => Actor.User!.Value;

    /// <summary>The workspace.</summary>
    public TenantId Tenant => Workspace.Id;
}

/// <summary>The workspace of a membership, as every page needs it.</summary>
/// <param name="Logo">Key of the company's logo; it changes with the picture.</param>
public sealed record CurrentWorkspace(
    TenantId Id, string Name, string Slug, string TimeZone, string Language, TimeSpan IdleSignOut, bool RequireSecondFactor, string BrandColor, string? Logo);

/// <summary>
/// Who is a member of what, from a node cache that every change of people empties: each call of a circuit asks it, so that lost rights end at
/// once. One of the four places that lift the workspace filter (DECISIONS 26).
/// </summary>
public sealed class MembershipDirectory : IDisposable
{
    // The net under the push: what another process changed is seen within this time (DECISIONS 27).
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(UserId, TenantId), (CurrentMembership Member, DateTimeOffset ReadAt)> _cache = new();
    private readonly UseCaseRunner _runner;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private int _generation;

    /// <summary>Starts watching for changes of people.</summary>
    public MembershipDirectory(UseCaseRunner runner, ILiveFeed feed, TimeProvider clock)
    {
        (_runner, _clock) = (runner, clock);
        _subscription = feed.SubscribeAll(update =>
        {
            if (update.Kind is not (LiveKind.PeopleChanged or LiveKind.WorkspaceChanged)) return;
            Interlocked.Increment(ref _generation);
            _cache.Clear();
        });
    }

    /// <summary>The active membership of a person in a workspace that is not suspended; null when there is none (any more).</summary>
    public async ValueTask<CurrentMembership?> FindAsync(UserId user, TenantId tenant, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        if (_cache.TryGetValue((user, tenant), out var cached) && now - cached.ReadAt < Fresh) return cached.Member;
        var generation = Volatile.Read(ref _generation);
        var found = (await ListAsync(user, ct)).FirstOrDefault(m => m.Tenant == tenant);
        if (found is null)
        {
            _cache.TryRemove((user, tenant), out _);
            return null;
        }

        _cache[(user, tenant)] = (found, now);
        // What was read before a change must not outlive it.
        if (generation != Volatile.Read(ref _generation)) _cache.TryRemove((user, tenant), out _);
        return found;
    }

    /// <summary>All workspaces where a person is an active member, oldest membership first; a suspended one lets nobody in.</summary>
    public Task<List<CurrentMembership>> ListAsync(UserId user, CancellationToken ct) =>
        _runner.RunAsync<HelpdeskDb, List<CurrentMembership>>(Actor.Installation, db => ReadAsync(db, user, ct));

    /// <summary>Whether a person has, or had, a place in another workspace too.</summary>
    public Task<bool> BelongsElsewhereAsync(UserId user, TenantId tenant, CancellationToken ct) =>
        _runner.RunAsync<HelpdeskDb, bool>(Actor.Installation, db => Everywhere(db).AnyAsync(m => m.UserId == user && m.TenantId != tenant, ct));

    /// <summary>Whether a person runs the installation; read anew each time.</summary>
    public Task<bool> IsOperatorAsync(UserId user, CancellationToken ct) =>
        _runner.RunAsync<HelpdeskDb, bool>(Actor.Installation, db => db.Users.AnyAsync(u => u.Id == user.Value && u.IsOperator, ct));

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private static async Task<List<CurrentMembership>> ReadAsync(HelpdeskDb db, UserId user, CancellationToken ct)
    {
        var rows = await Everywhere(db)
            .Where(m => m.UserId == user && m.Active && db.Tenants.Any(t => t.Id == m.TenantId && t.SuspendedAt == null))
            .OrderBy(m => m.JoinedAt)
            .Select(m => new
            {
                m.TenantId,
                m.Id,
                m.Name,
                m.Role,
                Own = db.CustomRoles.Where(r => r.Id == m.CustomRoleId).Select(r => new { r.Name, r.Allows }).FirstOrDefault(),
                Workspace = db.Tenants.Where(t => t.Id == m.TenantId).Select(t => new CurrentWorkspace(
                    t.Id, t.Name, t.Slug, t.TimeZone, t.Language, t.IdleSignOut, t.RequireSecondFactor, t.BrandColor, t.LogoKey)).Single(),
            })
            .ToListAsync(ct);
        var agents = rows.ConvertAll(m => m.Id);
        var places = (await Everyone(db).Where(d => agents.Contains(d.AgentId)).Select(d => new { d.AgentId, d.DepartmentId }).ToListAsync(ct)).ToLookup(d => d.AgentId, d => d.DepartmentId);
        return rows.ConvertAll(m => new CurrentMembership(
            Actor.Member(m.TenantId, m.Id, user, m.Role == Role.Custom ? m.Own?.Allows ?? Permissions.Nothing : Permissions.Of(m.Role), places[m.Id].ToHashSet()),
            m.Name, m.Role, m.Own?.Name, m.Workspace));
    }

#pragma warning disable RS0030 // One of the four places (DECISIONS 26).
    private static IQueryable<Membership> Everywhere(HelpdeskDb db) => db.Memberships.IgnoreQueryFilters([ModelConventions.TenantFilter]).AsNoTracking();

    private static IQueryable<DepartmentMember> Everyone(HelpdeskDb db) => db.Set<DepartmentMember>().IgnoreQueryFilters([ModelConventions.TenantFilter]).AsNoTracking();
#pragma warning restore RS0030
}
