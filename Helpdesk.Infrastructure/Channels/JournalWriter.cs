using System.Threading.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Infrastructure.Channels;

/// <summary>An event on its way into the journal.</summary>
public sealed record JournalItem(long Id, TenantId Tenant, InboundArrival Arrival, InboundProblem? Problem);

/// <summary>
/// Writes events that arrive together in one transaction: a burst costs one disk flush, not one each. An event is answered only when it is
/// on disk, in the journal or, when the database cannot take it, in the spool.
/// </summary>
public sealed partial class JournalWriter(UseCaseRunner runner, InboundSpool spool, Metrics metrics, ILogger<JournalWriter> log) : BackgroundService
{
    private const int Largest = 128;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(4096) { SingleReader = true });

    /// <summary>Completes when the event is safely on disk; throws when neither journal nor spool could take it.</summary>
    public async Task WriteAsync(JournalItem item, CancellationToken ct)
    {
        var waiting = new Waiting(item, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(waiting, ct);
        await waiting.Done.Task;
    }

    /// <summary>Stores events of one workspace now, without the spool.</summary>
    /// <returns><see cref="SaveErrors.Duplicate"/> when one of them is stored already.</returns>
    public Task<Result> StoreAsync(TenantId tenant, IEnumerable<JournalItem> items, CancellationToken ct) =>
        runner.RunAsync<JournalBatch, Result>(Actor.System(tenant), batch => batch.StoreAsync(items, ct));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            var batch = new List<Waiting>(Largest);
            while (batch.Count < Largest && _queue.Reader.TryRead(out var next)) batch.Add(next);
            foreach (var group in batch.GroupBy(w => w.Item.Tenant)) await WriteBatchAsync(group.Key, [.. group]);
        }
    }

    private async Task WriteBatchAsync(TenantId tenant, IReadOnlyList<Waiting> batch)
    {
        try
        {
            if (await StoreAsync(tenant, batch.Select(w => w.Item), CancellationToken.None) is { Succeeded: false } refused)
                throw new InvalidOperationException($"The journal refused: {refused.Error.Code}.");
            foreach (var waiting in batch) waiting.Done.SetResult();
        }
        catch (Exception failure)
        {
            Log.Spooling(log, failure, batch.Count);
            foreach (var waiting in batch) Spool(waiting);
        }
    }

    private void Spool(Waiting waiting)
    {
        try
        {
            spool.Keep(waiting.Item);
            metrics.Spooled();
            waiting.Done.SetResult();
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            waiting.Done.SetException(new IOException("Neither the journal nor the spool takes events.", full));
        }
    }

    private sealed record Waiting(JournalItem Item, TaskCompletionSource Done);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The journal could not take {Count} events; they go to the spool.")]
        public static partial void Spooling(ILogger logger, Exception failure, int count);
    }
}

/// <summary>Stores events in one unit of work.</summary>
public sealed class JournalBatch(HelpdeskDb db, IUnitOfWork work)
{
    /// <summary>Stores them; one that is no event at all is failed from the start.</summary>
    public async Task<Result> StoreAsync(IEnumerable<JournalItem> items, CancellationToken ct)
    {
        foreach (var item in items)
        {
            var entry = InboundEntry.Accept(item.Id, item.Arrival);
            if (item.Problem is { } problem) entry.Fail(problem.Code, problem.Detail, item.Arrival.At);
            db.InboundEntries.Add(entry);
        }

        return await work.SaveAsync(ct);
    }
}
