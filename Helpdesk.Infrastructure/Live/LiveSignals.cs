using System.Collections.Concurrent;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Live;

/// <summary>Signals among the screens of one node.</summary>
public sealed class LiveSignals : ILiveSignals
{
    private readonly ConcurrentDictionary<Guid, (TenantId Tenant, Action<LiveSignal> OnSignal)> _watching = new();

    /// <inheritdoc/>
    public IDisposable Subscribe(TenantId tenant, Action<LiveSignal> onSignal)
    {
        var id = Guid.NewGuid();
        _watching[id] = (tenant, onSignal);
        return new Watching(() => _watching.TryRemove(id, out _));
    }

    /// <inheritdoc/>
    public void Send(LiveSignal signal)
    {
        foreach (var (tenant, onSignal) in _watching.Values)
            if (tenant == signal.Tenant) onSignal(signal);
    }

    private sealed class Watching(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
