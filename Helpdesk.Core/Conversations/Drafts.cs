using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>Which of the composer's two texts a draft is.</summary>
public enum DraftKind
{
    Reply,
    Note,
}

/// <summary>Unsent texts, one per member, ticket and kind: plain rows, no event (DECISIONS 13).</summary>
public interface IDraftStore
{
    /// <summary>The acting member's draft; empty when there is none.</summary>
    Task<string> ReadAsync(TicketId ticket, DraftKind kind, CancellationToken ct);

    /// <summary>Keeps the acting member's text; an empty one removes the row.</summary>
    Task KeepAsync(TicketId ticket, DraftKind kind, string text, CancellationToken ct);

    /// <summary>Gives a member's reply to another, in the running transaction; a text the other has already stays.</summary>
    Task PassOnAsync(TicketId ticket, AgentId from, AgentId to, CancellationToken ct);

    /// <summary>Removes a member's draft in the running transaction: the text was sent.</summary>
    Task ClearAsync(TicketId ticket, AgentId author, DraftKind kind, CancellationToken ct);
}

/// <summary>Sending removes the draft in its own transaction (DECISIONS 13).</summary>
public sealed class ClearDraftOnSent(IDraftStore drafts) : IEventHandler<ReplyQueued>, IEventHandler<NoteAdded>
{
    /// <inheritdoc/>
    public Task HandleAsync(ReplyQueued happened, CancellationToken ct) =>
        happened.Author is { } author ? drafts.ClearAsync(happened.Ticket, author, DraftKind.Reply, ct) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task HandleAsync(NoteAdded happened, CancellationToken ct) =>
        drafts.ClearAsync(happened.Ticket, happened.Author, DraftKind.Note, ct);
}
