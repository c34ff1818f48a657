using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// Who has a ticket open and who writes in it: told to the hub clients that watch it, and said by them. Who loses sight of a ticket watches it no
/// more (<see cref="HubLists"/>).
/// </summary>
public sealed class WatchedTickets(HubConnections connections, TicketRows rows, ILiveSignals signals) : IDisposable
{
    /// <summary>How many tickets one connection may watch.</summary>
    public const int Most = 100;

    private readonly ConcurrentDictionary<TenantId, Lazy<IDisposable>> _heard = new();

    /// <summary>Begins to watch a ticket.</summary>
    public async Task<Result> WatchAsync(HubClient client, long ticket, IActorAccessor actor)
    {
        if (actor.Lacks(Permission.ViewTickets) is { } denied) return denied;
        if (client.Tickets.Count >= Most && !client.Tickets.ContainsKey(ticket)) return HubErrors.TooManyTickets;
        _ = _heard.GetOrAdd(client.Caller.Tenant, tenant => new Lazy<IDisposable>(() => signals.Subscribe(tenant, Forward))).Value;
        // Watched first and asked then: a change of hands in between is not missed.
        client.Tickets[ticket] = 0;
        if (await IsSeenAsync(client, ticket)) return Result.Ok;
        client.Tickets.TryRemove(ticket, out _);
        return TicketErrors.NotFound;
    }

    /// <summary>Says what the acting agent is doing at a ticket.</summary>
    public async Task<Result> SayAsync(HubClient client, long ticket, LiveSignalKind doing, IActorAccessor actor)
    {
        if (actor.Lacks(doing is LiveSignalKind.Typing or LiveSignalKind.Stopped ? Permission.WorkTickets : Permission.ViewTickets) is { } denied) return denied;
        if (client.Actor.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (!await IsSeenAsync(client, ticket)) return TicketErrors.NotFound;
        signals.Send(new LiveSignal(client.Caller.Tenant, doing, ticket, me.Value));
        return Result.Ok;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var heard in _heard.Values.Where(h => h.IsValueCreated)) heard.Value.Dispose();
    }

    private async Task<bool> IsSeenAsync(HubClient client, long ticket) =>
        await rows.GetAsync(client.Caller.Tenant, new TicketId(ticket), 0) is { } row && client.Actor.Sees(row.Place);

    private void Forward(LiveSignal signal)
    {
        if (Message(signal) is not { } message) return;
        foreach (var client in connections.Of(signal.Tenant))
            if (client.Tickets.ContainsKey(signal.Ticket)) client.Line.Tell(message);
    }

    private static SerializedHubMessage? Message(LiveSignal signal) => signal.Kind switch
    {
        LiveSignalKind.Viewing or LiveSignalKind.Left => HubFrame.Of(nameof(IAgentClient.Viewing), new PersonSignal(signal.Ticket, signal.Agent, signal.Kind == LiveSignalKind.Viewing)),
        LiveSignalKind.Typing or LiveSignalKind.Stopped => HubFrame.Of(nameof(IAgentClient.Typing), new PersonSignal(signal.Ticket, signal.Agent, signal.Kind == LiveSignalKind.Typing)),
        _ => null,
    };
}
