using System.Collections.Concurrent;

namespace Helpdesk.Bench.Load;

/// <summary>What comes in: messages by webhook, of customers the desk has never heard of and of those it knows.</summary>
/// <param name="desk">A filled desk.</param>
/// <param name="tickets">How many tickets it was filled with.</param>
public sealed class LoadWrites(BenchDesk desk, int tickets) : IDisposable
{
    private const int Creations = 200;
    private const int Burst = 3000;
    private const int Posting = 16;
    private const int Strangers = 950_000_000;
    private readonly Inbound _inbound = new(desk);
    private int _strangers = Strangers;
    private int _bursts;

    /// <summary>A ticket is opened by a stranger's message and read; the next message of the same client comes then.</summary>
    public async Task CreateAsync(Figures figures, int clients)
    {
        var waiting = new ConcurrentDictionary<string, TaskCompletionSource>();
        using var watching = _inbound.Watch(text => waiting[text].TrySetResult());
        var pace = await Pace.OfAsync(clients, Creations, async _ =>
        {
            var stranger = Interlocked.Increment(ref _strangers);
            var shown = waiting[$"create {stranger}"] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _inbound.PostAsync(stranger, $"create {stranger}", default);
            await shown.Task;
        });
        figures.Add(Pace.Name("create: webhook → ticket → read", clients), pace.Values);
    }

    /// <summary>Messages come as fast as they are answered; over when the last is in its thread.</summary>
    public async Task BurstAsync(Figures figures)
    {
        Aim[] aims = [new("per s", 300, AtLeast: true)];
        await MeasureAsync("create, sustained: webhook → journal → ticket", _ => Interlocked.Increment(ref _strangers));
        await MeasureAsync("ingest, sustained: known customers", i => LoadFill.ChatOf((i * 7919) % (tickets / LoadFill.Template * LoadFill.Customers), tickets));

        async Task MeasureAsync(string what, Func<int, int> chat)
        {
            var mark = $"burst{_bursts++}";
            var pace = await Pace.OfAsync(Burst, () => _inbound.BurstAsync(mark, Burst, Posting, chat));
            figures.Add(Pace.Name(what, Posting), pace.Values, aims);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _inbound.Dispose();
}
