using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// Lets hub clients in and out. One that names its last position is told what it missed; what happens meanwhile is kept back for it and comes after, so
/// that nothing is missed and nothing told twice (DECISIONS 18).
/// </summary>
public sealed class HubArrivals(
    HubConnections connections, HubClients clients, HubCallers callers, HubBoards boards, ILiveHealth health, UseCaseRunner runner, PresenceNode presence)
{
    private const string Position = "position";

    /// <summary>Lets one in; throws why not.</summary>
    public async Task<HubClient> EnterAsync(HubConnectionContext connection, HttpContext http)
    {
        var ct = connection.ConnectionAborted;
        var position = PositionOf(http.Request);
        if (HubCaller.Of(http) is not { } caller || await callers.FindAsync(caller, ct) is not { } actor) throw HubErrors.Over.ToHub();
        var client = clients.Create(connection, caller, actor);
        try
        {
            if (connections.Enter(client) is { } refused) throw refused.ToHub();
            // Entered first and asked again then: an end, or other rights, in between are not missed.
            if (await callers.FindAsync(caller, ct) is not { } now) throw HubErrors.Over.ToHub();
            if (!HubClient.TopicsOf(now).SetEquals(client.Topics)) client.SendAway();
            var missed = await runner.RunAsync<LiveHistory, LiveMissed>(Actor.System(caller.Tenant), history => history.SinceAsync(position, ct));
            client.Line.Begin(missed.Head, [Welcome(client), .. Told(client, missed), HubFrame.Position(missed.Head)]);
            Works(client);
            return client;
        }
        catch
        {
            Leave(client);
            throw;
        }
    }

    /// <summary>Sees one out.</summary>
    public void Leave(HubClient client)
    {
        client.Line.End();
        connections.Leave(client);
        boards.Leave(client);
        if (client.Actor.Agent is { } me) presence.Gone(client.Caller.Tenant, me, client.Id);
    }

    /// <summary>The agent of a browser's connection works: it is not away (DECISIONS 30). Programs say nothing of where a person is.</summary>
    public void Works(HubClient client)
    {
        if (client.Actor.Agent is { } me && client.Caller.Session is { } session) presence.Active(client.Caller.Tenant, me, session, client.Id);
    }

    private SerializedHubMessage Welcome(HubClient client) =>
        HubFrame.Of(nameof(IAgentClient.Welcome), new WelcomeSignal(IAgentClient.Contract, client.Actor.Agent?.Value, health.IsSlow));

    private static IEnumerable<SerializedHubMessage> Told(HubClient client, LiveMissed missed) => missed.Reload is { } why
        ? [HubFrame.Of(nameof(IAgentClient.Reload), new ReloadSignal(why))]
        : missed.Updates.Where(u => u.Topics.Any(client.Topics.Contains)).Select(HubForwarder.Signal).OfType<SerializedHubMessage>();

    private static long? PositionOf(HttpRequest request)
    {
        if (!request.Query.TryGetValue(Position, out var text)) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : throw HubErrors.Position.ToHub();
    }
}
