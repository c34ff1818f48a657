using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity;

/// <summary>A token that lets somebody in now.</summary>
/// <param name="Id">The token.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Actor">Who acts by it, with the rights of the moment.</param>
public sealed record CurrentToken(long Id, string Name, Actor Actor);

/// <summary>
/// Who a token is, from a node cache that every change of people, tokens or workspaces empties: a revoked token, a deactivated member and a
/// suspended workspace are refused at once. Looked up inside the workspace the token names. What is refused is never kept, so that guesses fill
/// no memory.
/// </summary>
public sealed class TokenDirectory : IDisposable
{
    private static readonly TimeSpan UseMark = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(TenantId, string), Known> _cache = new();
    private readonly UseCaseRunner _runner;
    private readonly MembershipDirectory _members;
    private readonly ILinkTokens _secrets;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private int _generation;

    /// <summary>Starts watching for changes.</summary>
    public TokenDirectory(UseCaseRunner runner, MembershipDirectory members, ILinkTokens secrets, ILiveFeed feed, TimeProvider clock)
    {
        (_runner, _members, _secrets, _clock) = (runner, members, secrets, clock);
        _subscription = feed.SubscribeAll(update =>
        {
            if (update.Kind is not (LiveKind.PeopleChanged or LiveKind.WorkspaceChanged)) return;
            Interlocked.Increment(ref _generation);
            _cache.Clear();
        });
    }

    /// <summary>The token behind a text; null when it is unknown, late, revoked, or its member or workspace may not act.</summary>
    public async ValueTask<CurrentToken?> FindAsync(string text, CancellationToken ct)
    {
        if (TokenText.Split(text) is not var (tenant, secret)) return null;
        var hash = _secrets.HashOf(secret);
        return await CurrentAsync(tenant, hash, t => t.Hash == hash, ct);
    }

    /// <summary>The token with an id, for who came in by it before; null when it lets nobody in any more.</summary>
    public ValueTask<CurrentToken?> FindAsync(TenantId tenant, long id, CancellationToken ct) =>
        CurrentAsync(tenant, string.Create(CultureInfo.InvariantCulture, $"id {id}"), t => t.Id == id, ct);

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private async ValueTask<CurrentToken?> CurrentAsync(TenantId tenant, string key, Expression<Func<ApiToken, bool>> which, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        if (await KnownAsync(tenant, key, which, ct) is not { } known || known.ExpiresAt <= now) return null;
        if (await ActorAsync(tenant, known, ct) is not { } actor) return null;
        if (known.MayMark(now, UseMark)) await MarkAsync(tenant, known.Id, now, ct);
        return new CurrentToken(known.Id, known.Name, actor);
    }

    private async ValueTask<Known?> KnownAsync(TenantId tenant, string key, Expression<Func<ApiToken, bool>> which, CancellationToken ct)
    {
        if (_cache.TryGetValue((tenant, key), out var cached)) return cached;
        var generation = Volatile.Read(ref _generation);
        var found = await _runner.RunAsync<HelpdeskDb, Known?>(Actor.System(tenant), db => ReadAsync(db, tenant, which, ct));
        if (found is null) return null;
        _cache[(tenant, key)] = found;
        // What was read before a change must not outlive it.
        if (generation != Volatile.Read(ref _generation)) _cache.TryRemove((tenant, key), out _);
        return found;
    }

    // A member who may no longer use the programming interface has no use of tokens either.
    private async ValueTask<Actor?> ActorAsync(TenantId tenant, Known known, CancellationToken ct)
    {
        if (known.Holder is not { } user) return Actor.Service(tenant, known.Scopes);
        return await _members.FindAsync(user, tenant, ct) is { } member && member.Actor.Granted.Contains(Permission.UseApi)
            ? member.Actor.Limited(known.Scopes)
            : null;
    }

    private Task<int> MarkAsync(TenantId tenant, long id, DateTimeOffset now, CancellationToken ct) =>
        _runner.RunAsync<TokenUse, int>(Actor.System(tenant), use => use.MarkAsync(id, now, ct));

    private static async Task<Known?> ReadAsync(HelpdeskDb db, TenantId tenant, Expression<Func<ApiToken, bool>> which, CancellationToken ct)
    {
        var row = await db.ApiTokens.AsNoTracking().Where(which)
            .Where(t => t.RevokedAt == null && db.Tenants.Any(w => w.Id == tenant && w.SuspendedAt == null))
            .Select(t => new
            {
                t.Id,
                t.Name,
                t.AgentId,
                t.Scopes,
                t.ExpiresAt,
                t.LastUsedAt,
                Holder = db.Memberships.Where(m => m.Id == t.AgentId && m.Active).Select(m => (UserId?)m.UserId).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(ct);
        return row is null || (row.AgentId is not null && row.Holder is null)
            ? null
            : new Known(row.Id, row.Name, row.Holder, row.Scopes, row.ExpiresAt, row.LastUsedAt);
    }

    private sealed class Known(long id, string name, UserId? holder, IReadOnlySet<Permission> scopes, DateTimeOffset? expiresAt, DateTimeOffset? lastUsedAt)
    {
        private long _marked = lastUsedAt?.UtcTicks ?? 0;

        public long Id => id;

        public string Name => name;

        public UserId? Holder => holder;

        public IReadOnlySet<Permission> Scopes => scopes;

        public DateTimeOffset? ExpiresAt => expiresAt;

        // One of many requests at once writes it.
        public bool MayMark(DateTimeOffset now, TimeSpan every)
        {
            var last = Interlocked.Read(ref _marked);
            return now.UtcTicks - last >= every.Ticks && Interlocked.CompareExchange(ref _marked, now.UtcTicks, last) == last;
        }
    }
}

/// <summary>Writes when a token was last used, past the unit of work: it is nobody's edit and nobody's news.</summary>
public sealed class TokenUse(HelpdeskDb db, WriteGate gate)
{
    /// <summary>Writes it.</summary>
    public async Task<int> MarkAsync(long id, DateTimeOffset now, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        return await db.ApiTokens.Where(t => t.Id == id).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), ct);
    }
}
