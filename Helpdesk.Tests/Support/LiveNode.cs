using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Live.Redis;
using Helpdesk.Infrastructure.Presence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Helpdesk.Tests.Support;

/// <summary>A node of the product with nothing running but what carries live updates: several of them stand side by side on one database.</summary>
public sealed class LiveNode : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly List<IHostedService> _running = [];
    private readonly ConcurrentQueue<long> _heard = new();
    private readonly ConcurrentQueue<bool> _slow = new();

    private LiveNode(IHost host)
    {
        _host = host;
        Health.Subscribe(() => _slow.Enqueue(Health.IsSlow));
    }

    public IServiceProvider Services => _host.Services;

    public ILiveBackplane Backplane => Services.GetRequiredService<ILiveBackplane>();

    public ILiveSignals Signals => Services.GetRequiredService<ILiveSignals>();

    public LiveHealth Health => Services.GetRequiredService<LiveHealth>();

    /// <summary>Where the workspace's log stood when the node began to listen.</summary>
    public long Began { get; private set; }

    /// <summary>The sequences delivered here of the workspace listened to, as they came.</summary>
    public IReadOnlyList<long> Heard => [.. _heard];

    /// <summary>How often it has turned slow since it was well first.</summary>
    public int TurnedSlow => _slow.Count(slow => slow);

    /// <summary>A node that carries pulses and signals, and reads no log: without a database.</summary>
    public static Task<LiveNode> LinkedAsync(string folder, Dictionary<string, string?> settings) => StartAsync(folder, settings, service => service is RedisWorker);

    /// <summary>A node on a desk's database, listening to its workspace.</summary>
    public static async Task<LiveNode> BesideAsync(TestDesk desk, Dictionary<string, string?> settings)
    {
        var node = await StartAsync(desk.Folder, [.. desk.Database.Settings, .. settings], service => service is RedisWorker or LivePump);
        await node.Services.GetRequiredService<ThisNode>().JoinAsync(default);
        var feed = node.Services.GetRequiredService<ILiveFeed>();
        node.Began = feed.Position(desk.Tenant);
        feed.SubscribeAll(update =>
        {
            if (update.Tenant == desk.Tenant) node._heard.Enqueue(update.Sequence);
        });
        return node;
    }

    /// <summary>Commits an update here.</summary>
    public async Task AnnounceAsync(TenantId tenant)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Set(Actor.System(tenant));
        scope.ServiceProvider.GetRequiredService<ILiveAnnouncements>().Announce(LiveKind.TicketChanged, 1, null, LiveTopic.Tickets(tenant));
        Assert.Null((await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(default)).Error);
    }

    /// <summary>Waits until it hears the others at once.</summary>
    public Task WellAsync(TimeSpan? within = null) => Eventually.TrueAsync(() => !Health.IsSlow, $"the node hears the others again; else: {Health.Why}", within);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_running)) await service.StopAsync(default);
        _host.Dispose();
    }

    private static async Task<LiveNode> StartAsync(string folder, IEnumerable<KeyValuePair<string, string?>> settings, Func<IHostedService, bool> which)
    {
        var node = new LiveNode(TestDesk.Build(folder, TimeProvider.System, settings, null));
        foreach (var service in node.Services.GetServices<IHostedService>().Where(which))
        {
            await service.StartAsync(default);
            node._running.Add(service);
        }

        await node.WellAsync();
        node._slow.Clear();
        return node;
    }
}
