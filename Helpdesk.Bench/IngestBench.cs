using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Helpdesk.Bench;

/// <summary>
/// Posts real webhooks to the real door. First as fast as they are answered: how many a second are stored, journal and ticket both. Then 50 a
/// second: how long from the post until a screen has read the message (the row and the thread's newest page, as the console reads them).
/// </summary>
public static class IngestBench
{
    private const int PerSecond = 50;
    private const int Clients = 16;

    /// <summary>Runs both.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var messages = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var chats = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 50;
        await using var desk = await BenchDesk.StartAsync();
        using var inbound = new Inbound(desk);
        await inbound.BurstAsync("warm", 200, Clients, i => i % chats);

        var table = new Table("ingest", "messages", "chats", "answered/s", "stored/s", "cpu ms/message", "p50 ms", "p99 ms");
        var (cpu, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var (answered, stored) = await inbound.BurstAsync("burst", messages, Clients, i => i % chats);
        table.Add(
            "burst", messages, chats, messages / Stopwatch.GetElapsedTime(start, answered).TotalSeconds, messages / Stopwatch.GetElapsedTime(start, stored).TotalSeconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / messages, "-", "-");
        var ready = await SteadyAsync(inbound, 20 * PerSecond, chats);
        table.Add($"{PerSecond}/s to screen", ready.Count, chats, "-", "-", "-", Percentiles.Of(ready, 50), Percentiles.Of(ready, 99));
        table.Print();
        return 0;
    }

    private static async Task<List<double>> SteadyAsync(Inbound inbound, int count, int chats)
    {
        var posted = new ConcurrentDictionary<string, long>();
        var ready = new ConcurrentBag<double>();
        using var watching = inbound.Watch(text => ready.Add(Stopwatch.GetElapsedTime(posted[text]).TotalMilliseconds));
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        var posts = new List<Task>();
        for (var i = 0; i < count && await timer.WaitForNextTickAsync(); i++)
        {
            posted[$"steady {i}"] = Stopwatch.GetTimestamp();
            posts.Add(inbound.PostAsync(i % chats, $"steady {i}", default));
        }

        await Task.WhenAll(posts);
        while (ready.Count < count) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, default);
        return [.. ready.Order()];
    }
}
