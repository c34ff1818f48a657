using System.Globalization;
using System.Threading.Channels;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Secrets;

namespace Helpdesk.Infrastructure.Live.Redis;

/// <summary>How the nodes of this installation call each other on a Redis that others may use, too.</summary>
internal sealed class RedisNames(MasterKey key)
{
    /// <summary>The stream of pulses.</summary>
    public string Pulses { get; } = $"helpdesk:{key.Id}:live";

    /// <summary>The channel of signals.</summary>
    public string Signals { get; } = $"helpdesk:{key.Id}:signals";

    /// <summary>Tells this Redis from any other: a random word that the first node to come leaves there, and that goes with its data.</summary>
    public string Identity { get; } = $"helpdesk:{key.Id}:identity";

    /// <summary>This run of this node, at the beginning of all it says: what it hears of itself it knows already.</summary>
    public string Self { get; } = Guid.NewGuid().ToString("N");
}

/// <summary>
/// Says to the other nodes what this one has to say, over one connection, as much in one round trip as has gathered, and never makes a caller
/// wait. A pulse is kept until Redis has it; a signal that finds no Redis is forgotten.
/// </summary>
internal sealed class RedisPublisher(RedisLinks links, RedisNames names, TimeProvider clock)
{
    /// <summary>The field of a pulse that holds who says it, and the one that holds the workspaces.</summary>
    public const string From = "from", News = "news";

    private const int MostAtOnce = 100;
    private const int MostWaiting = 10_000;
    // Read within a beat or not at all: a reader that comes later looks at the log.
    private const string Kept = "10000";
    private readonly Channel<(TenantId? News, string Signal)> _waiting = Channel.CreateUnbounded<(TenantId?, string)>();
    private readonly HashSet<TenantId> _pulses = [];

    /// <summary>A workspace has committed updates.</summary>
    public void Pulse(TenantId tenant)
    {
        lock (_pulses)
            if (!_pulses.Add(tenant)) return;
        _waiting.Writer.TryWrite((tenant, ""));
    }

    /// <summary>Passes a signal on, while there is a Redis that takes them as fast as they come.</summary>
    public void Signal(string signal)
    {
        if (_waiting.Reader.Count < MostWaiting) _waiting.Writer.TryWrite((null, signal));
    }

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(CancellationToken ct) => links.KeepAsync(RedisLinks.Publishing, PublishAsync, ct);

    private async Task PublishAsync(RedisConnection redis, Action works, CancellationToken ct)
    {
        Forget();
        for (Task<bool>? more = null; ;)
        {
            var (news, signals) = Take();
            try
            {
                await redis.AskAllAsync(Commands(news, signals), ct);
            }
            catch
            {
                news.ForEach(Pulse);
                throw;
            }

            works();
            // Kept over the beats: a wait left behind with each of them would pile up.
            more ??= _waiting.Reader.WaitToReadAsync(ct).AsTask();
            try
            {
                await more.WaitAsync(links.Beat, clock, ct);
                more = null;
            }
            catch (TimeoutException)
            {
                // Nothing to say: Redis is asked whether it still listens.
            }
        }
    }

    private IReadOnlyList<string[]> Commands(List<TenantId> news, List<string> signals)
    {
        List<string[]> commands = [.. signals.Select(signal => (string[])["PUBLISH", names.Signals, $"{names.Self} {signal}"])];
        if (news.Count > 0)
        {
            var workspaces = string.Join(' ', news.Select(t => t.Value.ToString(CultureInfo.InvariantCulture)));
            commands.Add(["XADD", names.Pulses, "MAXLEN", "~", Kept, "*", From, names.Self, News, workspaces]);
        }

        return commands.Count > 0 ? commands : [["PING"]];
    }

    private (List<TenantId> News, List<string> Signals) Take()
    {
        var (news, signals) = (new List<TenantId>(), new List<string>());
        while (news.Count + signals.Count < MostAtOnce && _waiting.Reader.TryRead(out var next))
        {
            if (next.News is not { } tenant)
            {
                signals.Add(next.Signal);
                continue;
            }

            // Taken off first: a commit from here on is news again.
            lock (_pulses) _pulses.Remove(tenant);
            news.Add(tenant);
        }

        return (news, signals);
    }

    // What an agent did while Redis was away is no longer so; what was committed then is news still.
    private void Forget()
    {
        for (var waiting = _waiting.Reader.Count; waiting > 0 && _waiting.Reader.TryRead(out var next); waiting--)
            if (next.News is not null) _waiting.Writer.TryWrite(next);
    }
}
