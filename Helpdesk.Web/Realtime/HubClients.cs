using Helpdesk.Core.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Helpdesk.Web.Realtime;

/// <summary>Makes a client of a connection, with the limits of the moment.</summary>
public sealed class HubClients(IOptionsMonitor<AgentHubOptions> options, ILogger<HubLine> log, TimeProvider clock)
{
    /// <summary>A client whose line is kept back until it begins.</summary>
    public HubClient Create(HubConnectionContext connection, HubCaller caller, Actor actor) =>
        new(connection, caller, actor, new HubLine(connection, options.CurrentValue.MostUnsent, log), new CallBudget(options.CurrentValue.CallsPerSecond, clock));
}

/// <summary>
/// SignalR's own keeper of connections, which also leaves each where the hub finds it: messages are written once for all, and each client has its own
/// line to the connection (<see cref="HubLine"/>).
/// </summary>
internal sealed class HubKeeper(ILogger<DefaultHubLifetimeManager<AgentHub>> log) : DefaultHubLifetimeManager<AgentHub>(log)
{
    private static readonly object Key = new();

    /// <summary>The connection behind a call.</summary>
    public static HubConnectionContext ConnectionOf(HubCallerContext caller) => (HubConnectionContext)caller.Items[Key]!;

    /// <inheritdoc/>
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connection.Items[Key] = connection;
        return base.OnConnectedAsync(connection);
    }
}
