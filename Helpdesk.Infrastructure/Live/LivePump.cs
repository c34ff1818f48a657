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
/// last sequence never skips an update, however pulses arrive, and never repeats one.
/// </summary>
public sealed partial class LivePump(
    ILiveBackplane backplane, LiveFeed feed, UseCaseRunner runner, TimeProvider clock, Metrics metrics, ILogger<LivePump> log) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Whoever opens a screen from here on reads the state behind these; what comes after them is news.
        foreach (var (tenant, sequence) in await HeadsAsync(cancellationToken)) feed.Begin(tenant, sequence);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var pulse in backplane.PulsesAsync(stoppingToken))
        {
            if (pulse is { } tenant) await TryAsync(() => DeliverNewAsync(tenant, stoppingToken), tenant, stoppingToken);
            else await TryAsync(() => LookAsync(stoppingToken), null, stoppingToken);
        }
    }

    private async Task TryAsync(Func<Task> deliver, TenantId? tenant, CancellationToken ct)
    {
        try
        {
            await deliver();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.Failed(log, failure);
            await Task.Delay(RetryAfter, clock, ct);
            if (tenant is { } again) backplane.Pulse(again);
        }
    }

    // A look that fails is not repeated here: who asked for it asks again.
    private async Task LookAsync(CancellationToken ct)
    {
        foreach (var (tenant, sequence) in await HeadsAsync(ct))
            if (sequence > feed.Position(tenant)) await TryAsync(() => DeliverNewAsync(tenant, ct), tenant, ct);
    }

    private async Task DeliverNewAsync(TenantId tenant, CancellationToken ct)
    {
        IReadOnlyList<LiveLogRow> rows;
        do
        {
            var last = feed.Position(tenant);
            rows = await runner.RunAsync<HelpdeskDb, IReadOnlyList<LiveLogRow>>(
                Actor.System(tenant), async db => await db.LiveLog.AsNoTracking().Where(r => r.Sequence > last).OrderBy(r => r.Sequence).Take(Batch).ToListAsync(ct));
            foreach (var row in rows)
            {
                feed.Deliver(row.ToUpdate());
                metrics.LiveFanOut(clock.GetUtcNow() - row.At);
            }
        }
        while (rows.Count == Batch);
    }

    private Task<Dictionary<TenantId, long>> HeadsAsync(CancellationToken ct) =>
        runner.RunAsync<LiveHeads, Dictionary<TenantId, long>>(Actor.Installation, heads => heads.ReadAsync(ct));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Reading the live log failed; trying again.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
