using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Realtime;

/// <summary>Tells lists and the ticket's own screens that the ticket changed.</summary>
public sealed class AnnounceTicketChanges(ILiveAnnouncements live, IActorAccessor actor) :
    IEventHandler<TicketOpened>, IEventHandler<TicketAssigned>, IEventHandler<TicketStatusChanged>, IEventHandler<TicketPrioritised>
{
    /// <inheritdoc/>
    public Task HandleAsync(TicketOpened happened, CancellationToken ct) => Announce(LiveKind.TicketChanged, happened);

    /// <inheritdoc/>
    public Task HandleAsync(TicketAssigned happened, CancellationToken ct) => Announce(LiveKind.TicketAssigned, happened);

    /// <inheritdoc/>
    public Task HandleAsync(TicketStatusChanged happened, CancellationToken ct) => Announce(LiveKind.TicketChanged, happened);

    /// <inheritdoc/>
    public Task HandleAsync(TicketPrioritised happened, CancellationToken ct) => Announce(LiveKind.TicketChanged, happened);

    private Task Announce(LiveKind kind, ITicketEvent happened)
    {
        var (tenant, id) = (actor.Current.Tenant, happened.Ticket.Value);
        live.Announce(kind, id, null, LiveTopic.Tickets(tenant), LiveTopic.Ticket(tenant, id));
        return Task.CompletedTask;
    }
}

/// <summary>Tells lists and the ticket's own screens that its thread moved.</summary>
public sealed class AnnounceMessages(ILiveAnnouncements live, IActorAccessor actor) :
    IEventHandler<MessageReceived>, IEventHandler<ReplyQueued>, IEventHandler<NoteAdded>, IEventHandler<MessageChanged>
{
    /// <inheritdoc/>
    public Task HandleAsync(MessageReceived happened, CancellationToken ct) => Announce(LiveKind.MessageReceived, happened);

    /// <inheritdoc/>
    public Task HandleAsync(ReplyQueued happened, CancellationToken ct) => Announce(LiveKind.MessageChanged, happened);

    /// <inheritdoc/>
    public Task HandleAsync(NoteAdded happened, CancellationToken ct) => Announce(LiveKind.MessageChanged, happened);

    /// <inheritdoc/>
    public Task HandleAsync(MessageChanged happened, CancellationToken ct) => Announce(LiveKind.MessageChanged, happened);

    private Task Announce(LiveKind kind, IThreadHappening happened)
    {
        var (tenant, ticket) = (actor.Current.Tenant, happened.Ticket.Value);
        live.Announce(kind, ticket, happened.Message.Value, LiveTopic.Tickets(tenant), LiveTopic.Ticket(tenant, ticket));
        return Task.CompletedTask;
    }
}

/// <summary>Tells pickers and assignee menus that somebody joined.</summary>
public sealed class AnnouncePeople(ILiveAnnouncements live, IActorAccessor actor) : IEventHandler<MemberJoined>
{
    /// <inheritdoc/>
    public Task HandleAsync(MemberJoined happened, CancellationToken ct)
    {
        live.Announce(LiveKind.PeopleChanged, happened.Agent.Value, null, LiveTopic.People(actor.Current.Tenant));
        return Task.CompletedTask;
    }
}
