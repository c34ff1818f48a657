using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Live.Redis;
using Helpdesk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Helpdesk.Tests.Live;

/// <summary>Each setting under <c>Live</c> does something (DECISIONS 47). The numbers are no defaults: a setting nobody reads would be seen.</summary>
public sealed class LiveOptionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-live-").FullName;
    private readonly ListeningClock _clock = new(new ManualClock());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_well_node_looks_at_the_log_as_often_as_set()
    {
        await using var redis = await RedisServer.StartAsync();
        using var host = Host(redis.Url, new() { ["Live:Look"] = "00:00:07", ["Live:LookWhileSlow"] = "00:00:01.5", ["Live:Silence"] = "00:07:13" });
        await RunAsync(host, async (backplane, health) =>
        {
            await Eventually.TrueAsync(() => !health.IsSlow, "all is well");
            await using var pulses = backplane.PulsesAsync(default).GetAsyncEnumerator();
            // The one of the connect.
            Assert.True(await pulses.MoveNextAsync());
            var look = pulses.MoveNextAsync().AsTask();
            await Eventually.TrueAsync(() => _clock.Asked.Contains(TimeSpan.FromSeconds(1.5)), "it looks at the clock as often as it would while slow");
            _clock.Real.Advance(TimeSpan.FromSeconds(7.5));
            Assert.True(await look.WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.Equal((TenantId?)null, pulses.Current);
            Assert.Contains(new TimeSpan(0, 7, 13), _clock.Asked);
            Assert.False(health.IsSlow);
        });
    }

    [Fact]
    public async Task A_refused_one_tries_again_after_the_time_set()
    {
        await using var redis = await RedisServer.StartAsync("open sesame");
        using var host = Host($"redis://:wrong@127.0.0.1:{redis.Port}", new() { ["Live:Retry"] = "00:09:17" });
        await RunAsync(host, async (_, health) =>
        {
            await Eventually.TrueAsync(() => _clock.Asked.Count(asked => asked == new TimeSpan(0, 9, 17)) == 3, "all three wait");
            Assert.Contains("WRONGPASS", health.Why, StringComparison.Ordinal);
            await redis.AskAsync("CONFIG", "SET", "requirepass", "wrong");
            _clock.Real.Advance(new TimeSpan(0, 9, 17));
            await Eventually.TrueAsync(() => !health.IsSlow, "all is well");
        });
    }

    [Theory]
    [InlineData("Live:Look")]
    [InlineData("Live:LookWhileSlow")]
    [InlineData("Live:Silence")]
    [InlineData("Live:Retry")]
    public void A_time_that_makes_no_sense_is_refused(string setting)
    {
        using var host = Host("redis://127.0.0.1:9", new() { [setting] = "00:00:00" });
        var refused = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<LiveOptions>>().Value);
        Assert.Contains(setting["Live:".Length..], refused.Message, StringComparison.Ordinal);
    }

    private static async Task RunAsync(IHost host, Func<RedisBackplane, LiveHealth, Task> test)
    {
        var worker = host.Services.GetServices<IHostedService>().OfType<RedisWorker>().Single();
        await worker.StartAsync(default);
        try
        {
            await test(host.Services.GetRequiredService<RedisBackplane>(), host.Services.GetRequiredService<LiveHealth>());
        }
        finally
        {
            await worker.StopAsync(default);
        }
    }

    private IHost Host(string redis, Dictionary<string, string?> settings) => TestDesk.Build(_folder, _clock, [new("Helpdesk:Redis", redis), .. settings], null);
}
