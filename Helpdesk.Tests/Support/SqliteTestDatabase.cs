using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Helpdesk.Tests.Support;

/// <summary>A file in the test's folder.</summary>
internal sealed class SqliteTestDatabase(string folder) : TestDatabase
{
    private static readonly Lazy<Task<byte[]>> Template = new(MakeAsync);
    private readonly string _file = Path.Combine(folder, "helpdesk.db");

    public override Dictionary<string, string?> Settings => new() { ["Helpdesk:Database"] = "Sqlite" };

    public static async Task<TestDatabase> CopyAsync(string folder)
    {
        var database = new SqliteTestDatabase(folder);
        await File.WriteAllBytesAsync(database._file, await Template.Value);
        return database;
    }

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={_file}");
        await connection.OpenAsync();
        return connection;
    }

    // The database's file is another, unreadable one meanwhile.
    public override async Task AwayAsync(Func<Task> meanwhile)
    {
        Close();
        string[] parts = [_file, _file + "-wal", _file + "-shm"];
        foreach (var part in parts.Where(File.Exists)) File.Move(part, part + ".away");
        await File.WriteAllTextAsync(_file, "no database at all");
        try
        {
            await meanwhile();
        }
        finally
        {
            Close();
            foreach (var part in parts.Where(File.Exists)) File.Delete(part);
            foreach (var part in parts.Where(p => File.Exists(p + ".away"))) File.Move(part + ".away", part);
        }
    }

    // The file goes with its folder.
    public override ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private static async Task<byte[]> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("desk-template-").FullName;
        var template = new SqliteTestDatabase(folder);
        await MigrateAsync(folder, template);
        await using (var connection = await template.OpenAsync())
        {
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await checkpoint.ExecuteNonQueryAsync();
        }

        template.Close();
        var bytes = await File.ReadAllBytesAsync(template._file);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    private void Close()
    {
        using var pool = new SqliteConnection($"Data Source={_file}");
        SqliteConnection.ClearPool(pool);
    }
}
