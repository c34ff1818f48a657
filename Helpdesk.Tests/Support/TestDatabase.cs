using System.Data.Common;
using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Presence;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Tests.Support;

/// <summary>
/// A test's own database, gone afterwards. Which one is said by HELPDESK_TEST_DATABASE (Sqlite, which is the default, or Postgres), and read
/// here only: tests must not care.
/// </summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>As <c>Helpdesk:Database</c> names it.</summary>
    public static string Provider { get; } = Environment.GetEnvironmentVariable("HELPDESK_TEST_DATABASE") is { Length: > 0 } chosen ? chosen : "Sqlite";

    /// <summary>The settings that lead the product to it.</summary>
    public abstract Dictionary<string, string?> Settings { get; }

    /// <summary>With every migration applied: a copy of one that is made once per run.</summary>
    /// <param name="folder">The test's own, for a database that is a file.</param>
    public static async Task<TestDatabase> MigratedAsync(string folder) => Provider switch
    {
        "Sqlite" => await SqliteTestDatabase.CopyAsync(folder),
        "Postgres" => await PostgresTestDatabase.CopyAsync(),
        _ => throw Unknown(),
    };

    /// <summary>Not made yet: the product does it.</summary>
    /// <param name="folder">The test's own, for a database that is a file.</param>
    public static TestDatabase Fresh(string folder) => Provider switch
    {
        "Sqlite" => new SqliteTestDatabase(folder),
        "Postgres" => new PostgresTestDatabase(),
        _ => throw Unknown(),
    };

    /// <summary>A way in beside the product.</summary>
    public abstract Task<DbConnection> OpenAsync();

    /// <summary>Every statement of the product fails at once meanwhile.</summary>
    public abstract Task AwayAsync(Func<Task> meanwhile);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Lets the product make and migrate a database.</summary>
    protected static async Task MigrateAsync(string folder, TestDatabase database)
    {
        using var host = TestDesk.Build(folder, TimeProvider.System, database.Settings, null);
        await host.Services.GetRequiredService<UseCaseRunner>().RunAsync<Startup, string?>(Actor.Installation, s => s.RunAsync(default));
        await host.Services.GetRequiredService<ThisNode>().LeaveAsync(default);
    }

    private static InvalidOperationException Unknown() => new($"HELPDESK_TEST_DATABASE is '{Provider}': use Sqlite or Postgres.");
}
