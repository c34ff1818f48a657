using System.Collections.Concurrent;
using System.Diagnostics;

namespace Helpdesk.Bench.Load;

/// <summary>How fast calls are, when each client makes its next one as soon as the last is answered.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="PerSecond">Of all clients together.</param>
/// <param name="Cpu">Milliseconds of this process, product and clients, for each.</param>
public readonly record struct Pace(double? P50, double? P99, double PerSecond, double Cpu)
{
    /// <summary>The columns.</summary>
    public static string[] Columns => ["p50 ms", "p99 ms", "per s", "CPU ms each"];

    /// <summary>A row's values.</summary>
    public double?[] Values => [P50, P99, PerSecond, Cpu];

    /// <summary>What a row is called.</summary>
    public static string Name(string what, int clients) => clients == 1 ? what : $"{what}, {clients} clients";

    /// <summary>Makes the calls.</summary>
    public static async Task<Pace> OfAsync(int clients, int calls, Func<int, Task> call)
    {
        var times = new ConcurrentBag<double>();
        var all = await OfAsync(calls, () => Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (i, _) =>
        {
            var began = Stopwatch.GetTimestamp();
            await call(i);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }));
        List<double> sorted = [.. times.Order()];
        return all with { P50 = Percentiles.Of(sorted, 50), P99 = Percentiles.Of(sorted, 99) };
    }

    /// <summary>How fast so many are over, timed as a whole.</summary>
    public static async Task<Pace> OfAsync(int count, Func<Task> all)
    {
        var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await all();
        return new Pace(null, null, count / Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / count);
    }
}
