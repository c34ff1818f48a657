using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>
/// Brings the database up to date, one node at a time. On PostgreSQL EF's own lock is let go between two migrations, and a node that waited there
/// would run one that has been run by then: so a lock of ours is held around all of them.
/// </summary>
internal static class Migrating
{
    // Any number, the same on every node: "Helpdesk" in ASCII.
    private const long Lock = 0x48656C706465736B;

    public static async Task MigrateOneAtATimeAsync(this HelpdeskDb db, CancellationToken ct)
    {
        if (!db.Database.IsNpgsql())
        {
            await db.Database.MigrateAsync(ct);
            return;
        }

        // The lock lives in the database, so that comes first.
        await CreateAsync(db.GetService<IRelationalDatabaseCreator>(), ct);
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Lock})", ct);
            await db.Database.MigrateAsync(ct);
        }
        finally
        {
            // The lock goes with its connection.
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task CreateAsync(IRelationalDatabaseCreator creator, CancellationToken ct)
    {
        if (await creator.ExistsAsync(ct)) return;
        try
        {
            await creator.CreateAsync(ct);
        }
        catch (PostgresException there) when (there.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node has just made it.
        }
    }
}
