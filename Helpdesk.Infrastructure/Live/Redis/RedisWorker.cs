using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Live.Redis;

/// <summary>Runs the node's connections to Redis; on a single node there are none.</summary>
internal sealed class RedisWorker(RedisPublisher publisher, RedisBackplane backplane, RedisSignals signals, IOptions<HelpdeskOptions> options) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Value.Redis.Length == 0
        ? Task.CompletedTask
        : Task.WhenAll(publisher.RunAsync(stoppingToken), backplane.RunAsync(stoppingToken), signals.RunAsync(stoppingToken));
}
