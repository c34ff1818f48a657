using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Infrastructure.Live;

/// <summary>
/// Reads the live log in order after each pulse and delivers it to this node. Because the log is written in commit order, reading on from the
/// last sequence never skips an update, however pulses arrive.
/// </summary>
public sealed partial class LivePump(
    ILiveBackplane backplane, LiveFeed feed, UseCaseRunner runner, TimeProvider clock, Metrics metrics, ILogger<LivePump> log) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly Dictionary<TenantId, long> _last = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var tenant in backplane.PulsesAsync(stoppingToken))
        {
            try
            {
                await DeliverNewAsync(tenant, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(log, failure);
                await Task.Delay(RetryAfter, clock, stoppingToken);
                backplane.Pulse(tenant);
            }
        }
    }

    private async Task DeliverNewAsync(TenantId tenant, CancellationToken ct)
    {
        IReadOnlyList<LiveLogRow> rows;
        do
        {
            rows = await runner.RunAsync<HelpdeskDb, IReadOnlyList<LiveLogRow>>(Actor.System(tenant), db => ReadAsync(db, tenant, ct));
            foreach (var row in rows)
            {
                feed.Deliver(row.ToUpdate());
                _last[tenant] = row.Sequence;
                metrics.LiveFanOut(clock.GetUtcNow() - row.At);
            }
        }
        while (rows.Count == Batch);
    }

    private async Task<IReadOnlyList<LiveLogRow>> ReadAsync(HelpdeskDb db, TenantId tenant, CancellationToken ct)
    {
        var log = db.LiveLog.AsNoTracking();
        if (_last.TryGetValue(tenant, out var last))
            return await log.Where(r => r.Sequence > last).OrderBy(r => r.Sequence).Take(Batch).ToListAsync(ct);

        // The first pulse since the start: screens opened before it have read the state behind it; what it announced is at the log's end.
        var newest = await log.OrderByDescending(r => r.Sequence).Take(Batch).ToListAsync(ct);
        newest.Reverse();
        return newest;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Reading the live log failed; trying again.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
