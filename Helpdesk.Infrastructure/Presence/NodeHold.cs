using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Infrastructure.Presence;

/// <summary>
/// Renews this node's lease, looks whether it may serve beside the others, and lets go of nodes that no longer renew theirs. The first of the
/// workers to start and the last to stop: as long as anything here makes ids, nobody else has the number.
/// </summary>
public sealed partial class NodeHold(
    ThisNode node, NodeLeases leases, PresenceNode presence, CommonGrounds grounds, NodeStanding standing, TimeProvider clock, ILogger<NodeHold> log) : BackgroundService
{
    private readonly Lock _stopping = new();
    private Task? _stopped;

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        // A host may be told to stop twice.
        lock (_stopping) return _stopped ??= LeaveAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = grounds.Changed;
            try
            {
                // Others have let go of this node while it slept or the database was away: it begins anew.
                if (!await node.RenewAsync(stoppingToken)) await presence.BeginAgainAsync(stoppingToken);
                await leases.SweepAsync(stoppingToken);
                await standing.LookAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, failure);
            }

            try
            {
                // What this node stands on is said at once: others compare it with theirs.
                await changed.WaitAsync(NodeLeases.RenewEvery, clock, stoppingToken);
            }
            catch (TimeoutException)
            {
                // Nothing has changed, and it is time.
            }
        }
    }

    private async Task LeaveAsync(CancellationToken ct)
    {
        await base.StopAsync(ct);
        await node.LeaveAsync(ct);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The node's lease could not be renewed; trying again.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
