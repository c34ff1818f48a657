using System.Diagnostics;
using System.Text.Json;

namespace Helpdesk.Bench.Live;

/// <summary>What the crowd is told to do, a line of JSON each.</summary>
/// <param name="Do">
/// <c>connect</c> (all clients), <c>listen</c> (keep the numbers of a property from now on), <c>take</c> (wait for what is expected and measure),
/// <c>cut</c> (drop every line) or <c>resume</c> (connect again).
/// </param>
public sealed record CrowdOrder(string Do)
{
    /// <summary>To connect: the hub.</summary>
    public Uri? Hub { get; init; }

    /// <summary>To connect: the members' cookies; the clients are spread over them.</summary>
    public IReadOnlyList<string> Cookies { get; init; } = [];

    /// <summary>To connect: how many.</summary>
    public int Clients { get; init; }

    /// <summary>To listen: the property.</summary>
    public string Property { get; init; } = "";

    /// <summary>To take: when each value came to be, in Stopwatch's ticks; none to measure each client from when it began to connect to its last value.</summary>
    public IReadOnlyDictionary<long, long>? Stamps { get; init; }

    /// <summary>To take: how many values all clients together must hear.</summary>
    public long Expected { get; init; }
}

/// <summary>What came of it.</summary>
/// <param name="P50">Milliseconds of each connection, of each delivery, or of each client's catching up; none when nothing was timed.</param>
/// <param name="P99">The same.</param>
/// <param name="Max">The same.</param>
/// <param name="Received">How many values were heard that were expected.</param>
/// <param name="Last">When the last of them was, in Stopwatch's ticks.</param>
/// <param name="CpuMilliseconds">What the crowd's process has used since it started.</param>
public sealed record CrowdAnswer(double? P50, double? P99, double? Max, long Received, long Last, double CpuMilliseconds);

/// <summary>Many hub clients in a process of their own, so that what they cost is not counted as the product's.</summary>
public sealed class Crowd : IAsyncDisposable
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _over = new();
    private HubClient[] _clients = [];

    /// <summary>Does what standard input says until it ends.</summary>
    public static async Task<int> RunAsync()
    {
        await using var crowd = new Crowd();
        var pings = crowd.PingAsync();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var order = JsonSerializer.Deserialize<CrowdOrder>(line)!;
            Console.WriteLine(JsonSerializer.Serialize(await crowd.DoAsync(order)));
        }

        await crowd._over.CancelAsync();
        await pings;
        return 0;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        _over.Dispose();
    }

    private async Task<CrowdAnswer> DoAsync(CrowdOrder order)
    {
        switch (order.Do)
        {
            case "connect":
                _clients = [.. Enumerable.Range(0, order.Clients).Select(i => new HubClient(order.Hub!, order.Cookies[i % order.Cookies.Count]))];
                return await ConnectAsync();
            case "listen":
                foreach (var client in _clients) client.Listen(order.Property);
                return Answer([]);
            case "take":
                // What has not come when nothing comes any more shows in what was received.
                await UntilAsync(() => _clients.Sum(c => (long)c.Count) >= order.Expected || IsSilentFor(GivenUp));
                return Measure(order);
            case "cut":
                await Task.WhenAll(_clients.Select(c => c.CutAsync()));
                return Answer([]);
            case "resume":
                return await ConnectAsync();
            default:
                throw new InvalidOperationException($"The crowd does not know how to '{order.Do}'.");
        }
    }

    // Over when all are connected and nothing more is said about it: colleagues hear of each other's arrival.
    private async Task<CrowdAnswer> ConnectAsync()
    {
        var times = new double[_clients.Length];
        await Parallel.ForAsync(0, times.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, ct) => times[i] = await _clients[i].ConnectAsync(ct));
        var all = Stopwatch.GetTimestamp();
        await UntilAsync(() => IsSilentFor(Settled));
        return Answer([.. times]) with { Received = times.Length, Last = all };
    }

    private CrowdAnswer Measure(CrowdOrder order)
    {
        var (times, received, last) = (new List<double>(), 0L, 0L);
        foreach (var client in _clients)
        {
            var heard = client.Heard();
            if (order.Stamps is { } stamps) heard = [.. heard.Where(receipt => stamps.ContainsKey(receipt.Value))];
            if (heard.Length == 0) continue;
            received += heard.Length;
            last = Math.Max(last, heard[^1].At);
            if (order.Stamps is { } since) times.AddRange(heard.Select(receipt => Stopwatch.GetElapsedTime(since[receipt.Value], receipt.At).TotalMilliseconds));
            else times.Add(Stopwatch.GetElapsedTime(client.Started, heard[^1].At).TotalMilliseconds);
        }

        return Answer(times) with { Received = received, Last = last };
    }

    private static CrowdAnswer Answer(List<double> times)
    {
        times.Sort();
        return new CrowdAnswer(Rank(50), Rank(99), Rank(100), 0, 0, Environment.CpuUsage.TotalTime.TotalMilliseconds);

        double? Rank(double percent) => times.Count == 0 ? null : Percentiles.Of(times, percent);
    }

    private bool IsSilentFor(TimeSpan time) => Stopwatch.GetElapsedTime(_clients.Max(c => c.LastNews)) > time;

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(PingEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
                foreach (var client in _clients) await client.PingAsync();
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The bench is over.
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, default);
    }
}
