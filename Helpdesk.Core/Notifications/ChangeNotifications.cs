using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Notifications;

/// <summary>The acting member says how to be told.</summary>
public sealed class ChangeNotifications(INotificationStore store, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Takes the choices; locked cells stay as the workspace says, whatever is chosen for them.</summary>
    public async Task<Result> ExecuteAsync(OwnNotifications values, CancellationToken ct)
    {
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (await store.FindChoicesAsync(me, ct) is not { } kept) store.Add(kept = NotificationChoices.Create(me));
        if (kept.Change(values, clock.GetUtcNow()) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}

/// <summary>Says how members are told who have not chosen, and what they cannot choose.</summary>
public sealed class ChangeNotificationDefaults(INotificationStore store, IIdSource ids, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Changes.</summary>
    public async Task<Result> ExecuteAsync(WorkspaceNotifications values, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageWorkspace) is { } denied) return denied;
        if (await store.FindDefaultsAsync(ct) is not { } kept) store.Add(kept = NotificationDefaults.Create(ids.Next()));
        kept.Change(values);
        return await work.SaveAsync(ct);
    }
}

/// <summary>The acting member does not want to be disturbed about a ticket, or does again.</summary>
public sealed class MuteTicket(INotificationStore store, ITicketStore tickets, ILiveAnnouncements live, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Mutes it.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ViewTickets) is { } denied) return denied;
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (await tickets.FindAsync(id, ct) is null) return TicketErrors.NotFound;
        if (await store.FindMuteAsync(me, id, ct) is not null) return Result.Ok;
        store.Add(TicketMute.Of(me, id, clock.GetUtcNow()));
        return await SaveAsync(me, ct);
    }

    /// <summary>Ends the mute, of a ticket one may no longer see as well.</summary>
    public async Task<Result> EndAsync(TicketId id, CancellationToken ct)
    {
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (await store.FindMuteAsync(me, id, ct) is not { } mute) return Result.Ok;
        store.Remove(mute);
        return await SaveAsync(me, ct);
    }

    private async Task<Result> SaveAsync(AgentId me, CancellationToken ct)
    {
        live.Announce(LiveKind.NotificationRulesChanged, me.Value, null, LiveTopic.Notices(actor.Current.Tenant, me.Value));
        var saved = await work.SaveAsync(ct);
        // Two tabs at once: the other one's row stands for both.
        return saved.Error == SaveErrors.Duplicate ? Result.Ok : saved;
    }
}

/// <summary>A device of the acting member is notified while its owner is not here, or no longer.</summary>
public sealed class SubscribePush(INotificationStore store, IIdSource ids, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Takes a device; one that was another member's is this one's now.</summary>
    public async Task<Result> ExecuteAsync(PushKeys keys, string browser, CancellationToken ct)
    {
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        var made = PushSubscription.Create(ids.Next(), me, keys, browser, clock.GetUtcNow());
        if (!made.Succeeded) return made.Error;
        if (await store.FindSubscriptionAsync(made.Value.AddressHash, ct) is { } known) known.Take(me, keys, browser);
        else if (await store.CountSubscriptionsAsync(me, ct) >= PushSubscription.Most) return NotificationErrors.Devices;
        else store.Add(made.Value);
        return await work.SaveAsync(ct);
    }

    /// <summary>Lets a device go, by the address its browser names; nothing when it is not the member's.</summary>
    public async Task<Result> EndAsync(string address, CancellationToken ct)
    {
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        return await EndAsync(await store.FindSubscriptionAsync(PushSubscription.HashOf(address), ct), me, ct);
    }

    /// <summary>Lets a device go that is not at hand: a lost telephone.</summary>
    public async Task<Result> ForgetAsync(long device, CancellationToken ct)
    {
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        return await EndAsync(await store.FindSubscriptionAsync(device, ct), me, ct);
    }

    private async Task<Result> EndAsync(PushSubscription? device, AgentId me, CancellationToken ct)
    {
        if (device is null || device.AgentId != me) return Result.Ok;
        device.Leave();
        store.Remove(device);
        return await work.SaveAsync(ct);
    }
}
