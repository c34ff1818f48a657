using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
        await using var desk = await BenchDesk.StartAsync(workers: true);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients });
        await BurstAsync(desk, http, "warm", 200, chats);

        var table = new Table("ingest", "messages", "chats", "answered/s", "stored/s", "cpu ms/message", "p50 ms", "p99 ms");
        var cpu = Environment.CpuUsage.TotalTime;
        var (answered, stored) = await BurstAsync(desk, http, "burst", messages, chats);
        table.Add("burst", messages, chats, messages / answered.TotalSeconds, messages / stored.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / messages, "-", "-");
        var ready = await SteadyAsync(desk, http, 20 * PerSecond, chats);
        table.Add($"{PerSecond}/s to screen", ready.Count, chats, "-", "-", "-", Percentiles.Of(ready, 50), Percentiles.Of(ready, 99));
        table.Print();
        return 0;
    }

    private static async Task<(TimeSpan Answered, TimeSpan Stored)> BurstAsync(BenchDesk desk, HttpClient http, string mark, int count, int chats)
    {
        var before = await CountAsync(desk);
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, ct) => await PostAsync(desk, http, mark, i, chats, ct));
        var answered = watch.Elapsed;
        while (await CountAsync(desk) < before + count) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        return (answered, watch.Elapsed);
    }

    private static async Task<List<double>> SteadyAsync(BenchDesk desk, HttpClient http, int count, int chats)
    {
        var posted = new ConcurrentDictionary<string, long>();
        var ready = new ConcurrentBag<double>();
        var screen = new ScreenReader(desk, text => ready.Add(Stopwatch.GetElapsedTime(posted[text]).TotalMilliseconds));
        using var subscription = desk.Services.GetRequiredService<ILiveFeed>().Subscribe(LiveTopic.Tickets(desk.Tenant), screen.Tell);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        var posts = new List<Task>();
        for (var i = 0; i < count && await timer.WaitForNextTickAsync(); i++)
        {
            posted[$"steady {i}"] = Stopwatch.GetTimestamp();
            posts.Add(PostAsync(desk, http, "steady", i, chats, CancellationToken.None));
        }

        await Task.WhenAll(posts);
        while (ready.Count < count) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        return [.. ready.Order()];
    }

    private static async Task PostAsync(BenchDesk desk, HttpClient http, string mark, int i, int chats, CancellationToken ct)
    {
        var chat = string.Create(CultureInfo.InvariantCulture, $"20100{mark.Length}{i % chats:D6}@c.us");
        var body = new
        {
            @event = "onmessage",
            session = "bench",
            id = $"false_{chat}_{mark}{i:X16}",
            body = $"{mark} {i}",
            type = "chat",
            t = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            from = chat,
            to = "201000000001@c.us",
            ack = 1,
            fromMe = false,
            sender = new { id = chat, pushname = $"Customer {i % chats}" },
        };
        using var answer = await http.PostAsJsonAsync(desk.Webhook, body, ct);
        answer.EnsureSuccessStatusCode();
    }

    private static Task<int> CountAsync(BenchDesk desk) => desk.Runner.RunAsync<HelpdeskDb, int>(
        Actor.System(desk.Tenant), db => db.Messages.CountAsync(m => m.Kind == MessageKind.Customer));

    /// <summary>Reads what a console would on each update: the row, and the thread's newest page.</summary>
    private sealed class ScreenReader(BenchDesk desk, Action<string> onShown)
    {
        public void Tell(LiveUpdate update)
        {
            if (update.Kind == LiveKind.MessageReceived) _ = ReadAsync(update);
        }

        private async Task ReadAsync(LiveUpdate update)
        {
            var actor = Actor.System(desk.Tenant);
            await desk.Runner.RunAsync<ITicketQueries, TicketRow?>(actor, q => q.RowAsync(new TicketId(update.Id), CancellationToken.None));
            var thread = await desk.Runner.RunAsync<IConversationQueries, ThreadPage?>(
                actor, q => q.ThreadAsync(new TicketId(update.Id), null, 50, CancellationToken.None));
            if (thread!.Messages.FirstOrDefault(m => m.Id.Value == update.MessageId)?.Text is { } text) onShown(text);
        }
    }
}
