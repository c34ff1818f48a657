using Microsoft.Data.Sqlite;

namespace Helpdesk.Tests.Import;

/// <summary>A database of another system, built row by row in a SQLite file.</summary>
public sealed class OldDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("old-").FullName;
    private readonly SqliteConnection _connection;

    public OldDatabase(string schema)
    {
        _connection = new SqliteConnection($"Data Source={File};Pooling=False");
        _connection.Open();
        Do(schema);
    }

    /// <summary>The database.</summary>
    public string File => Path.Combine(_folder, "db.sqlite3");

    /// <summary>The uploads.</summary>
    public string Uploads => Directory.CreateDirectory(Path.Combine(_folder, "media")).FullName;

    /// <summary>Runs a statement.</summary>
    public void Do(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Inserts a row: an object whose properties are the columns.</summary>
    public OldDatabase Add(string table, object row)
    {
        var values = row.GetType().GetProperties();
        using var command = _connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", values.Select(v => v.Name))}) VALUES ({string.Join(", ", values.Select(v => "$" + v.Name))})";
        foreach (var value in values) command.Parameters.AddWithValue("$" + value.Name, value.GetValue(row) ?? DBNull.Value);
        command.ExecuteNonQuery();
        return this;
    }

    /// <summary>Puts a file among the uploads.</summary>
    public void Upload(string path, byte[] bytes)
    {
        var file = Path.Combine(Uploads, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllBytes(file, bytes);
    }

    public void Dispose()
    {
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
