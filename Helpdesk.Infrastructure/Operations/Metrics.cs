using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Helpdesk.Infrastructure.Operations;

/// <summary>What an operator watches, under the meter and activity source <c>Helpdesk</c>. Durations are in milliseconds.</summary>
public sealed class Metrics : IDisposable
{
    /// <summary>The name of the meter and the activity source.</summary>
    public const string Name = "Helpdesk";

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _inboundLag;
    private readonly Histogram<double> _outboxLag;
    private readonly Histogram<double> _liveFanOut;
    private readonly UpDownCounter<int> _liveSlow;
    private readonly UpDownCounter<int> _circuits;
    private readonly UpDownCounter<int> _hubClients;
    private readonly Counter<long> _refusedWebhooks;
    private readonly Counter<long> _spooled;

    /// <summary>Creates the instruments.</summary>
    public Metrics()
    {
        _inboundLag = _meter.CreateHistogram<double>("helpdesk.inbound.lag", "ms", "From accepting an event to its effect.");
        _outboxLag = _meter.CreateHistogram<double>("helpdesk.outbox.lag", "ms", "From the commit of an event to its reaction.");
        _liveFanOut = _meter.CreateHistogram<double>("helpdesk.live.fan_out", "ms", "From announcing a change to handing it to this node's screens.");
        _liveSlow = _meter.CreateUpDownCounter<int>("helpdesk.live.slow", "{node}", "1 while other nodes' changes come late to this one.");
        _circuits = _meter.CreateUpDownCounter<int>("helpdesk.circuits.open", "{circuit}", "Open console circuits.");
        _hubClients = _meter.CreateUpDownCounter<int>("helpdesk.hub.clients", "{client}", "Connected clients of the agents' hub.");
        _refusedWebhooks = _meter.CreateCounter<long>("helpdesk.webhooks.refused", "{webhook}", "Webhooks with an unknown secret path.");
        _spooled = _meter.CreateCounter<long>("helpdesk.inbound.spooled", "{event}", "Events the database could not take that went to the spool.");
    }

    /// <summary>Traces of inbound and outbound work.</summary>
    public static ActivitySource Traces { get; } = new(Name);

    public void InboundLag(TimeSpan lag) => _inboundLag.Record(lag.TotalMilliseconds);

    public void OutboxLag(TimeSpan lag) => _outboxLag.Record(lag.TotalMilliseconds);

    public void LiveFanOut(TimeSpan lag) => _liveFanOut.Record(lag.TotalMilliseconds);

    public void LiveSlow(bool slow) => _liveSlow.Add(slow ? 1 : -1);

    public void CircuitOpened() => _circuits.Add(1);

    public void CircuitClosed() => _circuits.Add(-1);

    public void HubClientEntered() => _hubClients.Add(1);

    public void HubClientLeft() => _hubClients.Add(-1);

    public void WebhookRefused() => _refusedWebhooks.Add(1);

    public void Spooled() => _spooled.Add(1);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
