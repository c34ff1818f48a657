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
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var due = await runner.RunAsync<WorkClaims, IReadOnlyList<ClaimedWork>>(
            Actor.Installation, claims => claims.ClaimAsync<Deadline>(100, Lease, cancellationToken));
        foreach (var deadline in due)
        {
            var result = await runner.RunAsync<CloseResolvedTicket, Result>(
                Actor.System(deadline.Tenant), u => u.ExecuteAsync(deadline.Id, cancellationToken));
            if (!result.Succeeded) Log.Refused(log, deadline.Id, result.Error.Code);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Deadline {Deadline} comes back after its lease: {Code}.")]
        public static partial void Refused(ILogger logger, long deadline, string code);
    }
}
