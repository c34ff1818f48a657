using System.Data.Common;
using Helpdesk.Infrastructure.Persistence;
using Npgsql;

namespace Helpdesk.Tests.Support;

/// <summary>A database of the server that HELPDESK_TEST_POSTGRES leads to, by an administrator's connection string (build/with-postgres.sh).</summary>
internal sealed class PostgresTestDatabase : TestDatabase
{
    private static readonly Lazy<Task<PostgresTestDatabase>> Template = new(MakeAsync);
    private readonly string _name = $"desk_{Guid.NewGuid():N}";

    public override Dictionary<string, string?> Settings => new() { ["Helpdesk:Database"] = "Postgres", ["Helpdesk:Connection"] = Connection };

    private static string Server => Environment.GetEnvironmentVariable("HELPDESK_TEST_POSTGRES") is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException("HELPDESK_TEST_POSTGRES is not set: run the tests by build/with-postgres.sh.");

    // As the product makes it, so that both have one pool.
    private string Connection => Database.Tuned(new NpgsqlConnectionStringBuilder(Server) { Database = _name }.ConnectionString);

    public static async Task<TestDatabase> CopyAsync()
    {
        var (template, database) = (await Template.Value, new PostgresTestDatabase());
        await TellServerAsync($"CREATE DATABASE {database._name} TEMPLATE {template._name}");
        return database;
    }

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        return connection;
    }

    public override async Task AwayAsync(Func<Task> meanwhile)
    {
        Close();
        await TellServerAsync($"ALTER DATABASE {_name} WITH ALLOW_CONNECTIONS false");
        await TellServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name}'");
        try
        {
            await meanwhile();
        }
        finally
        {
            await TellServerAsync($"ALTER DATABASE {_name} WITH ALLOW_CONNECTIONS true");
            Close();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        Close();
        await TellServerAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    // It stays until the server goes: copies are made of it to the end of the run.
    private static async Task<PostgresTestDatabase> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("desk-template-").FullName;
        var template = new PostgresTestDatabase();
        await MigrateAsync(folder, template);
        // A template is copied only while nobody is connected to it.
        template.Close();
        await TellServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template._name}'");
        Directory.Delete(folder, recursive: true);
        return template;
    }

    private static async Task TellServerAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    private void Close()
    {
        using var pool = new NpgsqlConnection(Connection);
        NpgsqlConnection.ClearPool(pool);
    }
}
