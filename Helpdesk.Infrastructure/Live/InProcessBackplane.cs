using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Live;

/// <summary>The backplane of a single node. Pulses of one workspace that nobody has read yet are one pulse.</summary>
public sealed class InProcessBackplane : ILiveBackplane
{
    private readonly Channel<TenantId> _pulses = Channel.CreateUnbounded<TenantId>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<TenantId, byte> _waiting = new();

    /// <inheritdoc/>
    public void Pulse(TenantId tenant)
    {
        if (_waiting.TryAdd(tenant, 0)) _pulses.Writer.TryWrite(tenant);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TenantId> PulsesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var tenant in _pulses.Reader.ReadAllAsync(ct))
        {
            // Taken off first: a commit that comes while the log is read pulses again.
            _waiting.TryRemove(tenant, out _);
            yield return tenant;
        }
    }
}
