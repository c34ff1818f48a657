using Helpdesk.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Helpdesk.Tests.Persistence;

/// <summary>What databases refuse is told apart however deep EF has wrapped it.</summary>
public sealed class DatabaseRefusalsTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected, true, false)]
    [InlineData(PostgresErrorCodes.SerializationFailure, true, false)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false, true)]
    [InlineData(PostgresErrorCodes.ForeignKeyViolation, false, false)]
    public void A_refusal_of_postgres_is_known_by_its_state(string state, bool contention, bool duplicate)
    {
        var refusal = new PostgresException("refused", "ERROR", "ERROR", state);
        foreach (var thrown in new Exception[] { refusal, new DbUpdateException("saving", refusal), new InvalidOperationException("likely transient", new DbUpdateException("saving", refusal)) })
            Assert.Equal((contention, duplicate), (DatabaseRefusals.IsContention(thrown), DatabaseRefusals.IsDuplicate(thrown)));
    }

    [Theory]
    [InlineData(2067, true)]
    [InlineData(1555, true)]
    [InlineData(787, false)]
    public void A_refusal_of_sqlite_is_known_by_its_extended_code(int code, bool duplicate)
    {
        var thrown = new DbUpdateException("saving", new SqliteException("refused", 19, code));
        Assert.Equal((false, duplicate), (DatabaseRefusals.IsContention(thrown), DatabaseRefusals.IsDuplicate(thrown)));
    }
}
