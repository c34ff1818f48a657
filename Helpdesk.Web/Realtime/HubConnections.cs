using System.Collections.Concurrent;
using System.Collections.Immutable;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Microsoft.Extensions.Options;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// This node's hub clients, found by what they hear. One whose session or token ends, or whose member's rights change, is cut; it comes back with
/// what it may hear now, or not at all (DECISIONS 27).
/// </summary>
public sealed partial class HubConnections(HubCallers callers, IOptionsMonitor<AgentHubOptions> options, ILogger<HubConnections> log)
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, HubClient> _open = new();
    private readonly ConcurrentDictionary<LiveTopic, ImmutableArray<HubClient>> _byTopic = new();
    private readonly ConcurrentDictionary<TenantId, ImmutableArray<HubClient>> _byTenant = new();

    /// <summary>Takes a client in, or says why not.</summary>
    public Error? Enter(HubClient client)
    {
        var limits = options.CurrentValue;
        lock (_lock)
        {
            var all = Of(client.Caller.Tenant);
            if (all.Length >= limits.PerWorkspace || all.Count(c => IsSame(c, client)) >= limits.PerMember) return HubErrors.TooManyConnections;
            _open[client.Id] = client;
            Add(_byTenant, client.Caller.Tenant, client);
            foreach (var topic in client.Topics) Add(_byTopic, topic, client);
            return null;
        }
    }

    /// <summary>Forgets one.</summary>
    public void Leave(HubClient client)
    {
        lock (_lock)
        {
            if (!_open.TryRemove(client.Id, out _)) return;
            Remove(_byTenant, client.Caller.Tenant, client);
            foreach (var topic in client.Topics) Remove(_byTopic, topic, client);
        }
    }

    /// <summary>The client of a connection; null when it is not in.</summary>
    public HubClient? Find(string id) => _open.GetValueOrDefault(id);

    /// <summary>Those of a workspace.</summary>
    public ImmutableArray<HubClient> Of(TenantId tenant) => _byTenant.GetValueOrDefault(tenant, []);

    /// <summary>The workspaces that have any.</summary>
    public ICollection<TenantId> Tenants => _byTenant.Keys;

    /// <summary>Those that may hear an update; one that hears several of its topics comes several times, and its line tells it once.</summary>
    public IEnumerable<HubClient> Hearing(LiveUpdate update)
    {
        foreach (var topic in update.Topics)
        {
            foreach (var client in _byTopic.GetValueOrDefault(topic, [])) yield return client;
        }
    }

    /// <summary>Cuts those of a session.</summary>
    public void End(SessionId session)
    {
        foreach (var client in _open.Values.Where(c => c.Caller.Session == session)) client.End();
    }

    /// <summary>
    /// Cuts those who may not act any more, or may hear something else than when they came. Until that is known nothing more is told to anybody of the
    /// workspace; other workspaces do not wait.
    /// </summary>
    public void Review(TenantId tenant)
    {
        var clients = Of(tenant);
        foreach (var client in clients) client.Line.Hold();
        _ = Task.Run(() => ReviewAsync(clients));
    }

    private async Task ReviewAsync(ImmutableArray<HubClient> clients)
    {
        foreach (var client in clients)
        {
            try
            {
                if (await callers.FindAsync(client.Caller, CancellationToken.None) is not { } now) client.End();
                else if (!HubClient.TopicsOf(now).SetEquals(client.Topics)) client.SendAway();
                else client.Line.Release();
            }
            catch (Exception failure)
            {
                // Whether it may still hear anything is not known: it may ask again.
                Log.NotKnown(log, failure, client.Id);
                client.SendAway();
            }
        }
    }

    private static bool IsSame(HubClient one, HubClient other) =>
        one.Actor.Agent is { } agent ? agent == other.Actor.Agent : other.Actor.Agent is null && one.Caller.Token == other.Caller.Token;

    private static void Add<TKey>(ConcurrentDictionary<TKey, ImmutableArray<HubClient>> index, TKey key, HubClient client)
        where TKey : notnull => index[key] = index.GetValueOrDefault(key, []).Add(client);

    private static void Remove<TKey>(ConcurrentDictionary<TKey, ImmutableArray<HubClient>> index, TKey key, HubClient client)
        where TKey : notnull
    {
        var left = index[key].Remove(client);
        if (left.IsEmpty) index.TryRemove(key, out _);
        else index[key] = left;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "What hub client {Connection} may hear could not be looked up: it is cut, and may come back.")]
        public static partial void NotKnown(ILogger logger, Exception failure, string connection);
    }
}

/// <summary>Refusals of the hub itself; those of use cases keep their own codes.</summary>
public static class HubErrors
{
    public static readonly Error TooManyConnections = new("hub.too-many-connections", ErrorKind.Conflict);
    public static readonly Error TooManyCalls = new("hub.too-many-calls", ErrorKind.Conflict);

    /// <summary>More tickets than <see cref="WatchedTickets.Most"/>.</summary>
    public static readonly Error TooManyTickets = new("hub.too-many-tickets", ErrorKind.Conflict);

    /// <summary>The position named is no sequence.</summary>
    public static readonly Error Position = new("hub.position", ErrorKind.Invalid);

    /// <summary>As the API's <c>limit</c>.</summary>
    public static readonly Error Take = new("request.limit", ErrorKind.Invalid);

    /// <summary>As the API's <c>cursor</c>.</summary>
    public static readonly Error Cursor = new("request.cursor", ErrorKind.Invalid);

    /// <summary>Who acted may not any more.</summary>
    public static readonly Error Over = new("hub.over", ErrorKind.Forbidden);
}
