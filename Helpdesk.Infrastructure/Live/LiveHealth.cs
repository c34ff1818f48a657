using System.Collections.Concurrent;
using Helpdesk.Core.Live;
using Helpdesk.Infrastructure.Operations;

namespace Helpdesk.Infrastructure.Live;

/// <summary>Knows which of the node's links to the others are down. Without links, on a single node, nothing ever is.</summary>
public sealed class LiveHealth(Metrics metrics, TimeProvider clock) : ILiveHealth
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, string> _down = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, Action> _watching = new();
    private DateTimeOffset? _slowSince;

    /// <inheritdoc/>
    public DateTimeOffset? SlowSince
    {
        get
        {
            lock (_lock) return _slowSince;
        }
    }

    /// <inheritdoc/>
    public bool IsSlow => SlowSince is not null;

    /// <summary>What is wrong, for an operator; empty while nothing is.</summary>
    public string Why
    {
        get
        {
            lock (_lock) return string.Join(" ", _down.Values.Distinct());
        }
    }

    /// <inheritdoc/>
    public IDisposable Subscribe(Action onChange)
    {
        var id = Guid.NewGuid();
        _watching[id] = onChange;
        return new Watching(() => _watching.TryRemove(id, out _));
    }

    /// <summary>A link works.</summary>
    public void Up(string link) => Change(() => _down.Remove(link));

    /// <summary>A link does not work, and why.</summary>
    public void Down(string link, string why) => Change(() => _down[link] = why);

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            var slow = _down.Count > 0;
            if (slow == _slowSince is not null) return;
            _slowSince = slow ? clock.GetUtcNow() : null;
            metrics.LiveSlow(slow);
        }

        foreach (var onChange in _watching.Values) onChange();
    }

    private sealed class Watching(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
