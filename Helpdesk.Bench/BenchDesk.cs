using Helpdesk.Core;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Web.Channels;
using Helpdesk.Web.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Bench;

/// <summary>The product's own parts on a fresh database, SQLite in a temporary folder unless PostgreSQL is named, with one workspace and one number; gone afterwards.</summary>
public sealed class BenchDesk : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _app;

    private BenchDesk(string folder, WebApplication app) => (_folder, _app) = (folder, app);

    /// <summary>Services of the desk.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Opens scopes.</summary>
    public UseCaseRunner Runner => Services.GetRequiredService<UseCaseRunner>();

    /// <summary>The workspace.</summary>
    public TenantId Tenant { get; private set; }

    /// <summary>Its administrator.</summary>
    public AgentId Admin { get; private set; }

    /// <summary>Its number.</summary>
    public ChannelAccountId Account { get; private set; }

    /// <summary>Where its webhooks go.</summary>
    public Uri Webhook { get; private set; } = default!;

    /// <summary>Starts a desk.</summary>
    /// <param name="workers">Whether the webhook door listens and the workers run.</param>
    /// <param name="postgres">The connection of an empty PostgreSQL database; none for SQLite.</param>
    public static async Task<BenchDesk> StartAsync(bool workers, string? postgres = null)
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-bench-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Bench", ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection([new("Helpdesk:DataFolder", folder), new("Helpdesk:KeyFile", Path.Combine(folder, "key"))]);
        if (postgres is not null) builder.Configuration.AddInMemoryCollection([new("Helpdesk:Database", "Postgres"), new("Helpdesk:Connection", postgres)]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddCore().AddInfrastructure(builder.Configuration).AddSingleton<RefusedWebhooks>().AddHealth();
        var app = builder.Build();
        app.MapWhatsAppWebhooks();
        var desk = new BenchDesk(folder, app);
        await desk.SetUpAsync();
        if (workers) await app.StartAsync();
        if (workers) desk.Webhook = new Uri(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), desk.Webhook);
        return desk;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SetUpAsync()
    {
        var token = await Runner.RunAsync<Startup, string?>(Actor.Installation, s => s.RunAsync(CancellationToken.None));
        Tenant = new TenantId(Services.GetRequiredService<IIdSource>().Next());
        var system = Actor.System(Tenant);
        var user = await Runner.RunAsync<SetUpWorkspace, Result<UserId>>(system, u => u.ExecuteAsync(
            new SetUpRequest(token!, "Bench", "Africa/Cairo", "ar", "Care", "Ana", "ana@bench.example", "correct horse battery"), CancellationToken.None));
        _ = user.Value;
        Admin = (await Runner.RunAsync<IAgentDirectory, IReadOnlyList<AgentRow>>(system, d => d.ListAsync(CancellationToken.None)))[0].Id;
        // Nothing listens there: reading chats back fails at once and is tried again later.
        var server = await Runner.RunAsync<AddWhatsAppServer, Result<long>>(system, u => u.ExecuteAsync("Bench", "http://127.0.0.1:9", "secret", CancellationToken.None));
        Account = (await Runner.RunAsync<AddWhatsAppNumber, Result<ChannelAccountId>>(
            system, u => u.ExecuteAsync(server.Value, "bench", "Bench", 1000, CancellationToken.None))).Value;
        var servers = await Runner.RunAsync<IChannelQueries, Result<IReadOnlyList<ServerRow>>>(system, q => q.ServersAsync(CancellationToken.None));
        Webhook = new Uri(servers.Value[0].WebhookPath, UriKind.Relative);
    }
}
