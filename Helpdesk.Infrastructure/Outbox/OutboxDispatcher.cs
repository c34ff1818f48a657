using System.Text.Json;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Outbox;

/// <summary>Runs outbox reactions: the row is taken away in the handler's own single save, so that effect and acknowledgement are one.</summary>
internal sealed partial class OutboxDispatcher(UseCaseRunner runner, WorkSignals signals, IOptions<WorkOptions> options, TimeProvider clock, ILogger<OutboxDispatcher> log)
    : QueueWorker<OutboxRow>(runner, signals, new QueuePace(4, 64, options.Value.SendLease, options.Value.Poll), clock, log)
{
    private readonly UseCaseRunner _runner = runner;
    private readonly ILogger _log = log;

    protected override async Task<bool> WorkAsync(ClaimedWork row, CancellationToken ct)
    {
        var actor = Actor.System(row.Tenant);
        using var trace = Metrics.Traces.StartActivity("outbox");
        try
        {
            await _runner.RunAsync<OutboxStep, bool>(actor, step => step.RunAsync(row.Id, ct));
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.Failed(_log, failure, row.Id);
            await _runner.RunAsync<OutboxStep, bool>(actor, step => step.FailAsync(row.Id, failure, ct));
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Outbox row {Row} failed.")]
        public static partial void Failed(ILogger logger, Exception failure, long row);
    }
}

/// <summary>One outbox row.</summary>
internal sealed class OutboxStep(HelpdeskDb db, EventMap map, IServiceProvider services, IUnitOfWork work, Metrics metrics, TimeProvider clock)
{
    public async Task<bool> RunAsync(long id, CancellationToken ct)
    {
        if (await db.OutboxRows.SingleOrDefaultAsync(r => r.Id == id, ct) is not { Finished: false } row) return false;
        var reaction = map.Find(row.Reaction) ?? throw new InvalidOperationException($"Nothing reacts as {row.Reaction} any more.");
        var happened = (IDomainEvent)JsonSerializer.Deserialize(row.Payload, reaction.Event)!;
        db.OutboxRows.Remove(row);
        await Reactions.CallAsync(reaction, services.GetRequiredService(reaction.Handler), happened, ct);
        if (db.Entry(row).State != EntityState.Detached && await work.SaveAsync(ct) is { Succeeded: false } refused)
            throw new InvalidOperationException($"Refused: {refused.Error.Code}.");
        metrics.OutboxLag(clock.GetUtcNow() - row.CreatedAt);
        return true;
    }

    public async Task<bool> FailAsync(long id, Exception failure, CancellationToken ct)
    {
        if (await db.OutboxRows.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } row) return false;
        row.Failed(failure, clock.GetUtcNow());
        return (await work.SaveAsync(ct)).Succeeded;
    }
}
