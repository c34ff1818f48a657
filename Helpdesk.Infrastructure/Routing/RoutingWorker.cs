using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Work;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Routing;

/// <summary>Works the departments' turns, different ones side by side, woken the moment one is marked.</summary>
internal sealed partial class RoutingWorker(UseCaseRunner runner, WorkSignals signals, IOptions<WorkOptions> options, TimeProvider clock, ILogger<RoutingWorker> log)
    : QueueWorker<RoutingTurn>(runner, signals, new QueuePace(4, 16, Lease, options.Value.Poll), clock, log)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private readonly UseCaseRunner _runner = runner;
    private readonly ILogger _log = log;

    protected override async Task<bool> WorkAsync(ClaimedWork row, CancellationToken ct)
    {
        var routed = await _runner.RunAsync<RouteDepartment, Result>(Actor.System(row.Tenant), use => use.ExecuteAsync(new DepartmentId(row.Id), ct));
        // Not ended, so not lost: the turn comes back when its lease lapses.
        if (!routed.Succeeded) Log.Refused(_log, row.Id, routed.Error.Code);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Routing of department {Department} was refused: {Code}.")]
        public static partial void Refused(ILogger logger, long department, string code);
    }
}
