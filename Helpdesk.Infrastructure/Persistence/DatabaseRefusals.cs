using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>What a database's refusal means, for each provider; EF wraps the provider's own exception once or twice, set-based writes not at all.</summary>
internal static class DatabaseRefusals
{
    /// <summary>A unique key is taken.</summary>
    public static bool IsDuplicate(Exception refused) => Any(refused, static cause => cause switch
    {
        // https://sqlite.org/rescode.html: SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqlException server => server.Number is 2601 or 2627,
        _ => false,
    });

    /// <summary>Two transactions stood in each other's way and the database ended this one: as good as an edit by somebody else.</summary>
    public static bool IsContention(Exception refused) => Any(refused, static cause => cause switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors: deadlock victim, snapshot update conflict
        SqlException server => server.Number is 1205 or 3960,
        _ => false,
    });

    private static bool Any(Exception? refused, Func<Exception, bool> means)
    {
        for (; refused is not null; refused = refused.InnerException)
            if (means(refused)) return true;
        return false;
    }
}
