using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Web.Doors;

namespace Helpdesk.Web.Realtime;

/// <summary>The counts beside the views: one grouped query per workspace and half second on this node, however many consoles show them (DECISIONS 19).</summary>
public sealed class HeldTicketCounts(UseCaseRunner runner, ILiveFeed feed, TimeProvider clock, ILogger<HeldTicketCounts> log) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<TenantId, TenantCounts> _tenants = new();

    /// <summary>The counts of a workspace, kept current while somebody listens.</summary>
    public TenantCounts Of(TenantId tenant) => _tenants.GetOrAdd(tenant, id => new TenantCounts(id, runner, feed, clock, Pause, log));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tenant in _tenants.Values) tenant.Dispose();
    }
}

/// <summary>One workspace's counts.</summary>
public sealed partial class TenantCounts : IDisposable
{
    private readonly ConcurrentDictionary<Guid, Action<HeldCounts>> _listeners = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly IDisposable _subscription;
    private readonly Func<Task<HeldCounts>> _read;
    private readonly ILogger _log;
    private Task<HeldCounts>? _current;

    internal TenantCounts(TenantId tenant, UseCaseRunner runner, ILiveFeed feed, TimeProvider clock, TimeSpan pause, ILogger log)
    {
        _log = log;
        _read = () => runner.RunAsync<ITicketQueries, HeldCounts>(Actor.System(tenant), q => q.HeldAsync(_gone.Token));
        _subscription = feed.Subscribe(LiveTopic.Tickets(tenant), _ => Changed());
        // Not in the context of whoever asked first: its language would reach everybody's screen.
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => PumpAsync(clock, pause));
    }

    /// <summary>The counts now.</summary>
    public Task<HeldCounts> CurrentAsync() => _current ??= _read();

    /// <summary>Calls back with new counts.</summary>
    public IDisposable Subscribe(Action<HeldCounts> onCounts)
    {
        var id = Guid.NewGuid();
        _listeners[id] = onCounts;
        return new Leaving(() => _listeners.TryRemove(id, out _));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription.Dispose();
        _gone.Cancel();
        _gone.Dispose();
        _changed.Dispose();
    }

    private void Changed()
    {
        lock (_changed)
            if (_changed.CurrentCount == 0) _changed.Release();
    }

    private async Task PumpAsync(TimeProvider clock, TimeSpan pause)
    {
        var gone = _gone.Token;
        try
        {
            while (true)
            {
                await _changed.WaitAsync(gone);
                await TellAsync();
                await Task.Delay(pause, clock, gone);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task TellAsync()
    {
        _current = null;
        if (_listeners.IsEmpty) return;
        try
        {
            var counts = await CurrentAsync();
            foreach (var listener in _listeners.Values) listener(counts);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Read again with the next change, or in a moment if none comes.
            Log.Failed(_log, failure);
            _current = null;
            Changed();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Counting tickets failed; trying again.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}

/// <summary>A circuit's view of the counts: its own agent's.</summary>
public sealed class ViewCountsFeed(HeldTicketCounts counts, CurrentAgent me)
{
    /// <summary>Calls back with the acting agent's counts when they change, in the subscriber's own context: its language above all.</summary>
    public IDisposable Subscribe(Action<ViewCounts> onCounts)
    {
        var (actor, context) = (me.Actor, ExecutionContext.Capture()!);
        return counts.Of(me.Tenant).Subscribe(held => ExecutionContext.Run(context, _ => onCounts(held.For(actor)), null));
    }

    /// <summary>The acting agent's counts now.</summary>
    public async ValueTask<ViewCounts> CurrentAsync() => (await counts.Of(me.Tenant).CurrentAsync()).For(me.Actor);
}
