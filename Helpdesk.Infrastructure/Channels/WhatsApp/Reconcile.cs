using System.Text.Json;
using System.Text.Json.Nodes;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>
/// WPPConnect never repeats a webhook. At start and every few minutes the chats that moved are read back, and what the journal has not seen
/// goes through it like any webhook (DECISIONS 1).
/// </summary>
internal sealed partial class ReconcileWorker(
    ChannelDirectory directory, Reconcile reconcile, ILiveFeed feed, IOptions<WorkOptions> options, TimeProvider clock, ILogger<ReconcileWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var wait = options.Value.Reconcile;
            foreach (var account in await directory.AllAsync(stoppingToken))
                if (!await RunAsync(account, stoppingToken) && wait > RetryAfter) wait = RetryAfter;
            await WaitAsync(wait, stoppingToken);
        }
    }

    // A number that was added, or came back after a gap, is read at once; one that keeps flapping at most every few seconds.
    private async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var subscription = feed.SubscribeAll(update =>
        {
            if (update.Kind == LiveKind.ChannelChanged) wake.CancelAfter(Settle);
        });
        try
        {
            await Task.Delay(atMost, clock, wake.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Woken.
        }
    }

    private async Task<bool> RunAsync(KnownAccount account, CancellationToken ct)
    {
        try
        {
            var found = await reconcile.RunAsync(account, ct);
            if (found is > 0) Log.Found(log, found.Value, account.Id.Value);
            return found is not null;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.Failed(log, failure, account.Id.Value);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Reading chats back found {Count} messages that no webhook had brought to account {Account}.")]
        public static partial void Found(ILogger logger, int count, long account);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Reading chats back failed for account {Account}.")]
        public static partial void Failed(ILogger logger, Exception failure, long account);
    }
}

/// <summary>Reads one account's recent chats back.</summary>
internal sealed class Reconcile(UseCaseRunner runner, WppConnectClient client, WppConnectSender chats, InboundDoor door, TimeProvider clock)
{
    private const int MostChats = 500;
    private const int Page = 200;
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <returns>How many messages were new; null when the server could not be read, so that the span stays open.</returns>
    public async Task<int?> RunAsync(KnownAccount account, CancellationToken ct)
    {
        var actor = Actor.System(account.Tenant);
        var started = clock.GetUtcNow();
        var since = await runner.RunAsync<HelpdeskDb, DateTimeOffset>(actor, db =>
            db.ChannelAccounts.Where(a => a.Id == account.Id).Select(a => a.ReconciledTo).SingleAsync(ct)) - Overlap;

        var unread = await client.CallAsync(account.Id, HttpMethod.Get, "all-unread-messages", null, ct);
        var recent = await client.CallAsync(account.Id, HttpMethod.Post, "list-chats", new { count = MostChats, onlyUsers = true }, ct);
        if (recent.Response is not { ValueKind: JsonValueKind.Array } list) return null;

        var (found, seen) = (0, new HashSet<string>());
        if (unread.Response is { ValueKind: JsonValueKind.Array } waiting) found += await JournalNewAsync(account, [.. waiting.EnumerateArray()], since, seen, ct);
        foreach (var chat in list.EnumerateArray().Where(c => MovedSince(c, since)).Select(AddressOf).OfType<CustomerAddress>())
        {
            if (await chats.ReadChatAsync(account.Id, chat, Page, ct) is not { } messages) return null;
            found += await JournalNewAsync(account, messages, since, seen, ct);
        }

        await runner.RunAsync<ReconcileMark, Result>(actor, mark => mark.MoveAsync(account.Id, started, ct));
        return found;
    }

    // An unread message is also in its chat: one entry is enough.
    private async Task<int> JournalNewAsync(
        KnownAccount account, IReadOnlyList<JsonElement> messages, DateTimeOffset since, HashSet<string> seen, CancellationToken ct)
    {
        var recent = messages.Where(m => WireJson.Number(m, "t") >= since.ToUnixTimeSeconds())
            .Select(m => (Json: m, Key: MessageKey.Parse(WireJson.Id(m, "id"))))
            .Where(m => m.Key is not null && MessageKey.AddressOf(m.Key.Chat) is not null).ToList();
        var keys = recent.ConvertAll(m => m.Key!.Key);
        var known = await runner.RunAsync<HelpdeskDb, HashSet<string?>>(Actor.System(account.Tenant), db =>
            db.Messages.Where(m => m.AccountId == account.Id && keys.Contains(m.ExternalId!)).Select(m => m.ExternalId).ToHashSetAsync(ct));

        var found = 0;
        foreach (var (json, key) in recent.Where(m => !known.Contains(m.Key!.Key) && seen.Add(m.Key.Key)))
        {
            var body = JsonNode.Parse(json.GetRawText())!.AsObject();
            body["event"] = key!.FromMe ? "onselfmessage" : "onmessage";
            body["session"] = account.Session;
            await door.AcceptAsync(account.Server, JsonSerializer.SerializeToUtf8Bytes(body), ct);
            found++;
        }

        return found;
    }

    private static bool MovedSince(JsonElement chat, DateTimeOffset since) => WireJson.Number(chat, "t") is not { } seconds || seconds >= since.ToUnixTimeSeconds();

    private static CustomerAddress? AddressOf(JsonElement chat) => WireJson.Id(chat, "id") is { } id ? MessageKey.AddressOf(id) : null;
}

/// <summary>Notes up to when an account's chats were read back.</summary>
internal sealed class ReconcileMark(IChannelStore channels, IUnitOfWork work, TimeProvider clock)
{
    public async Task<Result> MoveAsync(ChannelAccountId id, DateTimeOffset to, CancellationToken ct)
    {
        if (await channels.FindAsync(id, ct) is not { } account) return ChannelErrors.NotFound;
        account.Reconciled(to);
        account.Heard(ChannelState.Connected, clock.GetUtcNow());
        return await work.SaveAsync(ct);
    }
}
