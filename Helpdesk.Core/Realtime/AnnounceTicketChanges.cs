using Helpdesk.Core.Conversations;
using Helpdesk.Core.Live;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Realtime;

/// <summary>Tells lists and the ticket's own screens that the ticket changed.</summary>
public sealed class AnnounceTicketChanges(TicketAudience audience) :
    IEventHandler<TicketOpened>, IEventHandler<TicketAssigned>, IEventHandler<TicketQueued>, IEventHandler<TicketOffered>, IEventHandler<OfferEnded>,
    IEventHandler<TicketStatusChanged>, IEventHandler<TicketPrioritised>, IEventHandler<TicketCategorised>, IEventHandler<TicketDelayed>, IEventHandler<TicketDelayEnded>
{
    /// <inheritdoc/>
    public Task HandleAsync(TicketOpened happened, CancellationToken ct) => audience.AnnounceAsync(LiveKind.TicketChanged, happened.Ticket, null, ct);

    /// <inheritdoc/>
    public Task HandleAsync(TicketAssigned happened, CancellationToken ct) => audience.AnnounceAsync(LiveKind.TicketAssigned, happened.Ticket, null, ct);

    /// <inheritdoc/>
    public Task HandleAsync(TicketQueued happened, CancellationToken ct) => audience.AnnounceAsync(LiveKind.TicketChanged, happened.Ticket, null, ct);

    /// <inheritdoc/>
    public Task HandleAsync(TicketOffered happened, CancellationToken ct) => audience.AnnounceAsync(LiveKind.TicketChanged, happened.Ticket, null, ct);

    /// <inheritdoc/>
    public Task HandleAsync(OfferEnded happened, CancellationToken ct) => audience.AnnounceAsync(LiveKind.TicketChanged, happened.Ticket, null, ct);

    /// <inheritdoc/>
    public Task HandleAsync(TicketCategorised happened, CancellationToken ct) => audience.AnnounceAsync(LiveKind.TicketChanged, happened.Ticket, null, ct);

    /// <inheritdoc/>
    public Task HandleAsync(TicketStatusChanged happened, CancellationToken ct) => audience.AnnounceAsync(LiveKind.TicketChanged, happened.Ticket, null, ct);

    /// <inheritdoc/>
    public Task HandleAsync(TicketPrioritised happened, CancellationToken ct) => audience.AnnounceAsync(LiveKind.TicketChanged, happened.Ticket, null, ct);

    /// <inheritdoc/>
    public Task HandleAsync(TicketDelayed happened, CancellationToken ct) => audience.AnnounceAsync(LiveKind.TicketChanged, happened.Ticket, null, ct);

    /// <inheritdoc/>
    public Task HandleAsync(TicketDelayEnded happened, CancellationToken ct) => audience.AnnounceAsync(LiveKind.TicketChanged, happened.Ticket, null, ct);
}

/// <summary>Tells lists and the ticket's own screens that its thread moved.</summary>
public sealed class AnnounceMessages(TicketAudience audience) :
    IEventHandler<MessageReceived>, IEventHandler<ReplyQueued>, IEventHandler<NoteAdded>, IEventHandler<Whispered>, IEventHandler<MessageChanged>
{
    /// <inheritdoc/>
    public Task HandleAsync(MessageReceived happened, CancellationToken ct) => Announce(LiveKind.MessageReceived, happened, ct);

    /// <inheritdoc/>
    public Task HandleAsync(ReplyQueued happened, CancellationToken ct) => Announce(LiveKind.MessageChanged, happened, ct);

    /// <inheritdoc/>
    public Task HandleAsync(NoteAdded happened, CancellationToken ct) => Announce(LiveKind.MessageChanged, happened, ct);

    /// <inheritdoc/>
    public Task HandleAsync(Whispered happened, CancellationToken ct) => Announce(LiveKind.MessageChanged, happened, ct);

    /// <inheritdoc/>
    public Task HandleAsync(MessageChanged happened, CancellationToken ct) => Announce(LiveKind.MessageChanged, happened, ct);

    private Task Announce(LiveKind kind, IThreadHappening happened, CancellationToken ct) => audience.AnnounceAsync(kind, happened.Ticket, happened.Message, ct);
}
