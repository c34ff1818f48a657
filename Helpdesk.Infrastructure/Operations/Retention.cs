using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Helpdesk.Infrastructure.Operations;

/// <summary>Each hour, workspace by workspace.</summary>
internal sealed class RetentionJob(UseCaseRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var tenants = await runner.RunAsync<HelpdeskDb, List<TenantId>>(Actor.Installation, db => db.Tenants.Select(t => t.Id).ToListAsync(cancellationToken));
        await runner.RunAsync<SignInRetention, int>(Actor.Installation, r => r.RunAsync(cancellationToken));
        foreach (var tenant in tenants) await runner.RunAsync<Retention, int>(Actor.System(tenant), r => r.RunAsync(cancellationToken));
    }
}

/// <summary>Deletes what is past its time: the live log, deadlines that have passed, the news of a queue and the answers to API calls keep a day, the inbound journal, unclaimed receipts, notifications and mutes 30 days, the activity log 400 (DECISIONS 4, 34).</summary>
public sealed class Retention(HelpdeskDb db, WriteGate gate, TimeProvider clock)
{
    /// <summary>How long the live log is kept.</summary>
    public static readonly TimeSpan LiveLog = TimeSpan.FromDays(1);

    /// <summary>How long raw events are kept.</summary>
    public static readonly TimeSpan Journal = TimeSpan.FromDays(30);

    /// <summary>How long the activity log is kept.</summary>
    public static readonly TimeSpan Activity = TimeSpan.FromDays(400);

    /// <summary>How long the answers to idempotent API calls are kept.</summary>
    public static readonly TimeSpan IdempotentAnswers = TimeSpan.FromHours(24);

    /// <summary>Deletes for the acting workspace; returns how many rows went.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (liveUntil, journalUntil, activityUntil, answersUntil) = (now - LiveLog, now - Journal, now - Activity, now - IdempotentAnswers);
        var (toldUntil, queueNewsUntil) = (now - Notification.Kept, now - Notification.QueueNewsKept);
        using var turn = await gate.EnterAsync(ct);
        return await db.LiveLog.Where(r => r.At < liveUntil).ExecuteDeleteAsync(ct)
            + await db.InboundEntries.Where(e => e.Finished && e.ReceivedAt < journalUntil).ExecuteDeleteAsync(ct)
            + await db.ActivityLog.Where(e => e.At < activityUntil).ExecuteDeleteAsync(ct)
            + await db.IdempotentCalls.Where(c => c.CreatedAt < answersUntil).ExecuteDeleteAsync(ct)
            + await db.Deadlines.Where(d => d.Finished && d.DueAt < liveUntil).ExecuteDeleteAsync(ct)
            + await db.Notifications.Where(n => n.At < toldUntil || (n.Kind == NotificationKind.NewTicket && n.At < queueNewsUntil)).ExecuteDeleteAsync(ct)
            + await db.TicketMutes.Where(m => m.At < toldUntil).ExecuteDeleteAsync(ct)
            + await db.EarlyReceipts.Where(r => r.At < journalUntil).ExecuteDeleteAsync(ct);
    }
}
