using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity;

/// <summary>A current membership, as doors need it.</summary>
public sealed record CurrentMembership(AgentId Agent, UserId User, TenantId Tenant, string TenantName, string Name, Role Role, string TimeZone, string Language)
{
    /// <summary>Who acts.</summary>
    public Actor Actor => Actor.Member(Tenant, Agent, User, Role);
}

/// <summary>
/// Who is a member of what, from a node cache that every change of people empties: each call of a circuit asks it, so that lost rights end at
/// once. One of the three places that lift the workspace filter (DECISIONS 26).
/// </summary>
public sealed class MembershipDirectory : IDisposable
{
    private readonly ConcurrentDictionary<(UserId, TenantId), CurrentMembership> _cache = new();
    private readonly UseCaseRunner _runner;
    private readonly IDisposable _subscription;

    /// <summary>Starts watching for changes of people.</summary>
    public MembershipDirectory(UseCaseRunner runner, ILiveFeed feed)
    {
        _runner = runner;
        _subscription = feed.SubscribeAll(update =>
        {
            if (update.Kind == LiveKind.PeopleChanged) _cache.Clear();
        });
    }

    /// <summary>The active membership of a person in a workspace; null when there is none (any more).</summary>
    public async ValueTask<CurrentMembership?> FindAsync(UserId user, TenantId tenant, CancellationToken ct)
    {
        if (_cache.TryGetValue((user, tenant), out var cached)) return cached;
        var found = (await ListAsync(user, ct)).FirstOrDefault(m => m.Tenant == tenant);
        if (found is not null) _cache[(user, tenant)] = found;
        return found;
    }

    /// <summary>All workspaces a person may enter, oldest membership first.</summary>
    public Task<List<CurrentMembership>> ListAsync(UserId user, CancellationToken ct) =>
        _runner.RunAsync<HelpdeskDb, List<CurrentMembership>>(Actor.Installation, db => Of(db, user).ToListAsync(ct));

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

#pragma warning disable RS0030 // One of the three places (DECISIONS 26).
    private static IQueryable<CurrentMembership> Of(HelpdeskDb db, UserId user) =>
        db.Memberships.IgnoreQueryFilters([ModelConventions.TenantFilter]).AsNoTracking()
            .Where(m => m.UserId == user && m.Active)
            .OrderBy(m => m.JoinedAt)
            .Join(db.Tenants, m => m.TenantId, t => t.Id, (m, t) =>
                new CurrentMembership(m.Id, m.UserId, m.TenantId, t.Name, m.Name, m.Role, t.TimeZone, t.Language));
#pragma warning restore RS0030
}
