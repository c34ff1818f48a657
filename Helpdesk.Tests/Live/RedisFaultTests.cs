using System.Globalization;
using Helpdesk.Infrastructure.Secrets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Live;

/// <summary>
/// Two nodes on one database write all the while, and their Redis has a bad day (FAULTS 5, 6). Whatever happens there, both are told every update
/// once and in order; they say meanwhile that they are slow, and no longer afterwards.
/// </summary>
public sealed class RedisFaultTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Never = "00:10:00";
    private static readonly string Stream = $"helpdesk:{MasterKey.Load(TestDesk.MasterKey, "").Id}:live";
    private readonly List<LiveNode> _nodes = [];
    private RedisServer _redis = null!;
    private CutProxy _network = null!;
    private TestDesk _desk = null!;
    private int _written;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync("open sesame");
        _network = CutProxy.Before($"redis://127.0.0.1:{_redis.Port}");
        _desk = await TestDesk.StartAsync(clock: TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        await _desk.DisposeAsync();
        await _network.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Between_well_nodes_pulses_are_enough_and_nobody_looks_at_the_log()
    {
        await StartAsync(look: Never, lookWhileSlow: Never);
        await WhileWritingAsync(() => Task.CompletedTask);
        await ToldAsync("at the end");
        Assert.All(_nodes, node => Assert.Equal(0, node.TurnedSlow));
    }

    [Fact]
    public async Task A_restart_loses_nothing_and_the_time_without_is_bridged()
    {
        await StartAsync();
        await WhileWritingAsync(async () =>
        {
            await _redis.KillAsync();
            await SlowAsync();
        });
        await ToldAsync("while Redis is away");
        await WhileWritingAsync(_redis.RestartAsync);
        await WellAgainAsync();
    }

    [Fact]
    public async Task A_restart_without_its_data_loses_nothing()
    {
        await StartAsync();
        await WhileWritingAsync(async () =>
        {
            await _redis.KillAsync();
            _redis.LoseData();
            await SlowAsync();
            await _redis.RestartAsync();
        });
        await WellAgainAsync();
    }

    [Fact]
    public async Task Dropped_connections_lose_nothing()
    {
        await StartAsync(look: Never, lookWhileSlow: Never);
        var dropped = 0;
        for (var i = 0; i < 8; i++)
        {
            await WhileWritingAsync(async () =>
            {
                dropped += await CountAsync("CLIENT", "KILL", "TYPE", "normal") + await CountAsync("CLIENT", "KILL", "TYPE", "pubsub");
                await SlowAsync(turns: i + 1);
            });
            foreach (var node in _nodes) await node.WellAsync();
        }

        output.WriteLine($"dropped {dropped} connections");
        Assert.True(dropped >= 8 * _nodes.Count, "too few connections were dropped");
        await WellAgainAsync();
    }

    [Fact]
    public async Task Half_open_connections_are_noticed_and_lose_nothing()
    {
        await StartAsync(through: true);
        await WhileWritingAsync(async () =>
        {
            _network.Stall();
            await SlowAsync();
        });
        await ToldAsync("while nothing passes");
        _network.Mend();
        await WellAgainAsync();
    }

    [Fact]
    public async Task What_was_trimmed_from_the_stream_meanwhile_is_not_missed()
    {
        await StartAsync(through: true, look: Never, lookWhileSlow: Never);
        await WhileWritingAsync(async () =>
        {
            _network.Cut();
            await SlowAsync();
        });
        // Others have gone on writing pulses, and the stream is cut off behind where these two were.
        for (var i = 0; i < 10; i++) await _redis.AskAsync("XADD", Stream, "*", "from", "another", "news", "1");
        Assert.True(await CountAsync("XTRIM", Stream, "MAXLEN", "0") >= 10, "nothing was trimmed");
        Assert.True(_network.Dropped > 0, "the cut ended no connection");
        _network.Mend();
        await WellAgainAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_never_repeated_and_the_right_one_is_taken_later()
    {
        await StartAsync();
        await WhileWritingAsync(async () =>
        {
            await _redis.ChangePasswordAsync("another sesame");
            await Eventually.TrueAsync(() => _nodes.TrueForAll(n => n.Health.Why == "Redis refuses AUTH: WRONGPASS invalid username-password pair or user is disabled."), "the refusal is said");
        });
        await ToldAsync("while the password is wrong");
        await _redis.ChangePasswordAsync("open sesame");
        await WellAgainAsync();
    }

    [Fact]
    public async Task A_redis_that_takes_no_writes_is_seen_and_loses_nothing()
    {
        await StartAsync();
        await WhileWritingAsync(async () =>
        {
            await _redis.AskAsync("CONFIG", "SET", "maxmemory", "1");
            await Eventually.TrueAsync(() => _nodes.TrueForAll(n => n.Health.Why.StartsWith("Redis refuses XADD: OOM", StringComparison.Ordinal)), "the refusal is said");
        });
        await ToldAsync("while nothing can be written");
        await _redis.AskAsync("CONFIG", "SET", "maxmemory", "0");
        await WellAgainAsync();
    }

    [Fact]
    public async Task What_a_node_committed_and_died_before_telling_is_found()
    {
        await StartAsync(look: "00:00:01");
        // It has no Redis, and tells nobody.
        await using var dead = await LiveNode.BesideAsync(_desk, []);
        for (var i = 0; i < 10; i++) await dead.AnnounceAsync(_desk.Tenant);
        await ToldAsync("what nobody told");
        Assert.All(_nodes, node => Assert.Equal(0, node.TurnedSlow));
    }

    [Fact]
    [Trait("Run", "Faults")]
    public async Task A_long_absence_under_load_loses_nothing()
    {
        await StartAsync();
        await _redis.KillAsync();
        await WhileWritingAsync(() => Eventually.TrueAsync(() => _written > 20_000, "twenty thousand updates are written", TimeSpan.FromMinutes(5)));
        await ToldAsync("while Redis is away");
        await _redis.RestartAsync();
        await WellAgainAsync();
    }

    [Fact]
    [Trait("Run", "Faults")]
    public async Task Twenty_restarts_in_a_row_lose_nothing()
    {
        await StartAsync();
        await WhileWritingAsync(async () =>
        {
            for (var i = 1; i <= 20; i++)
            {
                await _redis.KillAsync();
                if (i % 3 == 0) _redis.LoseData();
                await SlowAsync(turns: i);
                await _redis.RestartAsync();
                foreach (var node in _nodes) await node.WellAsync();
            }
        });
        await WellAgainAsync();
    }

    private async Task StartAsync(bool through = false, string look = Never, string lookWhileSlow = "00:00:00.2")
    {
        var settings = new Dictionary<string, string?>
        {
            ["Helpdesk:Redis"] = through ? _redis.UrlAt(_network.Port) : _redis.Url,
            ["Live:Look"] = look,
            ["Live:LookWhileSlow"] = lookWhileSlow,
            ["Live:Silence"] = "00:00:00.9",
            ["Live:Retry"] = "00:00:00.5",
        };
        for (var i = 0; i < 2; i++) _nodes.Add(await LiveNode.BesideAsync(_desk, settings));
    }

    // Both nodes write until it is over, and a little longer.
    private async Task WhileWritingAsync(Func<Task> fault)
    {
        using var over = new CancellationTokenSource();
        var writing = _nodes.ConvertAll(node => Task.Run(() => WriteAsync(node, over.Token)));
        await fault();
        await over.CancelAsync();
        await Task.WhenAll(writing);
    }

    private async Task WriteAsync(LiveNode node, CancellationToken over)
    {
        for (var after = 0; after < 20; after += over.IsCancellationRequested ? 1 : 0)
        {
            await node.AnnounceAsync(_desk.Tenant);
            Interlocked.Increment(ref _written);
        }
    }

    private Task SlowAsync(int turns = 1) =>
        Eventually.TrueAsync(() => _nodes.TrueForAll(n => n.TurnedSlow >= turns), "both nodes have noticed");

    private async Task<int> CountAsync(params string[] command) => int.Parse((await _redis.AskAsync(command)).Text!, CultureInfo.InvariantCulture);

    private async Task WellAgainAsync()
    {
        foreach (var node in _nodes) await node.WellAsync();
        await ToldAsync("afterwards");
        Assert.All(_nodes, node => Assert.True(node.TurnedSlow > 0, "the fault was not noticed"));
    }

    private async Task ToldAsync(string when)
    {
        var head = await _desk.LookAsync(db => db.LiveHeads.Select(h => h.Sequence).SingleAsync());
        await Eventually.TrueAsync(() => _nodes.TrueForAll(n => n.Heard.LastOrDefault() >= head), $"both nodes have heard up to {head}", TimeSpan.FromSeconds(60));
        foreach (var node in _nodes)
        {
            var heard = node.Heard;
            output.WriteLine(
                $"{when}: written {head - node.Began}, heard {heard.Count}, repeated {heard.Count - heard.Distinct().Count()}, missed {head - node.Began - heard.Distinct().Count()}, turned slow {node.TurnedSlow}");
            Assert.Equal(Enumerable.Range(1, (int)(head - node.Began)).Select(i => node.Began + i), heard);
        }
    }
}
