using System.Globalization;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Presence;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Live.Redis;

/// <summary>
/// The backplane of several nodes: a stream of pulses in Redis. A node's own pulses do not take the way through it. Whenever some of the others'
/// may have been missed (at a start, after each lost connection, whatever became of the stream meanwhile) the pump is told to look at the log,
/// and it looks by itself now and then: so Redis can make an update late, but never lose one (docs/decisions/0009).
/// </summary>
internal sealed class RedisBackplane(
    RedisLinks links, RedisPublisher publisher, RedisNames names, CommonGrounds grounds, ILiveHealth health, IOptions<LiveOptions> options, TimeProvider clock) : ILiveBackplane
{
    private readonly PulseQueue _pulses = new();
    private StreamId? _last;

    private string[] AskIdentity => ["GET", names.Identity];

    /// <inheritdoc/>
    public void Pulse(TenantId tenant)
    {
        _pulses.Add(tenant);
        publisher.Pulse(tenant);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TenantId?> PulsesAsync(CancellationToken ct) => _pulses.ReadAllAsync(ct);

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(links.KeepAsync(RedisLinks.Reading, ReadAsync, ct), LookAsync(ct));

    private async Task ReadAsync(RedisConnection redis, Action works, CancellationToken ct)
    {
        await SeeAsync(redis, (await redis.AskAsync(AskIdentity, ct)).Text, ct);
        var end = await EndAsync(redis, ct);
        // On from where it was. The first time there is no such place, and after a restart that lost data it lies behind the end.
        var last = _last is { } known && known <= end ? known : end;
        // From its end on the stream is read; what was committed before is in the log, whether or not the stream still has it.
        _pulses.Add(null);
        works();
        var beat = ((long)links.Beat.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        while (true)
        {
            // Its data may be lost under a connection that lives.
            var answers = await redis.AskAllAsync([AskIdentity, ["XREAD", "COUNT", "100", "BLOCK", beat, "STREAMS", names.Pulses, last.ToString()]], ct);
            await SeeAsync(redis, answers[0].Text, ct);
            foreach (var entry in answers[1].Items?[0][1].Items ?? [])
            {
                Take(entry[1]);
                _last = last = StreamId.Parse(entry[0].Text);
            }
        }
    }

    // Written only where there is none: a Redis that takes no writes is read all the same.
    private async Task SeeAsync(RedisConnection redis, string? identity, CancellationToken ct)
    {
        identity ??= (await redis.AskAllAsync([["SET", names.Identity, Guid.NewGuid().ToString("N"), "NX"], AskIdentity], ct))[1].Text;
        grounds.See(CommonGround.Redis, identity ?? throw new RedisException("Redis does not keep what it is given."));
    }

    private async Task<StreamId> EndAsync(RedisConnection redis, CancellationToken ct)
    {
        var newest = await redis.AskAsync(["XREVRANGE", names.Pulses, "+", "-", "COUNT", "1"], ct);
        return newest.Items is [var entry] ? StreamId.Parse(entry[0].Text) : default;
    }

    private void Take(RespValue fields)
    {
        if (fields is not { Items: [{ Text: RedisPublisher.From }, { Text: { } from }, { Text: RedisPublisher.News }, { Text: { } news }] })
        {
            // Another version of the product speaks: whatever it says, there is news.
            _pulses.Add(null);
            return;
        }

        if (from == names.Self) return;
        foreach (var id in news.Split(' '))
            _pulses.Add(long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var tenant) ? new TenantId(tenant) : null);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(options.Value.LookWhileSlow, clock);
        for (var looked = clock.GetTimestamp(); await timer.WaitForNextTickAsync(ct);)
        {
            if (!health.IsSlow && clock.GetElapsedTime(looked) < options.Value.Look) continue;
            _pulses.Add(null);
            looked = clock.GetTimestamp();
        }
    }

    /// <summary>A place in a stream: milliseconds, and a count within them.</summary>
    private readonly record struct StreamId(ulong Milliseconds, ulong Count)
    {
        public static bool operator <=(StreamId one, StreamId other) => (one.Milliseconds, one.Count).CompareTo((other.Milliseconds, other.Count)) <= 0;

        public static bool operator >=(StreamId one, StreamId other) => other <= one;

        public static StreamId Parse(string? text) =>
            text?.Split('-') is [var first, var second] && ulong.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                && ulong.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new StreamId(milliseconds, count)
                : throw new RedisException("Redis named an entry of the stream in an unknown way.");

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds}-{Count}");
    }
}
