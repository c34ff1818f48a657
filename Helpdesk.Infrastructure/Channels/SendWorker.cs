using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Work;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Channels;

/// <summary>Works the send queue: chats side by side, the replies of one chat in order.</summary>
internal sealed partial class SendWorker(UseCaseRunner runner, WorkSignals signals, IOptions<WorkOptions> options, TimeProvider clock, ILogger<SendWorker> log)
    : QueueWorker<QueuedSend>(
        runner, signals, new QueuePace(options.Value.SendParallel, options.Value.SendParallel, options.Value.SendLease, options.Value.Poll), clock, log)
{
    private readonly UseCaseRunner _runner = runner;
    private readonly ILogger _log = log;

    protected override async Task<bool> WorkAsync(ClaimedWork row, CancellationToken ct)
    {
        using var trace = Metrics.Traces.StartActivity("send");
        var actor = Actor.System(row.Tenant);
        try
        {
            await _runner.RunAsync<DeliverSend, Result>(actor, u => u.ExecuteAsync(row.Id, ct));
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.Failed(_log, failure, row.Id);
            await _runner.RunAsync<DeliverSend, Result>(actor, u => u.PutOffAsync(row.Id, ct));
        }

        return await _runner.RunAsync<ISendWork, bool>(actor, async s => await s.FindAsync(row.Id, ct) is { Finished: true });
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Send {Send} failed.")]
        public static partial void Failed(ILogger logger, Exception failure, long send);
    }
}
