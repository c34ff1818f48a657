using System.Globalization;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Live.Redis;

/// <summary>Signals among the screens of all nodes, by pub/sub: what is said while a node does not listen it never hears.</summary>
internal sealed class RedisSignals(RedisLinks links, RedisPublisher publisher, RedisNames names) : ILiveSignals
{
    private static readonly string[] Ping = ["PING"];
    private readonly LiveSignals _here = new();

    /// <inheritdoc/>
    public IDisposable Subscribe(TenantId tenant, Action<LiveSignal> onSignal) => _here.Subscribe(tenant, onSignal);

    /// <inheritdoc/>
    public void Send(LiveSignal signal)
    {
        _here.Send(signal);
        publisher.Signal(string.Create(CultureInfo.InvariantCulture, $"{signal.Tenant.Value} {signal.Kind} {signal.Ticket} {signal.Agent}"));
    }

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(CancellationToken ct) => links.KeepAsync(RedisLinks.Listening, ListenAsync, ct);

    private async Task ListenAsync(RedisConnection redis, Action works, CancellationToken ct)
    {
        await redis.AskAsync(["SUBSCRIBE", names.Signals], ct);
        works();
        for (var asked = false; ;)
        {
            if (await redis.TryReadAsync(links.Beat, ct) is { } said)
            {
                asked = false;
                if (said is { Items: [{ Text: "message" }, _, { Text: { } signal }] }) Hear(signal);
                continue;
            }

            if (asked) throw redis.Silent();
            await redis.SendAsync([Ping], ct);
            asked = true;
        }
    }

    // One of a kind that another version of the product has and this one has not is nothing to this one.
    private void Hear(string text)
    {
        if (text.Split(' ') is [var from, var tenant, var kind, var ticket, var agent] && from != names.Self
            && Enum.TryParse<LiveSignalKind>(kind, out var known) && Enum.IsDefined(known)
            && long.TryParse(tenant, CultureInfo.InvariantCulture, out var t) && long.TryParse(ticket, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(agent, CultureInfo.InvariantCulture, out var who))
            _here.Send(new LiveSignal(new TenantId(t), known, at, who));
    }
}
