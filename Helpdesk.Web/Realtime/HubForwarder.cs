using System.Threading.Channels;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>Relays this node's live updates to its hub connections, in order and one by one (DECISIONS 18).</summary>
public sealed class HubForwarder(ILiveFeed feed, IHubContext<AgentHub, IAgentClient> hub, HubConnections connections) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var updates = Channel.CreateUnbounded<LiveUpdate>(new UnboundedChannelOptions { SingleReader = true });
        using var subscription = feed.SubscribeAll(update => updates.Writer.TryWrite(update));
        while (await updates.Reader.WaitToReadAsync(stoppingToken))
        {
            var reached = new Dictionary<TenantId, long>();
            while (updates.Reader.TryRead(out var update))
            {
                await ForwardAsync(update, stoppingToken);
                reached[update.Tenant] = update.Sequence;
            }

            foreach (var (tenant, sequence) in reached) await hub.Clients.Clients(connections.Of(tenant)).Position(sequence);
        }
    }

    private Task ForwardAsync(LiveUpdate update, CancellationToken ct)
    {
        if (update.Kind is LiveKind.SessionEnded) connections.End(new SessionId(update.Id));
        if (update.Kind is LiveKind.PeopleChanged or LiveKind.WorkspaceChanged) return connections.ReviewAsync(update.Tenant, ct);
        var clients = hub.Clients.Clients(connections.Hearing(update));
        var signal = new TicketSignal(update.Sequence, update.Id, update.MessageId);
        return update.Kind switch
        {
            LiveKind.MessageReceived => clients.MessageReceived(signal),
            LiveKind.MessageChanged => clients.MessageChanged(signal),
            LiveKind.TicketAssigned => clients.TicketAssigned(signal),
            LiveKind.TicketChanged => clients.TicketChanged(signal),
            LiveKind.NotificationRaised => clients.NotificationRaised(new NotificationSignal(update.Sequence, update.Id)),
            _ => Task.CompletedTask,
        };
    }
}
