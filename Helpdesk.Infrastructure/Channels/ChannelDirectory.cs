using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Channels;

/// <summary>A server as the webhook door knows it.</summary>
public sealed record KnownServer(long Id, TenantId Tenant, string TokenHash, string BaseUrl, string SecretKey);

/// <summary>A number as workers know it.</summary>
public sealed record KnownAccount(ChannelAccountId Id, TenantId Tenant, KnownServer Server, string Session);

/// <summary>
/// All servers and numbers of the installation, cached: who a webhook is for must be known even while the database is away. One of the four
/// places that lift the workspace filter (DECISIONS 26).
/// </summary>
public sealed class ChannelDirectory : IDisposable
{
    private readonly UseCaseRunner _runner;
    private readonly IDisposable _subscription;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private Snapshot? _snapshot;
    private volatile bool _stale = true;

    /// <summary>Starts watching for changes of channels.</summary>
    public ChannelDirectory(UseCaseRunner runner, ILiveFeed feed)
    {
        _runner = runner;
        _subscription = feed.SubscribeAll(update => _stale |= update.Kind == LiveKind.ChannelChanged);
    }

    /// <summary>The server whose webhook path has this hash; null when there is none.</summary>
    public async ValueTask<KnownServer?> FindServerAsync(string tokenHash, CancellationToken ct) =>
        (await CurrentAsync(ct)).ByToken.GetValueOrDefault(tokenHash) ?? (await ReloadAsync(ct)).ByToken.GetValueOrDefault(tokenHash);

    /// <summary>The number behind a server's session; null when there is none.</summary>
    public async ValueTask<KnownAccount?> FindSessionAsync(long server, string session, CancellationToken ct) =>
        (await CurrentAsync(ct)).BySession.GetValueOrDefault((server, session)) ?? (await ReloadAsync(ct)).BySession.GetValueOrDefault((server, session));

    /// <summary>A number; throws when it is gone.</summary>
    public async ValueTask<KnownAccount> GetAsync(ChannelAccountId id, CancellationToken ct) =>
        (await CurrentAsync(ct)).ById.GetValueOrDefault(id) ?? (await ReloadAsync(ct)).ById[id];

    /// <summary>Every number.</summary>
    public async ValueTask<IReadOnlyCollection<KnownAccount>> AllAsync(CancellationToken ct) => (await CurrentAsync(ct)).ById.Values;

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription.Dispose();
        _loading.Dispose();
    }

    private async ValueTask<Snapshot> CurrentAsync(CancellationToken ct) => _snapshot is { } now && !_stale ? now : await ReloadAsync(ct);

    private async Task<Snapshot> ReloadAsync(CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            _stale = false;
            return _snapshot = await _runner.RunAsync<HelpdeskDb, Snapshot>(Actor.Installation, db => LoadAsync(db, ct));
        }
        catch (Exception failure) when (failure is not OperationCanceledException && _snapshot is not null)
        {
            // The database is away: what was known still holds, and the next call tries again.
            _stale = true;
            return _snapshot;
        }
        finally
        {
            _loading.Release();
        }
    }

#pragma warning disable RS0030 // One of the four places (DECISIONS 26).
    private static async Task<Snapshot> LoadAsync(HelpdeskDb db, CancellationToken ct)
    {
        var servers = await db.WhatsAppServers.IgnoreQueryFilters([ModelConventions.TenantFilter]).AsNoTracking()
            .Select(s => new KnownServer(s.Id, s.TenantId, s.WebhookTokenHash, s.BaseUrl, s.SecretKey)).ToDictionaryAsync(s => s.Id, ct);
        var accounts = await db.ChannelAccounts.IgnoreQueryFilters([ModelConventions.TenantFilter]).AsNoTracking()
            .Where(a => a.ServerId != null).Select(a => new { a.Id, a.TenantId, ServerId = a.ServerId!.Value, a.SessionName }).ToListAsync(ct);
        var known = accounts.ConvertAll(a => new KnownAccount(a.Id, a.TenantId, servers[a.ServerId], a.SessionName));
        return new Snapshot(
            servers.Values.ToDictionary(s => s.TokenHash), known.ToDictionary(a => (a.Server.Id, a.Session)), known.ToDictionary(a => a.Id));
    }
#pragma warning restore RS0030

    private sealed record Snapshot(
        IReadOnlyDictionary<string, KnownServer> ByToken,
        IReadOnlyDictionary<(long, string), KnownAccount> BySession,
        Dictionary<ChannelAccountId, KnownAccount> ById);
}
