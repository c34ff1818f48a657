using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Notifications;

/// <summary>The acting member has seen notifications: on every tab and device they are read.</summary>
public sealed class ReadNotifications(INotificationStore store, Notifier notifier, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>One of them; nothing when it is not there, or read already.</summary>
    public Task<Result> ExecuteAsync(NotificationId id, CancellationToken ct) => ReadAsync(null, id, ct);

    /// <summary>Those about a ticket.</summary>
    public Task<Result> OfTicketAsync(TicketId ticket, CancellationToken ct) => ReadAsync(ticket, null, ct);

    /// <summary>All of them.</summary>
    public Task<Result> AllAsync(CancellationToken ct) => ReadAsync(null, null, ct);

    private async Task<Result> ReadAsync(TicketId? ticket, NotificationId? one, CancellationToken ct)
    {
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        for (var now = clock.GetUtcNow(); ;)
        {
            var unread = await store.UnreadAsync(me, ticket, one, ct);
            if (unread.Count == 0) return Result.Ok;
            foreach (var told in unread) told.Read(now);
            notifier.AnnounceRead(me);
            if (await work.SaveAsync(ct) is { Succeeded: false } refused) return refused;
        }
    }
}

/// <summary>Who reads a ticket has seen what was told about it.</summary>
public sealed class ReadOnReadMoved(INotificationStore store, Notifier notifier, TimeProvider clock) : IEventHandler<ReadMoved>
{
    /// <inheritdoc/>
    public async Task HandleAsync(ReadMoved happened, CancellationToken ct)
    {
        var unread = await store.UnreadAsync(happened.Agent, happened.Ticket, null, ct);
        if (unread.Count == 0) return;
        foreach (var told in unread) told.Read(clock.GetUtcNow());
        notifier.AnnounceRead(happened.Agent);
    }
}

/// <summary>Tells caches and pages that somebody wants to be told otherwise.</summary>
public sealed class AnnounceNotificationRules(ILiveAnnouncements live, IActorAccessor actor) : IEventHandler<NotificationRulesChanged>
{
    /// <inheritdoc/>
    public Task HandleAsync(NotificationRulesChanged happened, CancellationToken ct)
    {
        var tenant = actor.Current.Tenant;
        var topic = happened.Agent is { } agent ? LiveTopic.Notices(tenant, agent.Value) : LiveTopic.People(tenant);
        live.Announce(LiveKind.NotificationRulesChanged, happened.Agent?.Value ?? tenant.Value, null, topic);
        return Task.CompletedTask;
    }
}
