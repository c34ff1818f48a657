using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Helpdesk.Tests.Support;

/// <summary>
/// Stands where SQL Server would be: nothing is opened, every command is kept and answered with made-up rows. It proves that a query is
/// translated and a statement is built, not that a server takes it (DECISIONS 36).
/// </summary>
/// <param name="rows">How many rows every query finds, and every write meets: none, or one of ones.</param>
public sealed class NowhereServer(int rows) : DbCommandInterceptor, IDbConnectionInterceptor, IDbTransactionInterceptor
{
    private readonly ConcurrentQueue<string> _commands = new();

    /// <summary>What was sent.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <inheritdoc/>
    public override InterceptionResult<DbCommand> CommandCreating(CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
        InterceptionResult<DbCommand>.SuppressWithResult(new Command(_commands, rows));

    /// <inheritdoc/>
    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    /// <inheritdoc/>
    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => new(InterceptionResult.Suppress());

    /// <inheritdoc/>
    public InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result) =>
        InterceptionResult<DbTransaction>.SuppressWithResult(new Transaction(connection));

    /// <inheritdoc/>
    public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default) =>
        new(TransactionStarting(connection, eventData, result));

    /// <inheritdoc/>
    public ValueTask<InterceptionResult> CreatingSavepointAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => new(InterceptionResult.Suppress());

    private sealed class Transaction(DbConnection connection) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }

    // The provider's own parameters, and nothing behind them.
    private sealed class Command(ConcurrentQueue<string> sent, int rows) : DbCommand
    {
        private readonly SqlCommand _parameters = new();

        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; }

        protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override void Prepare()
        {
        }

        public override int ExecuteNonQuery()
        {
            sent.Enqueue(CommandText);
            return rows;
        }

        public override object ExecuteScalar()
        {
            sent.Enqueue(CommandText);
            return 1;
        }

        protected override DbParameter CreateDbParameter() => _parameters.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
        {
            sent.Enqueue(CommandText);
            return new Reader(rows);
        }

        protected override void Dispose(bool disposing)
        {
            _parameters.Dispose();
            base.Dispose(disposing);
        }
    }

    // As many columns as are asked for, each a one: an id, a version, a name, a flag.
    private sealed class Reader(int rows) : DbDataReader
    {
        private static readonly DateTimeOffset Then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private int _read;

        public override int Depth => 0;

        public override int FieldCount => 100;

        public override bool HasRows => rows > 0;

        public override bool IsClosed => false;

        public override int RecordsAffected => rows;

        public override object this[int ordinal] => GetValue(ordinal);

        public override object this[string name] => GetValue(0);

        public override bool Read() => _read++ < rows;

        public override bool NextResult()
        {
            _read = 0;
            return true;
        }

        public override T GetFieldValue<T>(int ordinal) => (T)(typeof(T) switch
        {
            var t when t == typeof(DateTimeOffset) => (object)Then,
            var t when t == typeof(TimeOnly) => TimeOnly.MinValue,
            var t when t == typeof(DateOnly) => DateOnly.MinValue,
            var t when t == typeof(byte[]) => Array.Empty<byte>(),
            var t => Convert.ChangeType(1, t, CultureInfo.InvariantCulture),
        });

        public override bool IsDBNull(int ordinal) => false;

        // The one column of a query by hand is called Value.
        public override string GetName(int ordinal) => ordinal == 0 ? "Value" : $"c{ordinal}";

        public override int GetOrdinal(string name) => 0;

        public override string GetDataTypeName(int ordinal) => "bigint";

        public override Type GetFieldType(int ordinal) => typeof(long);

        public override object GetValue(int ordinal) => 1L;

        public override int GetValues(object[] values) => 0;

        public override bool GetBoolean(int ordinal) => true;

        public override byte GetByte(int ordinal) => 1;

        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;

        public override char GetChar(int ordinal) => '1';

        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;

        public override DateTime GetDateTime(int ordinal) => Then.UtcDateTime;

        public override decimal GetDecimal(int ordinal) => 1;

        public override double GetDouble(int ordinal) => 1;

        public override float GetFloat(int ordinal) => 1;

        public override Guid GetGuid(int ordinal) => Guid.Empty;

        public override short GetInt16(int ordinal) => 1;

        public override int GetInt32(int ordinal) => 1;

        public override long GetInt64(int ordinal) => 1;

        public override string GetString(int ordinal) => "1";

        public override IEnumerator GetEnumerator() => throw new NotSupportedException();
    }
}
