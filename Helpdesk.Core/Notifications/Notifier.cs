using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Notifications;

/// <summary>
/// Tells members in the running unit of work: the row, what its push needs, and the announcement to its reader's pages. How each wants to be
/// told comes from the node's cache, so that telling somebody costs one insert.
/// </summary>
public sealed class Notifier(INotificationStore store, ILiveAnnouncements live, IIdSource ids, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Tells one member; nobody is told what they did themselves.</summary>
    public Task TellAsync(AgentId agent, NotificationNews news, CancellationToken ct) => TellAsync([agent], news, ct);

    /// <summary>Tells several members the same.</summary>
    public async Task TellAsync(IEnumerable<AgentId> agents, NotificationNews news, CancellationToken ct)
    {
        var (book, now) = (await store.BookAsync(ct), clock.GetUtcNow());
        foreach (var agent in agents.Where(a => a != actor.Current.Agent).Distinct())
        {
            var channels = book.Decide(agent, news, now);
            if (channels == NotificationChannels.None) continue;
            var told = Notification.Of(new NotificationId(ids.Next()), agent, news, channels, now);
            store.Add(told);
            Send(told, book, now);
        }
    }

    /// <summary>Tells one member of something that comes often: while it is unread, the same row counts on.</summary>
    public async Task TellAgainAsync(AgentId agent, NotificationNews news, CancellationToken ct)
    {
        if (agent == actor.Current.Agent || news.Ticket is not { } ticket) return;
        var (book, now) = (await store.BookAsync(ct), clock.GetUtcNow());
        var channels = book.Decide(agent, news, now);
        if (channels == NotificationChannels.None) return;
        if (await store.FindUnreadAsync(agent, news.Kind, ticket, ct) is { } told) told.Again(channels, now);
        else store.Add(told = Notification.Of(new NotificationId(ids.Next()), agent, news, channels, now));
        Send(told, book, now);
    }

    /// <summary>Tells a member's pages that something was read, on whichever of them it was.</summary>
    public void AnnounceRead(AgentId agent) => live.Announce(LiveKind.NotificationsRead, agent.Value, null, LiveTopic.Notices(actor.Current.Tenant, agent.Value));

    private void Send(Notification told, NotificationBook book, DateTimeOffset now)
    {
        if ((told.Channels & NotificationChannels.Push) != 0)
            foreach (var device in book.Devices[told.AgentId]) store.Add(PushSend.Of(ids.Next(), told.Id, device, now));
        live.Announce(LiveKind.NotificationRaised, told.Id.Value, null, LiveTopic.Notices(actor.Current.Tenant, told.AgentId.Value));
    }
}
