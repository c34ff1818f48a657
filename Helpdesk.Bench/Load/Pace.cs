using System.Collections.Concurrent;
using System.Diagnostics;

namespace Helpdesk.Bench.Load;

/// <summary>How fast calls are, when each client makes its next one as soon as the last is answered.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="PerSecond">Of all clients together.</param>
public readonly record struct Pace(double P50, double P99, double PerSecond)
{
    /// <summary>What a row is called.</summary>
    public static string Name(string what, int clients) => clients == 1 ? what : $"{what}, {clients} clients";

    /// <summary>Makes the calls.</summary>
    public static async Task<Pace> OfAsync(int clients, int calls, Func<int, Task> call)
    {
        var times = new ConcurrentBag<double>();
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (i, _) =>
        {
            var began = Stopwatch.GetTimestamp();
            await call(i);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        });
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        List<double> sorted = [.. times.Order()];
        return new Pace(Percentiles.Of(sorted, 50), Percentiles.Of(sorted, 99), calls / took);
    }
}
