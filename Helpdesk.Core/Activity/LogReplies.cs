using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Activity;

/// <summary>Notes that somebody answered or left a note, and from where; the words themselves stand in the thread.</summary>
public sealed class LogReplies(IActivityLog log) : IEventHandler<ReplyQueued>, IEventHandler<NoteAdded>, IEventHandler<Whispered>
{
    /// <inheritdoc/>
    public Task HandleAsync(ReplyQueued happened, CancellationToken ct) => Note("message.replied", happened.Ticket.Value, happened.Author is not null);

    /// <inheritdoc/>
    public Task HandleAsync(NoteAdded happened, CancellationToken ct) => Note("message.noted", happened.Ticket.Value, byPerson: true);

    /// <inheritdoc/>
    public Task HandleAsync(Whispered happened, CancellationToken ct) => Note("message.whispered", happened.Ticket.Value, byPerson: true);

    private Task Note(string action, long ticket, bool byPerson)
    {
        if (byPerson) log.Add(new ActivityNote(action, "Ticket", ticket, ""));
        return Task.CompletedTask;
    }
}
