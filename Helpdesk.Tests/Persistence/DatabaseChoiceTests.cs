using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Helpdesk.Tests.Persistence;

/// <summary>The database is chosen by one setting; a wrong one says which.</summary>
public sealed class DatabaseChoiceTests
{
    [Theory]
    [InlineData("Oracle", "", "Helpdesk__Database is 'Oracle'")]
    [InlineData("", "", "Helpdesk__Database is ''")]
    [InlineData("Postgres", "", "Helpdesk__Connection is empty")]
    [InlineData("SqlServer", "", "Helpdesk__Connection is empty")]
    [InlineData("Postgres", "Data Source=desk.db", "Helpdesk__Connection is no connection string of Postgres")]
    [InlineData("SqlServer", "Host=db;Username=desk", "Helpdesk__Connection is no connection string of SqlServer")]
    [InlineData("Sqlite", "Host=db;Username=desk", "Helpdesk__Connection is no connection string of Sqlite")]
    [InlineData("Postgres", "nonsense", "Helpdesk__Connection is no connection string of Postgres")]
    public void A_wrong_choice_names_its_setting(string database, string connection, string complaint) =>
        Assert.Contains(complaint, Assert.Single(Check(database, connection).Failures!), StringComparison.Ordinal);

    [Theory]
    [InlineData("Sqlite", "")]
    [InlineData("Sqlite", "Data Source=desk.db")]
    [InlineData("Postgres", "Host=db;Username=desk;Password=secret;Database=desk")]
    [InlineData("SqlServer", "Server=db;Database=desk;User Id=desk;Password=secret")]
    public void A_right_one_is_taken(string database, string connection) => Assert.True(Check(database, connection).Succeeded);

    [Fact]
    public void Postgres_plans_a_statement_once_unless_the_operator_says_otherwise()
    {
        var usual = new NpgsqlConnectionStringBuilder(Database.Tuned("Host=db;Username=desk"));
        Assert.Equal((100, true), (usual.MaxAutoPrepare, usual.NoResetOnClose));
        var pooled = new NpgsqlConnectionStringBuilder(Database.Tuned("Host=db;Username=desk;Max Auto Prepare=0;No Reset On Close=false"));
        Assert.Equal((0, false), (pooled.MaxAutoPrepare, pooled.NoResetOnClose));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_with_the_setting_and_without_its_password()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => TestDesk.StartAsync(settings: new()
        {
            ["Helpdesk:Database"] = "Postgres",
            ["Helpdesk:Connection"] = "Host=127.0.0.1;Port=9;Username=desk;Password=open-sesame;Database=desk",
        }));
        Assert.Contains("Helpdesk__Connection", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tests_use_the_database_they_were_told_to()
    {
        await using var desk = await TestDesk.StartAsync();
        var provider = await desk.LookAsync(db => Task.FromResult(db.Database.ProviderName!));
        Assert.EndsWith(TestDatabase.Provider == "Postgres" ? "PostgreSQL" : TestDatabase.Provider, provider, StringComparison.Ordinal);
        Assert.Equal(TestDatabase.Provider, desk.Services.GetRequiredService<IOptions<HelpdeskOptions>>().Value.Database);
    }

    [Fact]
    public async Task Two_nodes_that_start_at_once_on_a_new_database_agree_on_its_key()
    {
        var folder = Directory.CreateTempSubdirectory("desk-two-").FullName;
        await using var database = TestDatabase.Fresh(folder);
        using (var one = TestDesk.Build(folder, TimeProvider.System, database.Settings, null))
        using (var two = TestDesk.Build(folder, TimeProvider.System, database.Settings, null))
        {
            await Task.WhenAll(new[] { one, two }.Select(node => Task.Run(() =>
                node.Services.GetRequiredService<UseCaseRunner>().RunAsync<Startup, string?>(Actor.Installation, s => s.RunAsync(default)))));
            Assert.Equal(1, await one.Services.GetRequiredService<UseCaseRunner>().RunAsync<HelpdeskDb, int>(Actor.Installation, db => db.KeyChecks.CountAsync()));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static ValidateOptionsResult Check(string database, string connection) =>
        new DatabaseChoice().Validate(null, new HelpdeskOptions { Database = database, Connection = connection });
}
