using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>Works the inbound journal: each entry ends as shown, ignored with why, or failed with why.</summary>
internal sealed partial class InboundWorker(
    UseCaseRunner runner, WorkSignals signals, InboundSteps steps, Metrics metrics, IOptions<WorkOptions> options, TimeProvider clock, ILogger<InboundWorker> log)
    : QueueWorker<InboundEntry>(runner, signals, new QueuePace(options.Value.InboundParallel, 200, options.Value.InboundLease, options.Value.Poll), clock, log)
{
    private const int MostAttempts = 5;
    private readonly UseCaseRunner _runner = runner;
    private readonly TimeProvider _clock = clock;
    private readonly ILogger _log = log;

    protected override async Task<bool> WorkAsync(ClaimedWork row, CancellationToken ct)
    {
        var actor = Actor.System(row.Tenant);
        using var trace = Metrics.Traces.StartActivity("inbound");
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var (result, finished, receivedAt) = await steps.WorkAsync(actor, row.Id, ct);
                if (result.Succeeded)
                {
                    if (finished) metrics.InboundLag(_clock.GetUtcNow() - receivedAt);
                    return finished;
                }

                // Somebody edited the same ticket or met the same customer just now: decide again from fresh state (DECISIONS 21).
                if (attempt == 3) throw new InvalidOperationException($"Refused three times: {result.Error.Code}.");
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.Failed(_log, failure, row.Id);
            return await _runner.RunAsync<PostponeEntry, bool>(actor, p => p.ExecuteAsync(row.Id, failure.GetType().Name, MostAttempts, ct));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Inbound entry {Entry} failed.")]
        public static partial void Failed(ILogger logger, Exception failure, long entry);
    }
}

/// <summary>Reads one entry and calls the use case it asks for.</summary>
internal sealed class InboundSteps(UseCaseRunner runner, IFileStore files, LidPhones lids)
{
    /// <returns>The use case's result, whether the entry is finished, and when it came.</returns>
    public async Task<(Result Result, bool Finished, DateTimeOffset ReceivedAt)> WorkAsync(Actor actor, long id, CancellationToken ct)
    {
        var entry = await runner.RunAsync<HelpdeskDb, InboundEntry?>(actor, db => db.InboundEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct));
        if (entry is not { Finished: false }) return (Result.Ok, true, default);
        var result = entry.AccountId is { } account
            ? await ApplyAsync(actor, id, account, WhatsAppReader.Read(await BodyAsync(actor, entry, ct)), ct)
            : await runner.RunAsync<EndEntry, Result>(actor, u => u.FailAsync(id, "unknown-session", null, ct));

        // Only an echo of our own number may have been put off.
        var finished = entry.Kind != "onselfmessage"
            || await runner.RunAsync<HelpdeskDb, bool>(actor, db => db.InboundEntries.AnyAsync(e => e.Id == id && e.Finished, ct));
        return (result, finished, entry.ReceivedAt);
    }

    private async Task<Result> ApplyAsync(Actor actor, long id, ChannelAccountId account, WhatsAppEvent happened, CancellationToken ct)
    {
        switch (happened)
        {
            case WhatsAppEvent.CustomerWrote { Message: var message }:
                var inbound = await lids.CompleteAsync(actor, account, await StoredAsync(actor, message, ct), ct);
                return await runner.RunAsync<ReceiveMessage, Result>(actor, u => u.ExecuteAsync(id, inbound, ct));
            case WhatsAppEvent.WeWrote { Message: var message }:
                var echo = await StoredAsync(actor, message, ct);
                return await runner.RunAsync<RecordSentFromPhone, Result>(actor, u => u.ExecuteAsync(id, echo, ct));
            case WhatsAppEvent.Acknowledged { Receipt: var receipt }:
                return await runner.RunAsync<ApplyReceipt, Result>(actor, u => u.ExecuteAsync(id, receipt, ct));
            case WhatsAppEvent.Revoked { Key: var key }:
                return await runner.RunAsync<RevokeMessage, Result>(actor, u => u.ExecuteAsync(id, key, ct));
            case WhatsAppEvent.Connection { State: var state }:
                return await runner.RunAsync<HearChannelState, Result>(actor, u => u.ExecuteAsync(id, state, ct));
            case WhatsAppEvent.Ignorable { Reason: var reason }:
                return await runner.RunAsync<EndEntry, Result>(actor, u => u.IgnoreAsync(id, reason, ct));
            case WhatsAppEvent.Unreadable { Reason: var reason, Detail: var detail }:
                return await runner.RunAsync<EndEntry, Result>(actor, u => u.FailAsync(id, reason, detail, ct));
            default:
                throw new InvalidOperationException("A webhook was understood as nothing.");
        }
    }

    private async Task<byte[]> BodyAsync(Actor actor, InboundEntry entry, CancellationToken ct)
    {
        if (entry.Payload is { } inline) return inline;
        await using var file = files.OpenRead(actor.Tenant, entry.PayloadFile!) ?? throw new IOException("The payload's file is gone.");
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    private async Task<InboundMessage> StoredAsync(Actor actor, WhatsAppMessage message, CancellationToken ct) => message.File is { } bytes
        ? message.Inbound with { File = new InboundFile(await files.SaveAsync(actor.Tenant, new MemoryStream(bytes), ct), message.FileName) }
        : message.Inbound;
}

/// <summary>Puts an entry that failed off, or on the failure list after too many tries.</summary>
internal sealed class PostponeEntry(IInboundJournal journal, IUnitOfWork work, TimeProvider clock)
{
    /// <returns>Whether the entry is finished, so that the next of its chat may go on.</returns>
    public async Task<bool> ExecuteAsync(long id, string failure, int mostAttempts, CancellationToken ct)
    {
        if (await journal.FindAsync(id, ct) is not { Finished: false } entry) return true;
        var now = clock.GetUtcNow();
        entry.Postpone(now + TimeSpan.FromSeconds(Math.Pow(2, entry.Attempts)), counted: true);
        if (entry.Attempts >= mostAttempts) entry.Fail("gave-up", failure, now);
        await work.SaveAsync(ct);
        return entry.Finished;
    }
}
