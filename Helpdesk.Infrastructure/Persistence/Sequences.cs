using System.Globalization;
using System.Text;
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
    /// <summary>Moves the workspace's live sequence and writes the rows with the values it passed, in the order given.</summary>
    public static async Task AppendLiveAsync(this HelpdeskDb db, TenantId tenant, IReadOnlyList<LiveLogRow> rows, CancellationToken ct)
    {
        if (db.Database.IsSqlServer())
        {
            await AppendLiveInTwoAsync(db, tenant, rows, ct);
            return;
        }

        // One command for all of it: every unit of work pays for this.
        var sql = new StringBuilder("""
            INSERT INTO "LiveHeads" ("TenantId", "Sequence") VALUES ({0}, {1})
            ON CONFLICT ("TenantId") DO UPDATE SET "Sequence" = "LiveHeads"."Sequence" + excluded."Sequence";
            """);
        var values = new List<object> { tenant.Value, rows.Count };
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            sql.Append(CultureInfo.InvariantCulture, $$"""

                INSERT INTO "LiveLog" ("TenantId", "Sequence", "Kind", "EntityId", "MessageId", "Topics", "At")
                SELECT {0}, "Sequence" - {{rows.Count - 1 - i}}, {{{Next(row.Kind.ToString())}}}, {{{Next(row.EntityId)}}}, {{row.MessageId?.ToString(CultureInfo.InvariantCulture) ?? "NULL"}}, {{{Next(row.Topics)}}}, {{{Next(Stored(row.At))}}}
                FROM "LiveHeads" WHERE "TenantId" = {0};
                """);
        }

        await db.Database.ExecuteSqlRawAsync(sql.ToString(), values, ct);

        int Next(object value)
        {
            values.Add(value);
            return values.Count - 1;
        }

        object Stored(DateTimeOffset at) => db.Database.IsSqlite() ? at.UtcTicks : at.ToUniversalTime();
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
    /// <returns>The new value, and whether the ticket is delayed; null when there is no such ticket.</returns>
    public static async Task<ThreadStep?> AdvanceThreadAsync(this HelpdeskDb db, TenantId tenant, TicketId ticket, CancellationToken ct)
    {
        if (db.Database.IsSqlServer())
        {
            var rows = await db.Tickets.Where(t => t.Id == ticket).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastSequence, t => t.LastSequence + 1), ct);
            return rows == 0
                ? null
                : await db.Tickets.Where(t => t.Id == ticket).Select(t => new ThreadStep { Sequence = t.LastSequence, Delayed = t.DelayedSince == null ? 0 : 1 }).SingleAsync(ct);
        }

        return (await db.Database.SqlQuery<ThreadStep>(
            $"""
            UPDATE "Tickets" SET "LastSequence" = "LastSequence" + 1 WHERE "Id" = {ticket.Value} AND "TenantId" = {tenant.Value}
            RETURNING "LastSequence" AS "Sequence", CASE WHEN "DelayedSince" IS NULL THEN 0 ELSE 1 END AS "Delayed"
            """).ToListAsync(ct)).SingleOrDefault();
    }

    private static async Task AppendLiveInTwoAsync(HelpdeskDb db, TenantId tenant, IReadOnlyList<LiveLogRow> rows, CancellationToken ct)
    {
        var moved = await db.LiveHeads.ExecuteUpdateAsync(set => set.SetProperty(h => h.Sequence, h => h.Sequence + rows.Count), ct) > 0;
        var sequence = moved ? await db.LiveHeads.Select(h => h.Sequence).SingleAsync(ct) : rows.Count;
        if (!moved) db.LiveHeads.Add(new LiveHead { TenantId = tenant, Sequence = sequence });
        db.LiveLog.AddRange(rows.Select((row, i) => row with { Sequence = sequence - rows.Count + 1 + i }));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Where a thread stands after an entry.</summary>
    internal sealed class ThreadStep
    {
        public long Sequence { get; init; }

        /// <summary>1 when the ticket is delayed, else 0.</summary>
        public int Delayed { get; init; }
    }
}
