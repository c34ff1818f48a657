using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Realtime;

/// <summary>Tells the agent who is asked to take a ticket, or no longer: it may lie where they see nothing else.</summary>
public sealed class AnnounceOffers(ILiveAnnouncements live, IActorAccessor actor) : IEventHandler<TicketOffered>, IEventHandler<OfferEnded>
{
    /// <inheritdoc/>
    public Task HandleAsync(TicketOffered happened, CancellationToken ct) => Announce(happened.Ticket, happened.To);

    /// <inheritdoc/>
    public Task HandleAsync(OfferEnded happened, CancellationToken ct) => Announce(happened.Ticket, happened.Asked);

    private Task Announce(TicketId ticket, AgentId asked)
    {
        live.Announce(LiveKind.TicketChanged, ticket.Value, null, LiveTopic.Offers(actor.Current.Tenant, asked.Value));
        return Task.CompletedTask;
    }
}
