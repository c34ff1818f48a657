using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Helpdesk.Core.Shared;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Helpdesk.Infrastructure.Import;

/// <summary>The other system's database, only ever read: a SQLite file or a PostgreSQL server, one reader at a time.</summary>
internal sealed class SourceDatabase : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private DbTransaction? _snapshot;

    private SourceDatabase(DbConnection connection) => _connection = connection;

    /// <summary>Columns by table.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Tables { get; private set; } = new Dictionary<string, IReadOnlySet<string>>();

    /// <summary>Opens a file or connection string, or says in one line why not.</summary>
    public static async Task<Result<SourceDatabase>> OpenAsync(string where, CancellationToken ct)
    {
        var isServer = where.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) && where.Contains("://", StringComparison.Ordinal)
            || where.Contains("Host=", StringComparison.OrdinalIgnoreCase);
        if (!isServer && !File.Exists(where)) return ImportErrors.Source.With($"There is no file {Path.GetFullPath(where)}.");
        SourceDatabase? source = null;
        try
        {
            source = new SourceDatabase(isServer
                ? new NpgsqlConnection(where.Contains("://", StringComparison.Ordinal) ? FromUrl(where) : where)
                : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = where, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString()));
            await source.OpenAsync(isServer, ct);
            return source;
        }
        catch (Exception failure) when (failure is DbException or ArgumentException or UriFormatException or TimeoutException)
        {
            if (source is not null) await source.DisposeAsync();
            var what = failure is SqliteException { SqliteErrorCode: 26 } ? "it is no SQLite database" : failure.Message.ReplaceLineEndings(" ");
            return ImportErrors.Source.With($"The source cannot be opened: {what}.".Replace("..", ".", StringComparison.Ordinal));
        }
    }

    /// <summary>How many rows a table has.</summary>
    public async Task<long> CountAsync(string table, CancellationToken ct)
    {
        await using var command = Command($"SELECT COUNT(*) FROM {Quoted(table)}");
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Streams a query.</summary>
    public async IAsyncEnumerable<SourceRow> ReadAsync(string query, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(query);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var columns = Enumerable.Range(0, reader.FieldCount).DistinctBy(reader.GetName).ToDictionary(reader.GetName, i => i);
        while (await reader.ReadAsync(ct))
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            yield return new SourceRow(columns, values);
        }
    }

    /// <summary>A name as both databases take it.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public async ValueTask DisposeAsync()
    {
        if (_snapshot is not null) await _snapshot.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task OpenAsync(bool isServer, CancellationToken ct)
    {
        await _connection.OpenAsync(ct);
        // A server may go on being written while it is read: one snapshot for the whole import.
        if (isServer) _snapshot = await _connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var columns = new Dictionary<string, HashSet<string>>();
        var query = isServer
            ? "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false))"
            : "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'";
        await foreach (var row in ReadAsync(query, ct))
        {
            var table = row.Text("t")!;
            if (!columns.TryGetValue(table, out var names)) columns[table] = names = [];
            names.Add(row.Text("c")!);
        }

        Tables = columns.ToDictionary(p => p.Key, p => (IReadOnlySet<string>)p.Value);
    }

#pragma warning disable CA2100 // Fixed queries; the names in them come from the database's own catalogue, quoted.
    private DbCommand Command(string query)
    {
        var command = _connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (query, _snapshot, 0);
        return command;
    }
#pragma warning restore CA2100

    private static string FromUrl(string url)
    {
        var address = new Uri(url);
        var login = address.UserInfo.Split(':', 2);
        var connection = new NpgsqlConnectionStringBuilder { Host = address.Host, Database = address.AbsolutePath.Trim('/') };
        if (address.Port > 0) connection.Port = address.Port;
        if (login[0].Length > 0) connection.Username = Uri.UnescapeDataString(login[0]);
        if (login.Length > 1) connection.Password = Uri.UnescapeDataString(login[1]);
        return connection.ConnectionString;
    }
}

/// <summary>Why an import is refused; the detail is the line to print.</summary>
public static class ImportErrors
{
    public static readonly Error Source = new("import.source", ErrorKind.Invalid);
    public static readonly Error Workspace = new("import.workspace", ErrorKind.NotFound);
    public static readonly Error Number = new("import.number", ErrorKind.NotFound);
    public static readonly Error Files = new("import.files", ErrorKind.NotFound);
}
