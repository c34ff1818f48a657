using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Live.Redis;

/// <summary>What a connection to Redis is used for. It says once that it works, and goes on until something breaks.</summary>
internal delegate Task RedisUse(RedisConnection redis, Action works, CancellationToken ct);

/// <summary>Keeps connections to Redis: another is opened when one breaks, after longer and longer pauses. That Redis is away ends nothing and is seen (FAULTS 6).</summary>
internal sealed partial class RedisLinks(IOptions<HelpdeskOptions> options, IOptions<LiveOptions> live, LiveHealth health, TimeProvider clock, ILogger<RedisLinks> log)
{
    /// <summary>The three connections of a node: a blocked one can do nothing else, and one that listens may not say anything.</summary>
    public const string Publishing = "publishing", Reading = "reading", Listening = "listening";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>How often Redis is asked for a sign of life.</summary>
    public TimeSpan Beat => live.Value.Beat;

    /// <summary>Before the first of them is tried: none works yet.</summary>
    public void Begin()
    {
        foreach (var link in (string[])[Publishing, Reading, Listening]) health.Down(link, "Redis is not connected yet.");
    }

    /// <summary>Keeps a connection until cancelled.</summary>
    /// <param name="link">Which of them.</param>
    /// <param name="use">What it is used for.</param>
    /// <param name="ct">Ends it.</param>
    public async Task KeepAsync(string link, RedisUse use, CancellationToken ct)
    {
        if (!RedisAddress.TryParse(options.Value.Redis, out var address, out var complaint)) throw new InvalidOperationException($"Helpdesk__Redis {complaint}.");
        var (tries, said) = (0, "");
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var redis = await RedisConnection.OpenAsync(address, live.Value.Silence, clock, ct);
                await use(redis, Works, ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                health.Down(link, failure.Message);
                // Once, not with every try.
                if (failure.Message != said) Log.Lost(log, link, failure.Message);
                said = failure.Message;
                await Task.Delay(failure is RedisRefusedException ? live.Value.Retry : Pause(tries++), clock, ct);
            }
        }

        void Works()
        {
            if (said.Length > 0) Log.Back(log, link);
            (tries, said) = (0, "");
            health.Up(link);
        }
    }

    // Half of it by chance, so that nodes do not come back all at once.
    private TimeSpan Pause(int tries)
    {
        var longest = Math.Min(live.Value.Retry.TotalMilliseconds, FirstPause.TotalMilliseconds * Math.Pow(2, tries));
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Redis does not work for {Link}: {Why} Other nodes' changes come late; trying again. The setting is Helpdesk__Redis.")]
        public static partial void Lost(ILogger logger, string link, string why);

        [LoggerMessage(Level = LogLevel.Information, Message = "Redis works again for {Link}.")]
        public static partial void Back(ILogger logger, string link);
    }
}
