using Helpdesk.Core.Live;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>What the agents' hub tells its clients: ids and sequences, never content; a client re-reads.</summary>
public interface IAgentClient
{
    /// <summary>A customer's message arrived.</summary>
    Task MessageReceived(TicketSignal signal);

    /// <summary>An entry of a thread was added or moved.</summary>
    Task MessageChanged(TicketSignal signal);

    /// <summary>A ticket changed hands.</summary>
    Task TicketAssigned(TicketSignal signal);

    /// <summary>A ticket's state changed.</summary>
    Task TicketChanged(TicketSignal signal);

    /// <summary>These agents' states or loads changed.</summary>
    Task PresenceChanged(IReadOnlyList<AgentSignal> agents);

    /// <summary>The member is told something.</summary>
    Task NotificationRaised(NotificationSignal signal);

    /// <summary>Everything up to this sequence has been sent.</summary>
    Task Position(long sequence);
}

/// <summary>One change of one ticket.</summary>
public sealed record TicketSignal(long Sequence, long TicketId, long? MessageId);

/// <summary>One notification.</summary>
public sealed record NotificationSignal(long Sequence, long NotificationId);

/// <summary>The agents' hub. What a connection hears follows from who it is, never from what it asks for.</summary>
[Authorize]
public sealed class AgentHub(MembershipDirectory members, HubConnections connections, PresenceForwarder presence, ILiveFeed feed) : Hub<IAgentClient>
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync()
    {
        if (SignedIn.Read(Context.User!) is not { } signedIn || await members.FindAsync(signedIn.User, signedIn.Tenant, Context.ConnectionAborted) is not { } member)
        {
            Context.Abort();
            return;
        }

        if (!await connections.OpenAsync(Context, member, signedIn.Session)) return;
        await presence.WatchAsync(member.Tenant);
        await Clients.Caller.Position(feed.Position(member.Tenant));
        await base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Close(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
