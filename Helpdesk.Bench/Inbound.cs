using System.Globalization;
using System.Net.Http.Json;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Bench;

/// <summary>Customers who write, by webhook, and the moment a screen could show it.</summary>
public sealed class Inbound(BenchDesk desk) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Posts a message; over when it is answered, which is when the journal has it.</summary>
    /// <param name="chat">Which customer writes: 0 to 999,999,999.</param>
    /// <param name="text">What; unique on the desk, since the message's own key is made of it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task PostAsync(int chat, string text, CancellationToken ct)
    {
        var from = string.Create(CultureInfo.InvariantCulture, $"201{chat:D9}@c.us");
        var body = new
        {
            @event = "onmessage",
            session = "bench",
            id = $"false_{from}_{text.Replace(' ', '-')}",
            body = text,
            type = "chat",
            t = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            from,
            to = "201000000001@c.us",
            ack = 1,
            fromMe = false,
            sender = new { id = from, pushname = $"Customer {chat}" },
        };
        using var answer = await _http.PostAsJsonAsync(desk.Webhook, body, ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Posts messages side by side, each from the chat that is said, and waits until each is in its thread and told.</summary>
    /// <returns>When the last was answered and when the last was stored, in Stopwatch's ticks.</returns>
    public async Task<(long Answered, long Stored)> BurstAsync(string mark, int count, int clients, Func<int, int> chat)
    {
        var stored = 0;
        using var counting = desk.Services.GetRequiredService<ILiveFeed>().Subscribe(LiveTopic.Tickets(desk.Tenant), update =>
        {
            if (update.Kind == LiveKind.MessageReceived) Interlocked.Increment(ref stored);
        });
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (i, ct) => await PostAsync(chat(i), $"{mark} {i}", ct));
        var answered = TimeProvider.System.GetTimestamp();
        while (Volatile.Read(ref stored) < count) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, default);
        return (answered, TimeProvider.System.GetTimestamp());
    }

    /// <summary>Reads what a console would on each arrival, the row and the thread's newest page, and says which message it could show then.</summary>
    public IDisposable Watch(Action<string> onShown) => desk.Services.GetRequiredService<ILiveFeed>().Subscribe(LiveTopic.Tickets(desk.Tenant), update =>
    {
        if (update.Kind == LiveKind.MessageReceived) _ = ReadAsync(update, onShown);
    });

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task ReadAsync(LiveUpdate update, Action<string> onShown)
    {
        await desk.Runner.RunAsync<ITicketQueries, TicketRow?>(Actor.System(desk.Tenant), q => q.RowAsync(new TicketId(update.Id), default));
        var thread = await desk.Runner.RunAsync<IConversationQueries, ThreadPage?>(Actor.System(desk.Tenant), q => q.ThreadAsync(new TicketId(update.Id), null, 50, default));
        if (thread!.Messages.FirstOrDefault(m => m.Id.Value == update.MessageId)?.Text is { } text) onShown(text);
    }
}
