using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Infrastructure.Work;

/// <summary>How a queue is worked.</summary>
/// <param name="Parallel">Order keys worked at once.</param>
/// <param name="Batch">Rows taken by one claim.</param>
/// <param name="Lease">How long a killed worker's rows stay taken.</param>
/// <param name="Poll">How often to look without being woken: finds what a crash left and what falls due.</param>
public sealed record QueuePace(int Parallel, int Batch, TimeSpan Lease, TimeSpan Poll);

/// <summary>
/// Works a queue: claims, works different order keys side by side and rows of one key one after the other, and is woken the moment something
/// is committed. A slow key never holds up the others.
/// </summary>
public abstract partial class QueueWorker<T>(UseCaseRunner runner, WorkSignals signals, QueuePace pace, TimeProvider clock, ILogger log) : BackgroundService
    where T : class, IQueuedWork, ITenantOwned
{
    private readonly SemaphoreSlim _free = new(pace.Parallel, pace.Parallel);
    private Task? _stopped;

    /// <summary>Works one row; an exception is this row's own and has been recorded by the implementation.</summary>
    /// <returns>Whether the next row of the same key may be worked now.</returns>
    protected abstract Task<bool> WorkAsync(ClaimedWork row, CancellationToken ct);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await ClaimAndStartAsync(stoppingToken) == 0) await signals.WaitAsync(typeof(T), pace.Poll, clock, stoppingToken);
        }
    }

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        // A host may be told to stop twice.
        lock (_free) return _stopped ??= DrainAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _free.Dispose();
        GC.SuppressFinalize(this);
    }

    // What has begun ends or is cancelled first: nothing runs on in a host that is being taken down.
    private async Task DrainAsync(CancellationToken ct)
    {
        await base.StopAsync(ct);
        for (var i = 0; i < pace.Parallel; i++) await _free.WaitAsync(ct);
    }

    private async Task<int> ClaimAndStartAsync(CancellationToken ct)
    {
        await _free.WaitAsync(ct);
        _free.Release();
        IReadOnlyList<ClaimedWork> claimed;
        try
        {
            claimed = await runner.RunAsync<WorkClaims, IReadOnlyList<ClaimedWork>>(Actor.Installation, c => c.ClaimAsync<T>(pace.Batch, pace.Lease, ct));
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.ClaimFailed(log, failure, typeof(T).Name);
            return 0;
        }

        foreach (var run in claimed.GroupBy(row => (row.Tenant, Key: row.OrderKey.Length == 0 ? $"{row.Id}" : row.OrderKey)))
        {
            await _free.WaitAsync(ct);
            _ = RunAsync([.. run.OrderBy(row => row.Id)], ct);
        }

        return claimed.Count;
    }

    private async Task RunAsync(IReadOnlyList<ClaimedWork> run, CancellationToken ct)
    {
        await Task.Yield();
        try
        {
            for (var i = 0; i < run.Count; i++)
            {
                if (await WorkAsync(run[i], ct)) continue;
                long[] rest = [.. run.Skip(i + 1).Select(row => row.Id)];
                if (rest.Length > 0) await runner.RunAsync<WorkClaims, int>(Actor.Installation, c => c.ReleaseAsync<T>(rest, ct));
                break;
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.RunFailed(log, failure, typeof(T).Name);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the lease brings the rest back.
        }
        finally
        {
            _free.Release();
            signals.Wake([typeof(T)]);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Claiming {Queue} failed; trying again.")]
        public static partial void ClaimFailed(ILogger logger, Exception failure, string queue);

        [LoggerMessage(Level = LogLevel.Error, Message = "Working {Queue} failed; its lease brings it back.")]
        public static partial void RunFailed(ILogger logger, Exception failure, string queue);
    }
}
