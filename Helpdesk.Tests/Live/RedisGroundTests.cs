using Helpdesk.Infrastructure.Presence;
using Helpdesk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Live;

/// <summary>Nodes on one Redis know it for the same, and another for another; one that has lost its data is a new one to all of them.</summary>
public sealed class RedisGroundTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-ground-").FullName;
    private readonly List<LiveNode> _nodes = [];
    private RedisServer _redis = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        // At once: the first of them names it.
        _nodes.AddRange(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LinkAsync(_redis))));
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        await _redis.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Each_redis_is_one_and_the_same_for_all_its_nodes_and_after_a_restart_still()
    {
        var word = Assert.Single(_nodes.Select(Seen).Distinct());
        Assert.NotNull(word);
        await using var other = await RedisServer.StartAsync();
        await using var stranger = await LinkAsync(other);
        Assert.NotEqual(word, Seen(stranger));

        await _redis.KillAsync();
        await _redis.RestartAsync();
        foreach (var node in _nodes) await node.WellAsync();
        Assert.Equal(word, Assert.Single(_nodes.Select(Seen).Distinct()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_has_lost_its_data_is_a_new_one_to_those_connected_meanwhile_and_to_those_who_come_back(bool connected)
    {
        var word = Seen(_nodes[0]);
        if (connected) await _redis.AskAsync("FLUSHALL");
        else
        {
            await _redis.KillAsync();
            _redis.LoseData();
            await _redis.RestartAsync();
        }

        await Eventually.TrueAsync(() => _nodes.TrueForAll(n => Seen(n) != word), "all have seen it");
        Assert.NotNull(Assert.Single(_nodes.Select(Seen).Distinct()));
    }

    [Fact]
    public async Task One_that_takes_no_writes_is_known_all_the_same()
    {
        await _redis.AskAsync("CONFIG", "SET", "maxmemory", "1");
        await using var late = await LiveNode.LinkedAsync(_folder, new() { ["Helpdesk:Redis"] = _redis.Url });
        Assert.Equal(Seen(_nodes[0]), Seen(late));
    }

    private static string? Seen(LiveNode node) => node.Services.GetRequiredService<CommonGrounds>().Seen.GetValueOrDefault(CommonGround.Redis.Key);

    private Task<LiveNode> LinkAsync(RedisServer redis) =>
        LiveNode.LinkedAsync(_folder, new() { ["Helpdesk:Redis"] = redis.Url, ["Live:Silence"] = "00:00:00.9", ["Live:Retry"] = "00:00:00.2" });
}
