using System.Collections.Concurrent;
using System.Threading.Channels;
using Helpdesk.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Helpdesk.Infrastructure.Work;

/// <summary>Wakes the worker of a queue the moment a row of it is committed; what a crash leaves behind its poll finds.</summary>
public sealed class WorkSignals
{
    private readonly ConcurrentDictionary<Type, Channel<bool>> _signals = new();

    /// <summary>The queues that a unit of work is about to write to.</summary>
    public IReadOnlyList<Type> TypesIn(ChangeTracker tracker) =>
        [.. tracker.Entries<IQueuedWork>().Where(e => e.State is EntityState.Added or EntityState.Modified).Select(e => e.Metadata.ClrType).Distinct()];

    /// <summary>Wakes workers, after the commit.</summary>
    public void Wake(IEnumerable<Type> queues)
    {
        foreach (var queue in queues) Of(queue).Writer.TryWrite(true);
    }

    /// <summary>Waits for a wake-up of a queue, at most for a while.</summary>
    public async Task WaitAsync(Type queue, TimeSpan atMost, TimeProvider clock, CancellationToken ct)
    {
        // One linked source per turn: a read left pending would eat the next pulse.
        using var timeout = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await Of(queue).Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time to poll.
        }
    }

    private Channel<bool> Of(Type queue) =>
        _signals.GetOrAdd(queue, _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
}
