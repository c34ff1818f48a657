using System.Net.Http.Headers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Tests.Support;

/// <summary>The whole product on a free loopback port with a folder of its own: for tests that enter by a door.</summary>
public sealed class HelpdeskApp : WebApplicationFactory<Program>
{
    private readonly string _environment;
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-app-").FullName;
    private readonly Dictionary<string, string> _settings;
    private readonly Action<IServiceCollection>? _services;
    private TestDatabase _database = null!;

    private HelpdeskApp(string environment, Dictionary<string, string>? settings, Action<IServiceCollection>? services) =>
        (_environment, _settings, _services) = (environment, settings ?? [], services);

    /// <summary>Where files and spool lie, and a database that is a file.</summary>
    public string Folder => _folder;

    public Given Given { get; private set; } = null!;

    /// <summary>The first workspace's administrator.</summary>
    public Actor Admin { get; private set; } = null!;

    /// <summary>Starts the product and sets its first workspace up.</summary>
    public static async Task<HelpdeskApp> StartAsync(
        string environment = "Testing", Dictionary<string, string>? settings = null, Action<IServiceCollection>? services = null)
    {
        var app = new HelpdeskApp(environment, settings, services);
        app._database = await TestDatabase.MigratedAsync(app._folder);
        app.UseKestrel(0);
        app.StartServer();
        app.Given = new Given(app.Services);
        var token = await app.Services.GetRequiredService<UseCaseRunner>().RunAsync<Startup, string?>(Actor.Installation, s => s.RunAsync(default));
        app.Admin = await app.Given.WorkspaceAsync(token!);
        return app;
    }

    /// <summary>A browser nobody is signed in with, which does not follow redirects.</summary>
    public HttpClient Stranger()
    {
        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = new Uri(address) };
    }

    /// <summary>A browser somebody is signed in with: the cookie is the one the sign-in page would have issued.</summary>
    public HttpClient BrowserOf(Actor member)
    {
        var cookie = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var session = Services.GetRequiredService<Sessions>().OpenAsync(member.User!.Value, member.Tenant, RequestOrigin.Of("127.0.0.1", "test"), null, false, default).GetAwaiter().GetResult();
        var principal = new SignedIn(member.User!.Value, member.Tenant, session.Id).ToPrincipal();
        var ticket = cookie.TicketDataFormat.Protect(new AuthenticationTicket(principal, CookieAuthenticationDefaults.AuthenticationScheme));
        var http = Stranger();
        http.DefaultRequestHeaders.Add("Cookie", $"{cookie.Cookie.Name}={ticket}");
        http.DefaultRequestHeaders.Add("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return http;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        builder.UseSetting("Helpdesk:DataFolder", _folder).UseSetting("Helpdesk:KeyFile", Path.Combine(_folder, "keys", "master.key"));
        builder.UseSetting("Helpdesk:MasterKey", TestDesk.MasterKey);
        foreach (var (name, value) in _database.Settings) builder.UseSetting(name, value);
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureServices(services =>
        {
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
            _services?.Invoke(services);
        });
    }
}
