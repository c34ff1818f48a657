using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Live;

/// <summary>The backplane of a single node.</summary>
public sealed class InProcessBackplane : ILiveBackplane
{
    private readonly PulseQueue _pulses = new();

    /// <inheritdoc/>
    public void Pulse(TenantId tenant) => _pulses.Add(tenant);

    /// <inheritdoc/>
    public IAsyncEnumerable<TenantId?> PulsesAsync(CancellationToken ct) => _pulses.ReadAllAsync(ct);
}
