using Helpdesk.Web.Api;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>Wires the agents' hub.</summary>
public static class HubModule
{
    /// <summary>Where it is.</summary>
    public const string Path = "/hubs/agent";

    /// <summary>Adds it.</summary>
    public static IServiceCollection AddAgentHub(this IServiceCollection services)
    {
        services.AddOptions<AgentHubOptions>().BindConfiguration(AgentHubOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSignalR()
            .AddJsonProtocol(options => options.PayloadSerializerOptions.BeStrict())
            .AddHubOptions<AgentHub>(options =>
            {
                options.MaximumReceiveMessageSize = AgentHubOptions.LargestMessage;
                options.AddFilter<ActorHubFilter>();
            });
        return services
            .AddSingleton<HubLifetimeManager<AgentHub>, HubKeeper>()
            .AddSingleton<ActorHubFilter>()
            .AddSingleton<HubCallers>()
            .AddSingleton<HubClients>()
            .AddSingleton<HubConnections>()
            .AddSingleton<HubArrivals>()
            .AddSingleton<HubBoards>()
            .AddSingleton<WatchedTickets>()
            .AddSingleton<HubLists>()
            .AddHostedService(s => s.GetRequiredService<HubLists>())
            .AddHostedService<HubForwarder>();
    }

    /// <summary>
    /// Maps it: web sockets only, so that a connection needs no second request that might reach another node. Connecting counts as a call of the API: who
    /// comes back is told up to <see cref="Infrastructure.Live.LiveHistory.Most"/> changes.
    /// </summary>
    public static void MapAgentHub(this IEndpointRouteBuilder routes) => routes.MapHub<AgentHub>(Path, options =>
    {
        options.Transports = HttpTransportType.WebSockets;
        options.ApplicationMaxBufferSize = 2 * AgentHubOptions.LargestMessage;
        // What waits for a client waits in its line, where it is counted and written once for everybody.
        options.TransportMaxBufferSize = 16 * 1024;
    }).RequireRateLimiting(ApiLimits.Policy);
}
