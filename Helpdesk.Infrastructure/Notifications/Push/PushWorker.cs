using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Notifications.Push;

/// <summary>Works the queue of push messages; beside the outbox, so that a slow push service holds up nothing else.</summary>
internal sealed partial class PushWorker(
    UseCaseRunner runner, WorkSignals signals, IOptions<PushOptions> push, IOptions<WorkOptions> options, TimeProvider clock, ILogger<PushWorker> log)
    : QueueWorker<PushSend>(
        runner, signals, new QueuePace(push.Value.Parallel, push.Value.Parallel, push.Value.Timeout + options.Value.SendLease, options.Value.Poll), clock, log)
{
    private readonly UseCaseRunner _runner = runner;
    private readonly ILogger _log = log;

    protected override async Task<bool> WorkAsync(ClaimedWork row, CancellationToken ct)
    {
        var outcome = await _runner.RunAsync<PushStep, PushOutcome?>(Actor.System(row.Tenant), step => step.RunAsync(row.Id, ct));
        if (outcome == PushOutcome.Refused) Log.Refused(_log, row.Id);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Push {Push} was refused by the push service, or its address is not public; it is not tried again.")]
        public static partial void Refused(ILogger logger, long push);
    }
}

/// <summary>One push message.</summary>
internal sealed class PushStep(HelpdeskDb db, PushClient client, IUnitOfWork work, TimeProvider clock)
{
    /// <summary>Sends it, unless nobody needs it any more: read, too old, or its reader is here and sees the page.</summary>
    /// <returns>What the push service said; none when it was not asked.</returns>
    public async Task<PushOutcome?> RunAsync(long id, CancellationToken ct)
    {
        if (await db.PushSends.SingleOrDefaultAsync(s => s.Id == id, ct) is not { } send) return null;
        var told = await db.Notifications.AsNoTracking().SingleAsync(n => n.Id == send.NotificationId, ct);
        var to = await db.PushSubscriptions.SingleAsync(s => s.Id == send.SubscriptionId, ct);
        var wanted = told.ReadAt is null && clock.GetUtcNow() - told.At < PushSend.Fresh && to.AgentId == told.AgentId
            && !await db.AgentConnections.AnyAsync(c => c.AgentId == told.AgentId && c.State == ConnectionState.Active, ct);
        var answer = wanted ? await client.SendAsync(to, told.Kind, told.TicketId?.Value, ct) : null;
        switch (answer?.Outcome)
        {
            case PushOutcome.Later:
                send.PutOff(answer.RetryAfter, clock.GetUtcNow());
                break;
            case PushOutcome.Gone:
                to.Leave();
                db.Remove(to);
                db.Remove(send);
                break;
            default:
                if (answer?.Outcome == PushOutcome.Taken) to.Sent(clock.GetUtcNow());
                db.Remove(send);
                break;
        }

        // A refused save leaves the row as it is: its lease brings it back.
        await work.SaveAsync(ct);
        return answer?.Outcome;
    }
}
