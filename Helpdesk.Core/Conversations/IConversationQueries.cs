using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>An entry of a thread as the console shows it.</summary>
public sealed record MessageRow
{
    public required MessageId Id { get; init; }
    public required long Sequence { get; init; }
    public required MessageKind Kind { get; init; }
    public required string? Text { get; init; }
    public required MessageContent Content { get; init; }
    public required AgentId? AuthorId { get; init; }
    public required string? AuthorName { get; init; }
    public required bool FromPhone { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public required DeliveryState Delivery { get; init; }
    public required string? FailureCode { get; init; }
    public required string? QuotedText { get; init; }
    public required ThreadEvent? Event { get; init; }

    /// <summary>For an assignment the name of the agent it went to; else a status or priority by its enum name.</summary>
    public required string? EventValue { get; init; }
    public required bool Revoked { get; init; }

    /// <summary>The provider's name of a kind the desk cannot show.</summary>
    public required string? UnknownType { get; init; }

    /// <summary>The one agent a whisper is meant for.</summary>
    public AgentId? WhisperTo { get; init; }

    /// <summary>The name of <see cref="WhisperTo"/>.</summary>
    public string? WhisperToName { get; init; }

    public required string? ClientId { get; init; }
    public required IReadOnlyList<AttachmentRow> Attachments { get; init; }
}

/// <summary>A file of a message; served at <c>/files/{id}</c>.</summary>
public sealed record AttachmentRow(long Id, string Name, string ContentType, long Size);

/// <summary>A page of a thread, oldest first.</summary>
/// <param name="Messages">In shown order (DECISIONS 5).</param>
/// <param name="HasEarlier">Whether there is more before the first.</param>
/// <param name="LastSequence">The thread's highest sequence when this was read.</param>
public sealed record ThreadPage(IReadOnlyList<MessageRow> Messages, bool HasEarlier, long LastSequence);

/// <summary>Reads for the thread pane.</summary>
public interface IConversationQueries
{
    /// <summary>The newest messages, or those shown before one of them; null when there is no such ticket.</summary>
    Task<ThreadPage?> ThreadAsync(TicketId ticket, MessageId? before, int take, CancellationToken ct);

    /// <summary>Whether anybody of the workspace ever answered a customer.</summary>
    Task<bool> AnyReplyAsync(CancellationToken ct);

    /// <summary>What is newer than a sequence, for a guard's refusal: the first line and its writer.</summary>
    Task<MessageRow?> NewestPublicAfterAsync(TicketId ticket, long sequence, CancellationToken ct);
}

/// <summary>A file as the file endpoint needs it.</summary>
public sealed record AttachmentFile(string FileKey, string Name, string ContentType);

/// <summary>Reads for the file endpoint.</summary>
public interface IAttachmentQueries
{
    /// <summary>A file of a message the actor may see; null otherwise, and after its message was taken back.</summary>
    Task<AttachmentFile?> FindAsync(long id, CancellationToken ct);
}
