using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Live;

/// <summary>The one fan-out to everything on this node that shows something live.</summary>
public interface ILiveFeed
{
    /// <summary>
    /// Calls back for each update of a topic, in order, until disposed. The callback must be quick and must not throw; a screen passes the
    /// update on to its own loop.
    /// </summary>
    IDisposable Subscribe(LiveTopic topic, Action<LiveUpdate> onUpdate);

    /// <summary>Calls back for every update on this node: for the hub forwarder, the counts and the caches.</summary>
    IDisposable SubscribeAll(Action<LiveUpdate> onUpdate);

    /// <summary>The workspace's last sequence delivered on this node.</summary>
    long Position(TenantId tenant);
}

/// <summary>Carries "this workspace has new updates" between nodes; what changed is read from the live log, so nothing is ever lost here.</summary>
public interface ILiveBackplane
{
    /// <summary>Tells every node, this one included, that a workspace committed updates.</summary>
    void Pulse(TenantId tenant);

    /// <summary>
    /// The pulses, for the node's pump; ends when cancelled. One without a workspace says that any of them may have news: pulses of other nodes
    /// may have been missed.
    /// </summary>
    IAsyncEnumerable<TenantId?> PulsesAsync(CancellationToken ct);
}

/// <summary>Collects what the running unit of work will announce; written to the live log in the same transaction (DECISIONS 17).</summary>
public interface ILiveAnnouncements
{
    /// <summary>Announces a change to the topics' listeners once it is committed.</summary>
    void Announce(LiveKind kind, long id, long? messageId, params ReadOnlySpan<LiveTopic> topics);
}
