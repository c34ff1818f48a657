using Helpdesk.Core.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Realtime;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Bench;

/// <summary>
/// The whole product on a free loopback port and a fresh database, with one workspace and one number: SQLite in a temporary folder unless PostgreSQL
/// is named. Gone afterwards; PostgreSQL's database is left empty, as it was.
/// </summary>
public sealed class BenchDesk : WebApplicationFactory<AgentHub>
{
    /// <summary>Names a PostgreSQL database that is empty or not there yet.</summary>
    public const string PostgresVariable = "HELPDESK_BENCH_POSTGRES";

    private readonly string _folder = Directory.CreateTempSubdirectory("helpdesk-bench-").FullName;
    private readonly Dictionary<string, string> _settings;
    private readonly string? _postgres;

    private BenchDesk(string? postgres, Dictionary<string, string> settings) => (_postgres, _settings) = (postgres, settings);

    /// <summary>The connections to measure on, by the environment: SQLite (none) and, when it is named, PostgreSQL.</summary>
    public static IReadOnlyList<string?> Databases => Environment.GetEnvironmentVariable(PostgresVariable) is { Length: > 0 } postgres ? [null, postgres] : [null];

    /// <summary>Opens scopes.</summary>
    public UseCaseRunner Runner => Services.GetRequiredService<UseCaseRunner>();

    /// <summary>Where it answers.</summary>
    public Uri Url { get; private set; } = default!;

    /// <summary>What its data lies in, with the version.</summary>
    public string Database { get; private set; } = "";

    /// <summary>The workspace.</summary>
    public TenantId Tenant { get; private set; }

    /// <summary>Its administrator.</summary>
    public AgentId Admin { get; private set; }

    /// <summary>The administrator's sign-in.</summary>
    public UserId AdminUser { get; private set; }

    /// <summary>Its number.</summary>
    public ChannelAccountId Account { get; private set; }

    /// <summary>Where its webhooks go.</summary>
    public Uri Webhook { get; private set; } = default!;

    /// <summary>The administrator, acting.</summary>
    public Actor Acting => Actor.Member(Tenant, Admin, AdminUser, Permissions.Of(Role.Admin), new HashSet<DepartmentId>());

    /// <summary>Starts a desk.</summary>
    /// <param name="postgres">The connection of a PostgreSQL database that is empty or not there; none for SQLite.</param>
    /// <param name="settings">Settings of the product.</param>
    /// <exception cref="InvalidOperationException">The database is not empty.</exception>
    public static async Task<BenchDesk> StartAsync(string? postgres = null, Dictionary<string, string>? settings = null)
    {
        if (postgres is not null) await CheckEmptyAsync(postgres);
        var desk = new BenchDesk(postgres, settings ?? []);
        desk.UseKestrel(0);
        desk.StartServer();
        await desk.SetUpAsync();
        return desk;
    }

    /// <summary>The cookie the sign-in page would have given a member.</summary>
    public async Task<string> CookieOfAsync(UserId user)
    {
        var options = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var session = await Services.GetRequiredService<Sessions>().OpenAsync(user, Tenant, RequestOrigin.Of("127.0.0.1", "bench"), null, false, default);
        var ticket = new AuthenticationTicket(new SignedIn(user, Tenant, session.Id).ToPrincipal(), CookieAuthenticationDefaults.AuthenticationScheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }

    /// <summary>Looks into, or writes to, the database as the workspace.</summary>
    public Task<T> DataAsync<T>(Func<HelpdeskDb, Task<T>> work) => Runner.RunAsync(Actor.System(Tenant), work);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        if (_postgres is not null) await EmptyAsync(_postgres);
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Bench");
        builder.UseSetting("Helpdesk:DataFolder", _folder).UseSetting("Helpdesk:KeyFile", Path.Combine(_folder, "keys", "master.key"));
        if (_postgres is not null) builder.UseSetting("Helpdesk:Database", "Postgres").UseSetting("Helpdesk:Connection", _postgres);
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    private async Task SetUpAsync()
    {
        Url = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var token = await Runner.RunAsync<Startup, string?>(Actor.Installation, s => s.RunAsync(default));
        Tenant = new TenantId(Services.GetRequiredService<IIdSource>().Next());
        var system = Actor.System(Tenant);
        AdminUser = (await Runner.RunAsync<SetUpWorkspace, Result<UserId>>(system, u => u.ExecuteAsync(
            new SetUpRequest(token!, "Bench", "Africa/Cairo", "ar", "Care", "Ana", "ana@bench.example", "correct horse battery"), default))).Value;
        Admin = (await Runner.RunAsync<IAgentDirectory, IReadOnlyList<AgentRow>>(system, d => d.ListAsync(default)))[0].Id;
        // Nothing listens there: reading chats back fails at once and is tried again later.
        var server = await Runner.RunAsync<AddWhatsAppServer, Result<long>>(system, u => u.ExecuteAsync("Bench", "http://127.0.0.1:9", "secret", default));
        Account = (await Runner.RunAsync<AddWhatsAppNumber, Result<ChannelAccountId>>(system, u => u.ExecuteAsync(server.Value, "bench", "Bench", 1000, default))).Value;
        var servers = await Runner.RunAsync<IChannelQueries, Result<IReadOnlyList<ServerRow>>>(system, q => q.ServersAsync(default));
        Webhook = new Uri(Url, servers.Value[0].WebhookPath);
        Database = await DataAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            return $"{(_postgres is null ? "SQLite" : "PostgreSQL")} {db.Database.GetDbConnection().ServerVersion}";
        });
    }

    private static async Task CheckEmptyAsync(string postgres)
    {
        await using var context = Bare(postgres);
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync() && await creator.HasTablesAsync())
            throw new InvalidOperationException($"The database that {PostgresVariable} names is not empty: a bench fills it and throws it away.");
    }

    private static async Task EmptyAsync(string postgres)
    {
        await using var context = Bare(postgres);
        var creator = context.GetService<IRelationalDatabaseCreator>();
        await creator.DeleteAsync();
        await creator.CreateAsync();
    }

    private static DbContext Bare(string postgres) => new(new DbContextOptionsBuilder().UseNpgsql(postgres).Options);
}
