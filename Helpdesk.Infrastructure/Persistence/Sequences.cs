using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>
/// Counters that are moved and read inside the running transaction: in one statement where the database knows RETURNING, because every unit
/// of work pays for it, else in two under the row's lock. The first to need a counter makes it; who comes at the same time waits for that
/// row instead of failing on its key (on SQL Server its unit of work is refused as a duplicate and tried again).
/// </summary>
internal static class Sequences
{
    /// <summary>Moves the workspace's live sequence.</summary>
    /// <returns>The new value.</returns>
    public static async Task<long> AdvanceLiveHeadAsync(this HelpdeskDb db, TenantId tenant, int by, CancellationToken ct)
    {
        if (!db.Database.IsSqlServer())
        {
            return (await db.Database.SqlQuery<long>(
                $"""
                INSERT INTO "LiveHeads" ("TenantId", "Sequence") VALUES ({tenant.Value}, {by})
                ON CONFLICT ("TenantId") DO UPDATE SET "Sequence" = "LiveHeads"."Sequence" + excluded."Sequence" RETURNING "Sequence" AS "Value"
                """).ToListAsync(ct))[0];
        }

        if (await db.LiveHeads.ExecuteUpdateAsync(set => set.SetProperty(h => h.Sequence, h => h.Sequence + by), ct) > 0)
            return await db.LiveHeads.Select(h => h.Sequence).SingleAsync(ct);
        db.LiveHeads.Add(new LiveHead { TenantId = tenant, Sequence = by });
        return by;
    }

    /// <summary>Draws numbers for a rendered prefix (DECISIONS 10).</summary>
    /// <returns>The last of them.</returns>
    public static async Task<long> DrawNumbersAsync(this HelpdeskDb db, TenantId tenant, string prefix, int count, CancellationToken ct)
    {
        if (!db.Database.IsSqlServer())
        {
            return (await db.Database.SqlQuery<long>(
                $"""
                INSERT INTO "TicketCounters" ("TenantId", "Prefix", "Last") VALUES ({tenant.Value}, {prefix}, {count})
                ON CONFLICT ("TenantId", "Prefix") DO UPDATE SET "Last" = "TicketCounters"."Last" + excluded."Last" RETURNING "Last" AS "Value"
                """).ToListAsync(ct))[0];
        }

        var counter = db.TicketCounters.Where(c => c.Prefix == prefix);
        if (await counter.ExecuteUpdateAsync(set => set.SetProperty(c => c.Last, c => c.Last + count), ct) > 0)
            return await counter.Select(c => c.Last).SingleAsync(ct);
        db.TicketCounters.Add(new TicketCounter { TenantId = tenant, Prefix = prefix, Last = count });
        return count;
    }

    /// <summary>Draws a thread's next sequence for an entry that moves nothing else.</summary>
    /// <returns>The new value; null when there is no such ticket.</returns>
    public static async Task<long?> AdvanceThreadAsync(this HelpdeskDb db, TenantId tenant, TicketId ticket, CancellationToken ct)
    {
        if (db.Database.IsSqlServer())
        {
            var rows = await db.Tickets.Where(t => t.Id == ticket).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastSequence, t => t.LastSequence + 1), ct);
            return rows == 0 ? null : await db.Tickets.Where(t => t.Id == ticket).Select(t => t.LastSequence).SingleAsync(ct);
        }

        return Only(await db.Database.SqlQuery<long>(
            $"""UPDATE "Tickets" SET "LastSequence" = "LastSequence" + 1 WHERE "Id" = {ticket.Value} AND "TenantId" = {tenant.Value} RETURNING "LastSequence" AS "Value" """).ToListAsync(ct));
    }

    private static long? Only(List<long> rows) => rows.Count == 0 ? null : rows[0];
}
