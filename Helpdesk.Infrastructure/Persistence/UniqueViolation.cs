using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>Tells a taken unique key from every other database error, for each provider.</summary>
internal static class UniqueViolation
{
    public static bool Is(DbUpdateException refused) => refused.InnerException switch
    {
        // https://sqlite.org/rescode.html: SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqlException server => server.Number is 2601 or 2627,
        _ => false,
    };
}
