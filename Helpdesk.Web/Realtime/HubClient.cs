using System.Collections.Concurrent;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>One connection of the agents' hub on this node: for whom it acts, what it may hear, what it watches, and the line to it.</summary>
public sealed class HubClient(HubConnectionContext connection, HubCaller caller, Actor actor, HubLine line, CallBudget calls)
{
    /// <summary>SignalR's id of the connection.</summary>
    public string Id => connection.ConnectionId;

    /// <summary>By what it came in.</summary>
    public HubCaller Caller => caller;

    /// <summary>Who acts, as when it came: one whose sight changes is cut, so what it sees is still so.</summary>
    public Actor Actor => actor;

    /// <summary>What it hears: follows from who it is, never from what it asks for.</summary>
    public IReadOnlySet<LiveTopic> Topics { get; } = TopicsOf(actor);

    /// <summary>What it is still to be told.</summary>
    public HubLine Line => line;

    /// <summary>How many calls it has left.</summary>
    public CallBudget Calls => calls;

    /// <summary>The list it watches.</summary>
    public ListWatch? List { get; set; }

    /// <summary>The tickets it watches.</summary>
    public ConcurrentDictionary<long, byte> Tickets { get; } = new();

    /// <summary>The topics of everything an actor hears.</summary>
    public static IReadOnlySet<LiveTopic> TopicsOf(Actor actor)
    {
        var topics = TicketAudience.TopicsOf(actor).ToHashSet();
        if (actor.Agent is { } me) topics.Add(LiveTopic.Notices(actor.Tenant, me.Value));
        return topics;
    }

    /// <summary>Ends the connection for good: who it acted for may not act any more.</summary>
    public void End()
    {
        line.End();
        connection.Abort();
    }

    /// <summary>Ends the connection and lets the client come back by itself: to what it may hear now, or to read what it was not told.</summary>
    public void SendAway()
    {
        line.End();
        connection.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().RequestClose();
    }
}
