using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Helpdesk.Infrastructure.Work;

/// <summary>Each second on every node: claims what has fallen due and looks at it. Leases need no take-over (DECISIONS 23).</summary>
[DisallowConcurrentExecution]
internal sealed partial class DeadlineTick(UseCaseRunner runner, ILogger<DeadlineTick> log) : IJob
{
    private const int Batch = 100;
    private const int Tries = 3;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<ClaimedWork> due;
        do
        {
            due = await runner.RunAsync<WorkClaims, IReadOnlyList<ClaimedWork>>(
                Actor.Installation, claims => claims.ClaimAsync<Deadline>(Batch, Lease, cancellationToken));
            foreach (var deadline in due) await MeetAsync(deadline, cancellationToken);
        }
        while (due.Count == Batch);
    }

    private async Task MeetAsync(ClaimedWork deadline, CancellationToken ct)
    {
        try
        {
            var met = await runner.RunAsync<MeetDeadline, Result>(Actor.System(deadline.Tenant), u => u.ExecuteAsync(deadline.Id, ct));
            for (var tries = 1; met.Error == SaveErrors.Conflict && tries < Tries; tries++)
                met = await runner.RunAsync<MeetDeadline, Result>(Actor.System(deadline.Tenant), u => u.ExecuteAsync(deadline.Id, ct));
            if (!met.Succeeded) Log.Refused(log, deadline.Id, met.Error.Code);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // This one's own: the others are due too.
            Log.Failed(log, failure, deadline.Id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Deadline {Deadline} comes back after its lease: {Code}.")]
        public static partial void Refused(ILogger logger, long deadline, string code);

        [LoggerMessage(Level = LogLevel.Error, Message = "Deadline {Deadline} failed and comes back after its lease.")]
        public static partial void Failed(ILogger logger, Exception failure, long deadline);
    }
}
