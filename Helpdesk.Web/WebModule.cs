using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Web.Api;
using Helpdesk.Web.Channels;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Identity;
using Helpdesk.Web.Operations;
using Helpdesk.Web.Realtime;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Helpdesk.Web;

/// <summary>Wires the doors and the pages, and prepares the installation before the first request.</summary>
public static class WebModule
{
    /// <summary>The name of the cookie that says who is signed in.</summary>
    public const string SessionCookie = "helpdesk";

    private static readonly string[] Cultures = ["en", "ar"];

    /// <summary>Reads the settings that lie at the repository's root and are linked beside the program; everything else overrides them.</summary>
    public static void AddLinkedSettings(this WebApplicationBuilder builder) => builder.Configuration.Sources.Insert(0, new JsonConfigurationSource
    {
        Path = $"appsettings.{builder.Environment.EnvironmentName}.json",
        FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
        Optional = true,
    });

    /// <summary>Who acts, and how results are shown.</summary>
    public static IServiceCollection AddDoors(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = SessionCookie;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.CookieManager = new SignInCookies();
            options.LoginPath = "/signin";
            options.ExpireTimeSpan = UserSession.Remembered;
            options.SlidingExpiration = false;
        });
        services.AddAuthorization(options => options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        new IdentityBuilder(typeof(User), services).AddSignInManager();
        services.Configure<IdentityPasskeyOptions>(options => (options.UserVerificationRequirement, options.ResidentKeyRequirement) = ("required", "required"));
        // The host's own request log names every path, and a scope carries it to every other line: the secrets of links would stand there.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None));
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.AddCascadingAuthenticationState().AddLocalization().AddAntiforgery();
        return services
            .AddScoped<CircuitUseCases>()
            .AddScoped<OperatorUseCases>()
            .AddScoped<CurrentAgent>()
            .AddScoped<CircuitOrigin>()
            .AddScoped<PublicPlace>()
            .AddSingleton<Refusals>()
            .AddScoped<ErrorText>()
            .AddScoped<SignInDesk>()
            .AddScoped<SignInEntry>()
            .AddScoped<SignInBrowser>()
            .AddScoped<SignInPasskeys>()
            .AddScoped<SignInMail>()
            .AddScoped<RegistrationDesk>()
            .AddHttpContextAccessor()
            .AddSingleton<PublicAddress>()
            .AddSingleton<RefusedWebhooks>();
    }

    /// <summary>Blazor, and what keeps pages live.</summary>
    public static IServiceCollection AddLivePages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(options => options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3));
        return services
            .AddSingleton<TicketRows>()
            .AddSingleton<HeldTicketCounts>()
            .AddScoped<ViewCountsFeed>()
            .AddSingleton<AgentBoards>()
            .AddScoped<AgentBoard>()
            .AddSingleton<Viewers>()
            .AddScoped<ViewersFeed>()
            .AddSingleton<SupervisionBoards>()
            .AddScoped<SupervisionFeed>()
            .AddScoped<CircuitHandler, CircuitCount>()
            .AddScoped<CircuitPresence>()
            .AddScoped<CircuitHandler>(s => s.GetRequiredService<CircuitPresence>())
            .AddHostedService<PresenceSessions>();
    }

    /// <summary>Migrates, checks the key and prints the set-up link on first run.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        var runner = app.Services.GetRequiredService<UseCaseRunner>();
        var token = await runner.RunAsync<Startup, string?>(Actor.Installation, startup => startup.RunAsync(CancellationToken.None));
        var address = app.Services.GetRequiredService<PublicAddress>();
        app.Lifetime.ApplicationStarted.Register(() => FirstWords.Print(Console.Out, address.Url, token, app.Environment.IsDevelopment()));
    }

    /// <summary>Outside Development what went wrong is answered with problem details that tell nothing of the inside.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        if (app.Environment.IsDevelopment()) return;
        app.UseExceptionHandler(failed => failed.Run(context => Results.Problem(statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(context)));
        app.UseHsts();
    }

    /// <summary>Sign-in, who acts, language, antiforgery.</summary>
    public static void UseDesk(this WebApplication app)
    {
        app.UseKnownProxies();
        app.UseOriginCheck();
        app.UseMiddleware<ApiAnswers>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<ActorMiddleware>();
        app.UseRequestLocalization(options =>
        {
            options.SetDefaultCulture("en").AddSupportedCultures(Cultures).AddSupportedUICultures(Cultures);
            // A choice of one's own (the address, the cookie), then the workspace's, then the browser's.
            options.RequestCultureProviders.Insert(2, new WorkspaceLanguage());
        });
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<Idempotency>();
        app.UseAntiforgery();
    }
}
