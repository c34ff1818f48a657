using Helpdesk.Infrastructure;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Infrastructure.Secrets;
using Helpdesk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Helpdesk.Tests.Presence;

/// <summary>A node that stands on other ground than the oldest one may not serve beside it, says which ground that is, and may when they agree.</summary>
public sealed class NodeStandingTests : IAsyncLifetime
{
    private static readonly TimeSpan Renewal = NodeLeases.RenewEvery;
    private readonly List<Node> _nodes = [];
    private TestDesk _desk = null!;

    public static TheoryData<string> Grounds => [.. CommonGround.All.Select(g => g.Key)];

    public async Task InitializeAsync() => _desk = await TestDesk.StartAsync();

    public async Task DisposeAsync()
    {
        _nodes.ForEach(n => n.Dispose());
        await _desk.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Grounds))]
    public async Task On_another_ground_than_the_oldest_a_node_is_not_ready_from_its_first_moment_until_they_agree(string key)
    {
        var ground = CommonGround.All.Single(g => g.Key == key);
        var elder = await StartAsync();
        var node = await StartAsync((ground, "another"));
        var why = await node.LookAsync();
        Assert.StartsWith($"This node's {ground.Name} is not that of node {elder.Self.Number} on {Environment.MachineName}, which serves since ", why, StringComparison.Ordinal);
        Assert.EndsWith(ground.Remedy, why, StringComparison.Ordinal);
        // Only what is heard through Redis comes late without it.
        Assert.Equal(ground == CommonGround.Redis ? why : "", node.Live.Why);
        Assert.Null(await elder.LookAsync());
        Assert.False(elder.Live.IsSlow);

        node.Grounds.See(ground, elder.Grounds.Seen[key]);
        Assert.Null(await node.LookAsync());
        Assert.False(node.Live.IsSlow);
    }

    [Fact]
    public async Task Each_ground_that_differs_is_named()
    {
        await StartAsync();
        var why = await (await StartAsync((CommonGround.Redis, "another"), (CommonGround.Files, "another"))).LookAsync();
        Assert.Contains(CommonGround.Redis.Remedy, why, StringComparison.Ordinal);
        Assert.Contains(CommonGround.Files.Remedy, why, StringComparison.Ordinal);
        Assert.DoesNotContain(CommonGround.MasterKey.Remedy, why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_not_ready_itself_keeps_no_third_one_from_it()
    {
        await StartAsync();
        Assert.NotNull(await (await StartAsync((CommonGround.Redis, "another"))).LookAsync());
        Assert.Null(await (await StartAsync()).LookAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_ground_replaced_under_both_is_no_difference_while_the_second_has_not_seen_it_yet(bool elderFirst)
    {
        var elder = await StartAsync();
        var node = await StartAsync();
        Assert.Null(await node.LookAsync());
        var (first, second) = elderFirst ? (elder, node) : (node, elder);
        first.Grounds.See(CommonGround.Redis, "new");
        for (var i = 0; i < 2; i++)
        {
            await RenewAsync();
            Assert.Null(await node.LookAsync());
        }

        second.Grounds.See(CommonGround.Redis, "new");
        await RenewAsync();
        Assert.Null(await node.LookAsync());
        Assert.False(node.Live.IsSlow);
    }

    [Fact]
    public async Task One_ground_replaced_under_one_node_only_is_a_difference_after_a_while()
    {
        await StartAsync();
        var node = await StartAsync();
        Assert.Null(await node.LookAsync());
        node.Grounds.See(CommonGround.Files, "new");
        for (var i = 0; i < 3; i++) await RenewAsync();
        Assert.Contains(CommonGround.Files.Remedy, await node.LookAsync(), StringComparison.Ordinal);
        node.Grounds.See(CommonGround.Files, "files");
        Assert.Null(await node.LookAsync());
    }

    [Fact]
    public async Task A_node_alone_is_ready_at_once_whatever_it_stands_on()
    {
        var node = await StartAsync((CommonGround.Redis, null));
        Assert.Null(await node.LookAsync());
        node.Grounds.See(CommonGround.Files, "another");
        Assert.Null(await node.LookAsync());
    }

    [Fact]
    public async Task A_node_that_starts_beside_others_waits_for_its_redis_but_not_long()
    {
        await StartAsync();
        var node = await StartAsync((CommonGround.Redis, null));
        Assert.Contains("Helpdesk__Redis", await node.LookAsync(), StringComparison.Ordinal);
        await RenewAsync();
        await RenewAsync();
        Assert.Null(await node.LookAsync());
    }

    [Fact]
    public async Task A_node_started_in_a_killed_ones_place_waits_only_where_that_one_could_not_be_heard()
    {
        var killed = await StartAsync();
        var heir = await StartAsync();
        Assert.Null(await heir.LookAsync());
        var lonely = await StartAsync(redis: "");
        Assert.Contains("has no Helpdesk__Redis", await lonely.LookAsync(), StringComparison.Ordinal);
        await heir.Self.LeaveAsync(default);
        _desk.Clock.Advance(NodeLeases.Doubt);
        Assert.Null(await lonely.LookAsync());
        Assert.True(await killed.Self.RenewAsync(default));
        Assert.NotNull(await lonely.LookAsync());
    }

    private async Task RenewAsync()
    {
        _desk.Clock.Advance(Renewal);
        foreach (var node in _nodes) Assert.True(await node.Self.RenewAsync(default));
    }

    private Task<Node> StartAsync(params (CommonGround Ground, string? Identity)[] others) => StartAsync("redis://127.0.0.1", others);

    // Serves since a second later than the one before.
    private async Task<Node> StartAsync(string redis, params (CommonGround Ground, string? Identity)[] others)
    {
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        var node = new Node(_desk, redis);
        _nodes.Add(node);
        foreach (var ground in CommonGround.All)
        {
            var identity = Array.Find(others, o => o.Ground == ground) is { Ground: not null } other ? other.Identity : ground.Key;
            if (identity is not null) node.Grounds.See(ground, identity);
        }

        await node.Self.JoinAsync(default);
        await node.Leases.BeginAsync(node.Self.Id, default);
        return node;
    }

    // The database's choice is the standing's only: what a lease says is the same on each.
    private sealed class Node : IDisposable
    {
        private readonly Metrics _metrics = new();
        private readonly NodeStanding _standing;

        public Node(TestDesk desk, string redis)
        {
            var options = Options.Create(new HelpdeskOptions { Database = "Postgres", Redis = redis });
            Grounds = new CommonGrounds(desk.Services.GetRequiredService<MasterKey>());
            Leases = new NodeLeases(desk.Services.GetRequiredService<UseCaseRunner>(), Grounds, desk.Time);
            Self = new ThisNode(Leases, options);
            Live = new LiveHealth(_metrics, desk.Time);
            _standing = new NodeStanding(Self, Grounds, Live, options, desk.Time);
        }

        public CommonGrounds Grounds { get; }

        public NodeLeases Leases { get; }

        public ThisNode Self { get; }

        public LiveHealth Live { get; }

        public Task<string?> LookAsync() => _standing.LookAsync(default);

        public void Dispose()
        {
            Self.Dispose();
            _metrics.Dispose();
        }
    }
}
