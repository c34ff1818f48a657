using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>Works the inbound journal: each entry ends as shown, ignored with why, or failed with why.</summary>
internal sealed partial class InboundWorker(
    UseCaseRunner runner, WorkSignals signals, Metrics metrics, IOptions<WorkOptions> options, TimeProvider clock, ILogger<InboundWorker> log)
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
                var (result, finished, receivedAt) = await _runner.RunAsync<InboundStep, (Result, bool, DateTimeOffset)>(actor, s => s.WorkAsync(row.Id, ct));
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

/// <summary>Reads one entry and calls the use case it asks for, in the entry's own scope.</summary>
internal sealed class InboundStep(HelpdeskDb db, IServiceProvider services, IFileStore files, LidPhones lids, IActorAccessor actor)
{
    /// <returns>The use case's result, whether the entry is finished, and when it came.</returns>
    public async Task<(Result Result, bool Finished, DateTimeOffset ReceivedAt)> WorkAsync(long id, CancellationToken ct)
    {
        if (await db.InboundEntries.FindAsync([id], ct) is not { Finished: false } entry) return (Result.Ok, true, default);
        var result = entry.AccountId is { } account
            ? await ApplyAsync(id, account, WhatsAppReader.Read(await BodyAsync(entry, ct)), ct)
            : await Use<EndEntry>().FailAsync(id, "unknown-session", null, ct);
        return (result, entry.Finished, entry.ReceivedAt);
    }

    private async Task<Result> ApplyAsync(long id, ChannelAccountId account, WhatsAppEvent happened, CancellationToken ct) => happened switch
    {
        WhatsAppEvent.CustomerWrote { Message: var message } => await Use<ReceiveMessage>().ExecuteAsync(
            id, await lids.CompleteAsync(actor.Current, account, await StoredAsync(message, ct), ct), ct),
        WhatsAppEvent.WeWrote { Message: var message } => await Use<RecordSentFromPhone>().ExecuteAsync(id, await StoredAsync(message, ct), ct),
        WhatsAppEvent.Acknowledged { Receipt: var receipt } => await Use<ApplyReceipt>().ExecuteAsync(id, receipt, ct),
        WhatsAppEvent.Revoked { Key: var key } => await Use<RevokeMessage>().ExecuteAsync(id, key, ct),
        WhatsAppEvent.Connection { State: var state } => await Use<HearChannelState>().ExecuteAsync(id, state, ct),
        WhatsAppEvent.Ignorable { Reason: var reason } => await Use<EndEntry>().IgnoreAsync(id, reason, ct),
        WhatsAppEvent.Unreadable { Reason: var reason, Detail: var detail } => await Use<EndEntry>().FailAsync(id, reason, detail, ct),
        _ => throw new InvalidOperationException("A webhook was understood as nothing."),
    };

    private TUseCase Use<TUseCase>()
        where TUseCase : notnull => services.GetRequiredService<TUseCase>();

    private async Task<byte[]> BodyAsync(InboundEntry entry, CancellationToken ct)
    {
        if (entry.Payload is { } inline) return inline;
        await using var file = files.OpenRead(actor.Current.Tenant, entry.PayloadFile!) ?? throw new IOException("The payload's file is gone.");
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    private async Task<InboundMessage> StoredAsync(WhatsAppMessage message, CancellationToken ct) => message.File is { } bytes
        ? message.Inbound with { File = new InboundFile(await files.SaveAsync(actor.Current.Tenant, new MemoryStream(bytes), ct), message.FileName) }
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
