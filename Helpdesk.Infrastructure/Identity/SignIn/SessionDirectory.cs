using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>An open session, as doors need it.</summary>
/// <param name="Id">The session.</param>
/// <param name="User">Whose.</param>
/// <param name="Workspace">Where.</param>
/// <param name="MustEnrol">The workspace asks for a second factor and the person has none.</param>
public sealed record OpenSession(SessionId Id, UserId User, TenantId Workspace, bool MustEnrol);

/// <summary>
/// Which sessions are open, from a node cache: each request and each call of a circuit asks it. An end told by the live feed counts at once; a
/// reading older than a minute is taken again, which is the net under it.
/// </summary>
public sealed class SessionDirectory : IDisposable
{
    private const int Most = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<SessionId, Entry> _cache = new();
    private readonly UseCaseRunner _runner;
    private readonly SignInRules _rules;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;

    /// <summary>Starts watching for ends.</summary>
    public SessionDirectory(UseCaseRunner runner, ILiveFeed feed, SignInRules rules, TimeProvider clock)
    {
        (_runner, _rules, _clock) = (runner, rules, clock);
        _subscription = feed.SubscribeAll(update =>
        {
            if (update.Kind == LiveKind.SessionEnded) Forget(new SessionId(update.Id));
            if (update.Kind == LiveKind.WorkspaceChanged) ReadAgain(update.Tenant);
        });
    }

    /// <summary>The open session with an id; null when it has ended, is too old, or nobody has worked at it for too long.</summary>
    public async ValueTask<OpenSession?> FindAsync(SessionId id, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        if (!_cache.TryGetValue(id, out var entry) || now - entry.ReadAt >= Fresh || IsIdle(entry, now))
        {
            if (await ReadAsync(id, ct) is not { } read)
            {
                _cache.TryRemove(id, out _);
                return null;
            }

            if (_cache.Count > Most) _cache.Clear();
            if (entry is not null && entry.LastSeenAt > read.LastSeenAt) read = read with { LastSeenAt = entry.LastSeenAt };
            _cache[id] = entry = read;
        }

        return entry.ExpiresAt <= now || IsIdle(entry, now)
            ? null
            : new OpenSession(id, entry.User, entry.Workspace, !entry.HasSecondFactor && _rules.MustHaveSecondFactor(entry.Workspace));
    }

    /// <summary>Somebody works at it: kept at once, written at most once a minute.</summary>
    public async Task SeenAsync(SessionId id, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        if (!_cache.TryGetValue(id, out var entry) || IsIdle(entry, now)) return;
        var written = now - entry.WrittenAt >= Fresh;
        _cache.TryUpdate(id, entry with { LastSeenAt = now, WrittenAt = written ? now : entry.WrittenAt }, entry);
        if (written) await _runner.RunAsync<SessionWrites, int>(Actor.Installation, w => w.SeenAsync(id, now, ct));
    }

    /// <summary>How long until the session ends for want of work; null when the workspace sets no limit.</summary>
    public TimeSpan? IdleLeft(SessionId id)
    {
        if (!_cache.TryGetValue(id, out var entry) || _rules.IdleLimit(entry.Workspace) is not { Ticks: > 0 } limit) return null;
        return entry.LastSeenAt + limit - _clock.GetUtcNow();
    }

    /// <summary>Why a session is over, for the page that is told; null while it is not stored as ended.</summary>
    public Task<SessionEnd?> WhyAsync(SessionId id, CancellationToken ct) => _runner.RunAsync<HelpdeskDb, SessionEnd?>(
        Actor.Installation, db => db.UserSessions.Where(s => s.Id == id).Select(s => s.Why).SingleOrDefaultAsync(ct));

    /// <summary>Reads a session again when it is next asked for.</summary>
    public void Forget(SessionId id) => _cache.TryRemove(id, out _);

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    // The workspace's rules may be other ones now; what is known of the work at its sessions stays.
    private void ReadAgain(TenantId workspace)
    {
        foreach (var (id, entry) in _cache.Where(e => e.Value.Workspace == workspace)) _cache.TryUpdate(id, entry with { ReadAt = default }, entry);
    }

    private bool IsIdle(Entry entry, DateTimeOffset now) => _rules.IdleLimit(entry.Workspace) is { Ticks: > 0 } limit && now - entry.LastSeenAt >= limit;

    private Task<Entry?> ReadAsync(SessionId id, CancellationToken ct) => _runner.RunAsync<HelpdeskDb, Entry?>(Actor.Installation, async db =>
    {
        var now = _clock.GetUtcNow();
        if (await db.UserSessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.EndedAt == null, ct) is not { } row) return null;
        var second = await db.SecondFactors.AsNoTracking().SingleOrDefaultAsync(f => f.UserId == row.UserId, ct) is { IsOn: true }
            || await db.UserPasskeys.AnyAsync(p => p.UserId == row.UserId.Value, ct);
        var rules = await db.Tenants.Where(t => t.Id == row.Workspace).Select(t => new { t.RequireSecondFactor, t.IdleSignOut }).SingleAsync(ct);
        _rules.Learn(row.Workspace, rules.RequireSecondFactor, rules.IdleSignOut);
        return new Entry(row.UserId, row.Workspace, row.ExpiresAt, row.LastSeenAt, row.LastSeenAt, now, second);
    });

    private sealed record Entry(
        UserId User, TenantId Workspace, DateTimeOffset ExpiresAt, DateTimeOffset LastSeenAt, DateTimeOffset WrittenAt, DateTimeOffset ReadAt, bool HasSecondFactor);
}

/// <summary>Writes the time somebody was last at a session.</summary>
public sealed class SessionWrites(HelpdeskDb db, WriteGate gate)
{
    /// <summary>Writes it.</summary>
    /// <returns>How many sessions were still open.</returns>
    public async Task<int> SeenAsync(SessionId id, DateTimeOffset now, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        return await db.UserSessions.Where(s => s.Id == id && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), ct);
    }
}
