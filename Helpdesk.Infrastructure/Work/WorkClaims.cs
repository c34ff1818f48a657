using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Work;

/// <summary>A claimed row: enough to open a scope for it and keep the order.</summary>
public sealed record ClaimedWork(long Id, TenantId Tenant, string OrderKey);

/// <summary>
/// Claims rows of a queue over all workspaces under a lease. Of one order key only an unbroken run from the oldest unfinished row is taken,
/// by one claim, so that a chat's entries are worked in order (DECISIONS 5): behind the write gate, or under row locks that others pass over. One of the four places that lift the workspace filter (26).
/// </summary>
public sealed class WorkClaims(HelpdeskDb db, WriteGate gate, IIdSource ids, TimeProvider clock)
{
    /// <summary>Claims up to <paramref name="most"/> rows, oldest first.</summary>
    public async Task<IReadOnlyList<ClaimedWork>> ClaimAsync<T>(int most, TimeSpan lease, CancellationToken ct)
        where T : class, IQueuedWork, ITenantOwned
    {
        var now = clock.GetUtcNow();
        if (!await Free<T>(now).AnyAsync(ct)) return [];

        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var locked = await db.LockFreeRowsAsync<T>(now, most, ct);
        if (locked is { Count: 0 }) return [];
        var found = await FindAsync<T>(locked, now, most, ct);
        if (found.Count == 0) return [];

        var (claim, until, chosen) = (ids.Next(), now + lease, found.Select(f => f.Id).ToList());
        await Free<T>(now).Where(r => chosen.Contains(r.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeaseId, claim).SetProperty(r => r.LeasedUntil, until), ct);
        var won = await All<T>().Where(r => chosen.Contains(r.Id) && r.LeaseId == claim).Select(r => r.Id).ToListAsync(ct);
        await transaction.CommitAsync(ct);
        return [.. found.Where(f => won.Contains(f.Id))];
    }

    /// <summary>Gives back rows that were claimed but not begun.</summary>
    public async Task<int> ReleaseAsync<T>(IReadOnlyCollection<long> rows, CancellationToken ct)
        where T : class, IQueuedWork, ITenantOwned
    {
        using var turn = await gate.EnterAsync(ct);
        return await All<T>().Where(r => rows.Contains(r.Id) && !r.Finished)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeaseId, (long?)null).SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null), ct);
    }

    private async Task<List<ClaimedWork>> FindAsync<T>(List<long>? locked, DateTimeOffset now, int most, CancellationToken ct)
        where T : class, IQueuedWork, ITenantOwned
    {
        var free = Free<T>(now);
        if (db.Model.FindEntityType(typeof(T))!.FindProperty(nameof(IQueuedWork.OrderKey)) is null)
        {
            if (locked is not null) free = free.Where(r => locked.Contains(r.Id));
            return await free.OrderBy(r => r.DueAt).Take(most).Select(r => new ClaimedWork(r.Id, r.TenantId, "")).ToListAsync(ct);
        }

        // A locked row stands for its key.
        if (locked is not null) free = free.Where(r => All<T>().Any(head => locked.Contains(head.Id) && head.TenantId == r.TenantId && head.OrderKey == r.OrderKey));
        return await free
            .Where(r => !All<T>().Any(earlier => earlier.TenantId == r.TenantId && earlier.OrderKey == r.OrderKey && !earlier.Finished
                && earlier.Id < r.Id && (earlier.DueAt > now || earlier.LeasedUntil >= now)))
            .OrderBy(r => r.Id).Take(most)
            .Select(r => new ClaimedWork(r.Id, r.TenantId, r.OrderKey)).ToListAsync(ct);
    }

    private IQueryable<T> Free<T>(DateTimeOffset now)
        where T : class, IQueuedWork, ITenantOwned => All<T>().Where(r => !r.Finished && r.DueAt <= now && (r.LeasedUntil == null || r.LeasedUntil < now));

#pragma warning disable RS0030 // One of the four places (DECISIONS 26).
    private IQueryable<T> All<T>()
        where T : class, IQueuedWork, ITenantOwned => db.Set<T>().IgnoreQueryFilters([ModelConventions.TenantFilter]);
#pragma warning restore RS0030
}
