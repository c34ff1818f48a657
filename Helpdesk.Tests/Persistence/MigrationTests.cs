using System.Text.RegularExpressions;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace Helpdesk.Tests.Persistence;

/// <summary>Each database has migrations of its own; none may lag behind the model (build/new-migration.sh).</summary>
public sealed partial class MigrationTests
{
    public static readonly TheoryData<string, string> Databases = new()
    {
        { "Sqlite", "Data Source=never-opened.db" }, { "Postgres", "Host=never-opened" }, { "SqlServer", "Server=never-opened" },
    };

    [Theory]
    [MemberData(nameof(Databases))]
    public void The_model_has_no_pending_changes(string provider, string connection) => With(provider, connection, db => Assert.False(db.Database.HasPendingModelChanges()));

    [Theory]
    [MemberData(nameof(Databases))]
    public void The_migrations_are_this_databases_own_and_make_every_table(string provider, string connection) => With(provider, connection, db =>
    {
        var script = db.GetService<IMigrator>().GenerateScript();
        var tables = db.Model.GetEntityTypes().Select(t => t.GetTableName()!).ToHashSet();
        Assert.True(tables.Count > 20);
        Assert.Equal([], tables.Except(CreatedTable().Matches(script).Select(m => m.Groups[1].Value)));
        Assert.Equal(provider == "SqlServer", script.Contains("nvarchar", StringComparison.Ordinal));
        Assert.Equal(provider == "Postgres", script.Contains("timestamp with time zone", StringComparison.Ordinal));
    });

    [Theory]
    [MemberData(nameof(Databases))]
    public void Every_value_of_an_enumeration_fits_its_column(string provider, string connection) => With(provider, connection, db =>
    {
        var named = db.Model.GetEntityTypes().SelectMany(t => t.GetProperties())
            .Select(p => (Property: p, Enum: Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType)).Where(p => p.Enum.IsEnum && p.Property.GetMaxLength() is not null).ToList();
        Assert.NotEmpty(named);
        Assert.Equal([], named.Where(p => p.Enum.GetEnumNames().Any(n => n.Length > p.Property.GetMaxLength())).Select(p => p.Property.ToString()));
    });

    [Fact]
    public async Task A_database_from_before_routing_gets_statuses_turns_places_in_the_queue_and_looks_at_who_waits()
    {
        var folder = Directory.CreateTempSubdirectory("desk-old-").FullName;
        var options = new DbContextOptionsBuilder<HelpdeskDb>();
        options.UseDatabase("Sqlite", $"Data Source={Path.Combine(folder, "old.db")};Foreign Keys=False;Pooling=False");
        using var gate = new WriteGate(single: true);
        await using (var db = new HelpdeskDb(options.Options, new ActorContext(), gate))
        {
            var migrator = db.GetService<IMigrator>();
            await migrator.MigrateAsync("Initial");
            foreach (var table in new[] { "Tenants", "Departments", "Memberships", "Tickets" }) await AddRowAsync(db, table);
            await db.Database.ExecuteSqlAsync($"""UPDATE "Tickets" SET "WaitingSince" = 5""");
            await migrator.MigrateAsync();
            Assert.Equal(1, await db.Database.SqlQuery<long>($"""SELECT COUNT(*) AS "Value" FROM "AgentStatuses" WHERE "State" = 'Offline' AND "Since" = 1 AND "Version" = 1""").SingleAsync());
            Assert.Equal(1, await db.Database.SqlQuery<long>($"""SELECT COUNT(*) AS "Value" FROM "RoutingTurns" WHERE "DepartmentId" = 1 AND "DueAt" = 1""").SingleAsync());
            Assert.Equal(1, await db.Database.SqlQuery<long>($"""SELECT COUNT(*) AS "Value" FROM "Tickets" WHERE "QueuedAt" = 1""").SingleAsync());
            Assert.Equal(1, await db.Database.SqlQuery<long>($"""SELECT COUNT(*) AS "Value" FROM "Deadlines" WHERE "Kind" = 'Delay' AND "Subject" = 1 AND "DueAt" = 5""").SingleAsync());
        }

        Directory.Delete(folder, recursive: true);
    }

    // Every column that must have a value has 1, or the word for it.
    private static async Task AddRowAsync(HelpdeskDb db, string table)
    {
#pragma warning disable EF1002 // The test's own table names.
        var columns = await db.Database.SqlQueryRaw<string>($"SELECT \"name\" AS \"Value\" FROM pragma_table_info('{table}') WHERE \"notnull\" = 1").ToListAsync();
        await db.Database.ExecuteSqlRawAsync($"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select(_ => "1"))})");
#pragma warning restore EF1002
    }

    private static void With(string provider, string connection, Action<HelpdeskDb> look)
    {
        var options = new DbContextOptionsBuilder<HelpdeskDb>();
        options.UseDatabase(provider, connection);
        using var gate = new WriteGate(single: false);
        using var db = new HelpdeskDb(options.Options, new ActorContext(), gate);
        look(db);
    }

    [GeneratedRegex(@"CREATE TABLE [""\[](\w+)[""\]]")]
    private static partial Regex CreatedTable();
}
