using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Live;

/// <summary>Pulses on their way to the pump. Those of one workspace that nobody has read yet are one.</summary>
public sealed class PulseQueue
{
    private readonly Channel<TenantId?> _pulses = Channel.CreateUnbounded<TenantId?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<TenantId?> _waiting = [];

    /// <summary>Adds one; without a workspace it means all of them.</summary>
    public void Add(TenantId? tenant)
    {
        lock (_waiting)
            if (!_waiting.Add(tenant)) return;
        _pulses.Writer.TryWrite(tenant);
    }

    /// <summary>The pulses as they come; ends when cancelled.</summary>
    public async IAsyncEnumerable<TenantId?> ReadAllAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var tenant in _pulses.Reader.ReadAllAsync(ct))
        {
            // Taken off first: a commit that comes while the log is read pulses again.
            lock (_waiting) _waiting.Remove(tenant);
            yield return tenant;
        }
    }
}
