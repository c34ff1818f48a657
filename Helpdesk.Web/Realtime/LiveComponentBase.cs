using System.Threading.Channels;
using Helpdesk.Core.Live;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.Components;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// Base of every live part of a page: subscribe first, then read, re-read on a signal, always dispose. Updates that come faster than
/// <see cref="Pause"/> are handed over together.
/// </summary>
public abstract class LiveComponentBase : ComponentBase, IAsyncDisposable
{
    /// <summary>The least time between two renderings of one subscription.</summary>
    protected static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _gone = new();
    private readonly List<IDisposable> _subscriptions = [];

    [Inject] private ILiveFeed Feed { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    /// <summary>Cancelled when the component is gone.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>Calls back with what changed on a topic, inside the circuit's own loop; the first at once, then one batch per pause.</summary>
    protected void Listen(LiveTopic topic, Func<IReadOnlyList<LiveUpdate>, Task> onUpdates) => Listen([topic], onUpdates);

    /// <summary>The same for several topics together; an update that several of them name may come more than once.</summary>
    protected void Listen(IEnumerable<LiveTopic> topics, Func<IReadOnlyList<LiveUpdate>, Task> onUpdates) =>
        Listen<LiveUpdate>(tell => topics.Select(topic => Feed.Subscribe(topic, tell)), onUpdates);

    /// <summary>The same for whatever else can be subscribed to.</summary>
    protected void Listen<T>(Func<Action<T>, IEnumerable<IDisposable>> subscribe, Func<IReadOnlyList<T>, Task> onArrived)
    {
        var arrived = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true });
        _subscriptions.AddRange(subscribe(one => arrived.Writer.TryWrite(one)));
        _ = PumpAsync(arrived.Reader, onArrived);
    }

    /// <summary>Does something inside the circuit's own loop, and draws; a fault is shown in this circuit and goes no further.</summary>
    protected Task OnScreenAsync(Func<Task> work) => InvokeAsync(() => GuardAsync(work));

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
        await _gone.CancelAsync();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task PumpAsync<T>(ChannelReader<T> arrived, Func<IReadOnlyList<T>, Task> onArrived)
    {
        var gone = Gone;
        try
        {
            while (await arrived.WaitToReadAsync(gone))
            {
                var batch = new List<T>();
                while (arrived.TryRead(out var one)) batch.Add(one);
                await OnScreenAsync(() => onArrived(batch));
                await Task.Delay(Pause, Time, gone);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (ObjectDisposedException)
        {
            // The circuit is gone.
        }
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page left while it was reading.
        }
        catch (MembershipLostException)
        {
            // The page is being sent away (RightsGuard): a fault here, outside of what the layout guards, would cut its line before it hears so.
        }
        catch (Exception failure)
        {
            // The fault stays in this circuit.
            await DispatchExceptionAsync(failure);
        }
    }
}
