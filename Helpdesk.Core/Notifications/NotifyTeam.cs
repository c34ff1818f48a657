using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Notifications;

/// <summary>Tells who is online in a department that a ticket came into its queue. Asked from fresh state: one that routing has given away by then is no news.</summary>
public sealed class NotifyQueue(Notifier notifier, IRecipients recipients, ITicketStore tickets) : IEventHandler<TicketQueued>
{
    /// <inheritdoc/>
    public async Task HandleAsync(TicketQueued happened, CancellationToken ct)
    {
        if (await tickets.FindAsync(happened.Ticket, ct) is not { IsActive: true, AssigneeId: null, OfferedTo: null } ticket || ticket.DepartmentId != happened.Department) return;
        var online = (await recipients.AllAsync(ct)).OnlineIn(happened.Department).Where(agent => agent != happened.By && agent != happened.From);
        await notifier.TellAsync(online, new NotificationNews(NotificationKind.NewTicket, happened.Ticket), ct);
    }
}

/// <summary>Tells whom a note names and who may read it.</summary>
public sealed class NotifyMentioned(Notifier notifier, IRecipients recipients, IMessageStore messages, ITicketPlaces places) : IEventHandler<NoteAdded>
{
    /// <inheritdoc/>
    public async Task HandleAsync(NoteAdded happened, CancellationToken ct)
    {
        if (await messages.FindAsync(happened.Message, ct) is not { Text: { } text } || !text.Contains('@', StringComparison.Ordinal)) return;
        var where = await places.OfAsync(happened.Ticket, ct);
        var readers = (await recipients.AllAsync(ct)).ReadersBut(happened.Author, where).ToList();
        await notifier.TellAsync(readers.NamedIn(text), new NotificationNews(NotificationKind.Mention, happened.Ticket, happened.Author), ct);
    }
}

/// <summary>Tells supervisors what becomes of their agents. These are seldom, and written where they happen.</summary>
public sealed class NotifySupervisors(Notifier notifier, IRecipients recipients) : IEventHandler<AgentStateChanged>, IEventHandler<BreakOverran>
{
    /// <inheritdoc/>
    public async Task HandleAsync(AgentStateChanged happened, CancellationToken ct)
    {
        if (happened is not { To: AgentState.Offline, Cause: StateCause.Lost }) return;
        var supervisors = (await recipients.AllAsync(ct)).SupervisorsOf(happened.Agent);
        await notifier.TellAsync(supervisors, new NotificationNews(NotificationKind.SessionDropped, About: happened.Agent), ct);
    }

    /// <inheritdoc/>
    public async Task HandleAsync(BreakOverran happened, CancellationToken ct)
    {
        var supervisors = (await recipients.AllAsync(ct)).SupervisorsOf(happened.Agent);
        await notifier.TellAsync(supervisors.Prepend(happened.Agent), new NotificationNews(NotificationKind.BreakOverrun, About: happened.Agent), ct);
    }
}

/// <summary>Tells the holder of a ticket whose customer has waited too long, and who supervises its department; nobody holds it while it is in the queue.</summary>
public sealed class NotifyDelayed(Notifier notifier, IRecipients recipients) : IEventHandler<TicketDelayed>
{
    /// <inheritdoc/>
    public async Task HandleAsync(TicketDelayed happened, CancellationToken ct)
    {
        var readers = (await recipients.AllAsync(ct)).SupervisorsOf(happened.Department);
        if (happened.Holder is { } holder) readers = readers.Prepend(holder);
        await notifier.TellAsync(readers, new NotificationNews(NotificationKind.Delayed, happened.Ticket, happened.Holder), ct);
    }
}
