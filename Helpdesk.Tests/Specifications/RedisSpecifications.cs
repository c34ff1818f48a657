using Helpdesk.Core.Live;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Specifications;

/// <summary>The real Redis of a test class, with a password that needs care in an address, and nodes that meet there.</summary>
public sealed class RedisNodes : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-redis-nodes-").FullName;
    private readonly List<LiveNode> _nodes = [];
    private RedisServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync("p@ss/word:50%?#");
        for (var i = 0; i < 3; i++) _nodes.Add(await LiveNode.LinkedAsync(_folder, new() { ["Helpdesk:Redis"] = _server.Url }));
    }

    public IReadOnlyList<LiveNode> All => _nodes;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Pulses by a stream in Redis.</summary>
public sealed class RedisBackplaneTests(RedisNodes nodes) : LiveBackplaneSpecification, IClassFixture<RedisNodes>
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<ILiveBackplane>> NodesAsync() => Task.FromResult<IReadOnlyList<ILiveBackplane>>([.. nodes.All.Select(n => n.Backplane)]);
}

/// <summary>Signals by Redis's pub/sub.</summary>
public sealed class RedisSignalsTests(RedisNodes nodes) : LiveSignalsSpecification, IClassFixture<RedisNodes>
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<ILiveSignals>> NodesAsync() => Task.FromResult<IReadOnlyList<ILiveSignals>>([.. nodes.All.Select(n => n.Signals)]);
}
