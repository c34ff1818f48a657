using Helpdesk.Web.Dev.Phones;
using Helpdesk.Web.Dev.WppConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Helpdesk.Web.Dev;

/// <summary>
/// What only Development has: the WPPConnect double under <see cref="Prefix"/> and the practice phones at <c>/dev/whatsapp</c>. In every
/// other environment nothing of it is mapped. The product gives the double its webhook address.
/// </summary>
public static class DevModule
{
    /// <summary>Where the double answers: its base URL is the product's own plus this.</summary>
    public const string Prefix = "/dev/wppconnect";

    /// <summary>The session that is there from the start.</summary>
    public const string PracticeSession = "practice";

    private const string PracticeNumber = "201000000001";

    /// <summary>Registers the double; it costs nothing until it is mapped.</summary>
    public static IServiceCollection AddWppConnectDouble(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new WppConnectDouble(provider.GetRequiredService<TimeProvider>(), WebhookClient()));
        return services;
    }

    /// <summary>Registers what connects a workspace to the double.</summary>
    public static IServiceCollection AddPracticeDesk(this IServiceCollection services) =>
        services.AddSingleton<PracticeDesk>().AddSingleton<DemoWorkspace>().AddScoped<DemoTeam>().AddHostedService<PracticeResume>();

    /// <summary>Maps the double and the phones, with a session and three customers, in Development only.</summary>
    public static WebApplication MapDevDouble(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return app;
        }

        var server = app.Services.GetRequiredService<WppConnectDouble>();
        app.Lifetime.ApplicationStopping.Register(server.Stop);
        AddPractice(server);
        app.MapGroup(Prefix).MapWppConnectDouble(server);
        app.MapDevWhatsApp(server);
        return app;
    }

    /// <summary>Not from the product's factory: no retry, no timeout, no proxy, as the real server posts (contract: "Webhooks").</summary>
    private static HttpClient WebhookClient() => new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    private static void AddPractice(WppConnectDouble server)
    {
        server.NewPhones = AutoAcks.Received;
        var session = server.AddSession(PracticeSession, PracticeNumber);
        session.Phone("201001234567", "مريم الأنصاري");
        session.Phone("34612345678", "Daniel Reyes").AutoAcks = AutoAcks.Read;
        session.Phone("276974622781686@lid", "خالد منصور", "966501234567");
    }
}
