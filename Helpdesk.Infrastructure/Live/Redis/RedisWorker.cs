using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Live.Redis;

/// <summary>Runs the node's connections to Redis; on a single node there are none.</summary>
internal sealed class RedisWorker(RedisLinks links, RedisPublisher publisher, RedisBackplane backplane, RedisSignals signals, IOptions<HelpdeskOptions> options) : BackgroundService
{
    private readonly bool _isSet = options.Value.Redis.Length > 0;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (_isSet) links.Begin();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _isSet
        ? Task.WhenAll(publisher.RunAsync(stoppingToken), backplane.RunAsync(stoppingToken), signals.RunAsync(stoppingToken))
        : Task.CompletedTask;
}
