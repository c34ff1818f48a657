using System.Collections.Concurrent;
using System.Collections.Immutable;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Infrastructure.Live;

/// <summary>Hands updates to this node's subscribers, outside any lock; one that throws does not disturb the others.</summary>
public sealed partial class LiveFeed(ILogger<LiveFeed> log) : ILiveFeed
{
    private readonly ConcurrentDictionary<LiveTopic, ImmutableList<Action<LiveUpdate>>> _byTopic = new();
    private readonly ConcurrentDictionary<TenantId, long> _positions = new();
    private ImmutableList<Action<LiveUpdate>> _all = [];

    /// <inheritdoc/>
    public IDisposable Subscribe(LiveTopic topic, Action<LiveUpdate> onUpdate)
    {
        _byTopic.AddOrUpdate(topic, _ => [onUpdate], (_, now) => now.Add(onUpdate));
        return new Subscription(() => Leave(topic, onUpdate));
    }

    /// <inheritdoc/>
    public IDisposable SubscribeAll(Action<LiveUpdate> onUpdate)
    {
        ImmutableInterlocked.Update(ref _all, now => now.Add(onUpdate));
        return new Subscription(() => ImmutableInterlocked.Update(ref _all, now => now.Remove(onUpdate)));
    }

    /// <inheritdoc/>
    public long Position(TenantId tenant) => _positions.GetValueOrDefault(tenant);

    /// <summary>The node starts, and everything up to this sequence is behind it.</summary>
    public void Begin(TenantId tenant, long sequence) => _positions[tenant] = sequence;

    /// <summary>Delivers one update: to those who watch everything first, because caches must know before screens re-read.</summary>
    public void Deliver(LiveUpdate update)
    {
        _positions[update.Tenant] = update.Sequence;
        foreach (var callback in _all) Call(callback, update);
        var called = new HashSet<Action<LiveUpdate>>();
        foreach (var topic in update.Topics)
        {
            foreach (var callback in _byTopic.GetValueOrDefault(topic, []))
                if (called.Add(callback)) Call(callback, update);
        }
    }

    private void Leave(LiveTopic topic, Action<LiveUpdate> onUpdate)
    {
        while (_byTopic.TryGetValue(topic, out var now))
        {
            var left = now.Remove(onUpdate);
            var gone = left.IsEmpty
                ? ((ICollection<KeyValuePair<LiveTopic, ImmutableList<Action<LiveUpdate>>>>)_byTopic).Remove(new(topic, now))
                : _byTopic.TryUpdate(topic, left, now);
            if (gone) return;
        }
    }

    private void Call(Action<LiveUpdate> callback, LiveUpdate update)
    {
        try
        {
            callback(update);
        }
        catch (Exception failure)
        {
            Log.SubscriberFailed(log, failure, update.Kind, update.Sequence);
        }
    }

    private sealed class Subscription(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A live subscriber failed on {Kind} at {Sequence}.")]
        public static partial void SubscriberFailed(ILogger logger, Exception failure, LiveKind kind, long sequence);
    }
}
