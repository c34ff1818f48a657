using System.Collections.Concurrent;
using Helpdesk.Core.Live;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// One value that many screens of this node show: read anew at most once per pause after something changed, while anybody listens, and handed to
/// all of them, so that an update costs one read however many consoles are open (DECISIONS 19).
/// </summary>
public sealed partial class Watched<T> : IDisposable
{
    private readonly ConcurrentDictionary<Guid, Action<T>> _listeners = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly IReadOnlyList<IDisposable> _subscriptions;
    private readonly Func<CancellationToken, Task<T>> _read;
    private readonly ILogger _log;
    private volatile Lazy<Task<T>> _current;

    internal Watched(Func<CancellationToken, Task<T>> read, IEnumerable<LiveTopic> topics, ILiveFeed feed, TimeProvider clock, TimeSpan pause, ILogger log)
    {
        (_log, _read, _current) = (log, read, NotRead());
        _subscriptions = [.. topics.Select(topic => feed.Subscribe(topic, _ => Changed()))];
        // Not in the context of whoever asked first: its language would reach everybody's screen.
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => PumpAsync(clock, pause));
    }

    /// <summary>The value now: read by whoever asks first after a change. What was being read before the change is not it, however late it ends.</summary>
    public async Task<T> CurrentAsync()
    {
        while (true)
        {
            var asked = _current;
            var value = await asked.Value;
            if (asked == _current) return value;
        }
    }

    /// <summary>Calls back with new values.</summary>
    public IDisposable Subscribe(Action<T> onValue)
    {
        var id = Guid.NewGuid();
        _listeners[id] = onValue;
        return new Leaving(() => _listeners.TryRemove(id, out _));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
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
        _current = NotRead();
        if (_listeners.IsEmpty) return;
        try
        {
            var value = await CurrentAsync();
            foreach (var listener in _listeners.Values) listener(value);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Read again with the next change, or in a moment if none comes.
            Log.Failed(_log, failure);
            Changed();
        }
    }

    private Lazy<Task<T>> NotRead() => new(async () =>
    {
        try
        {
            return await _read(_gone.Token);
        }
        catch
        {
            // The next one to ask reads again.
            _current = NotRead();
            throw;
        }
    });

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Reading what screens show failed; trying again.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
