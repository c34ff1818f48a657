using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Tests.Support;

/// <summary>A database with every migration applied, made once per run and copied for each test.</summary>
internal static class TemplateDatabase
{
    private static readonly Lazy<Task<byte[]>> Made = new(MakeAsync);

    public static async Task CopyToAsync(string file) => await File.WriteAllBytesAsync(file, await Made.Value);

    private static async Task<byte[]> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("desk-template-").FullName;
        var file = Path.Combine(folder, "helpdesk.db");
        using (var host = TestDesk.Build(folder, TimeProvider.System, [], null))
        {
            await host.Services.GetRequiredService<UseCaseRunner>().RunAsync<Startup, string?>(Actor.Installation, s => s.RunAsync(default));
        }

        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await checkpoint.ExecuteNonQueryAsync();
        }

        SqliteConnection.ClearAllPools();
        var bytes = await File.ReadAllBytesAsync(file);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }
}
