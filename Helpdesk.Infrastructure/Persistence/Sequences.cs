using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>
/// Counters that are moved and read inside the running transaction: in one statement where the database knows RETURNING, because every unit
/// of work pays for it, else in two under the row's lock.
/// </summary>
internal static class Sequences
{
    /// <summary>Moves the workspace's live sequence.</summary>
    /// <returns>The new value; null while the workspace has none.</returns>
    public static async Task<long?> AdvanceLiveHeadAsync(this HelpdeskDb db, TenantId tenant, int by, CancellationToken ct)
    {
        if (db.Database.IsSqlServer())
        {
            var rows = await db.LiveHeads.ExecuteUpdateAsync(set => set.SetProperty(h => h.Sequence, h => h.Sequence + by), ct);
            return rows == 0 ? null : await db.LiveHeads.Select(h => h.Sequence).SingleAsync(ct);
        }

        return Only(await db.Database.SqlQuery<long>(
            $"""UPDATE "LiveHeads" SET "Sequence" = "Sequence" + {by} WHERE "TenantId" = {tenant.Value} RETURNING "Sequence" AS "Value" """).ToListAsync(ct));
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
