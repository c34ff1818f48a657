using Helpdesk.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>
/// Where several write at once, a claimer locks rows and passes over those another one has locked. Of a queue with order keys it locks the
/// oldest unfinished row of each key: whoever holds that row alone may claim from the key, so that no two claimers share out one chat.
/// </summary>
internal static class QueueLocks
{
    /// <summary>Locks up to <paramref name="most"/> free rows until the transaction ends.</summary>
    /// <returns>Their ids; null on SQLite, whose one writer holds the write gate.</returns>
    public static async Task<List<long>?> LockFreeRowsAsync<T>(this HelpdeskDb db, DateTimeOffset now, int most, CancellationToken ct)
        where T : class, IQueuedWork
    {
        if (db.Database.IsSqlite()) return null;
        var type = db.Model.FindEntityType(typeof(T))!;
        var (table, at) = (type.GetTableName()!, now.ToUniversalTime());
        var keyed = type.FindProperty(nameof(IQueuedWork.OrderKey)) is not null;
#pragma warning disable EF1002 // The table's name comes from the model.
        return db.Database.IsSqlServer()
            ? await db.Database.SqlQueryRaw<long>(SqlServer(table, keyed, most), at).ToListAsync(ct)
            : await db.Database.SqlQueryRaw<long>(Postgres(table, keyed, most), at).ToListAsync(ct);
#pragma warning restore EF1002
    }

    private static string Postgres(string table, bool keyed, int most) =>
        $$"""
        SELECT r."Id" AS "Value" FROM "{{table}}" AS r
        WHERE r."Finished" = 0 AND r."DueAt" <= {0} AND (r."LeasedUntil" IS NULL OR r."LeasedUntil" < {0})
        {{(keyed ? $"""
        AND NOT EXISTS (SELECT 1 FROM "{table}" AS e
            WHERE e."TenantId" = r."TenantId" AND e."OrderKey" = r."OrderKey" AND e."Finished" = 0 AND e."Id" < r."Id")
        ORDER BY r."Id"
        """ : """ORDER BY r."DueAt", r."Id" """)}}
        LIMIT {{most}} FOR UPDATE OF r SKIP LOCKED
        """;

    // READPAST needs a reading that locks, also where the database reads snapshots
    // (https://learn.microsoft.com/sql/t-sql/queries/hints-transact-sql-table).
    private static string SqlServer(string table, bool keyed, int most) =>
        $$"""
        SELECT TOP ({{most}}) r.[Id] AS [Value] FROM [{{table}}] AS r WITH (READCOMMITTEDLOCK, UPDLOCK, ROWLOCK, READPAST)
        WHERE r.[Finished] = 0 AND r.[DueAt] <= {0} AND (r.[LeasedUntil] IS NULL OR r.[LeasedUntil] < {0})
        {{(keyed ? $"""
        AND NOT EXISTS (SELECT 1 FROM [{table}] AS e
            WHERE e.[TenantId] = r.[TenantId] AND e.[OrderKey] = r.[OrderKey] AND e.[Finished] = 0 AND e.[Id] < r.[Id])
        ORDER BY r.[Id]
        """ : "ORDER BY r.[DueAt], r.[Id]")}}
        """;
}
