using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>Something happened in a ticket's thread.</summary>
public interface IThreadHappening : IDomainEvent
{
    /// <summary>The ticket.</summary>
    TicketId Ticket { get; }

    /// <summary>The entry.</summary>
    MessageId Message { get; }
}

/// <summary>A customer's message is in the thread.</summary>
public sealed record MessageReceived(TicketId Ticket, MessageId Message) : IThreadHappening;

/// <summary>A message came without its file.</summary>
public sealed record FileMissing(MessageId Message, ChannelAccountId Account, string ExternalId) : IDomainEvent;

/// <summary>A reply is in the thread, and waits to leave unless it was typed on the phone.</summary>
public sealed record ReplyQueued(TicketId Ticket, MessageId Message, AgentId? Author) : IThreadHappening;

/// <summary>A colleague left a note.</summary>
public sealed record NoteAdded(TicketId Ticket, MessageId Message, AgentId Author) : IThreadHappening;

/// <summary>A supervisor left a note for one agent.</summary>
public sealed record Whispered(TicketId Ticket, MessageId Message, AgentId Author, AgentId To) : IThreadHappening;

/// <summary>An entry's content or delivery moved.</summary>
public sealed record MessageChanged(TicketId Ticket, MessageId Message) : IThreadHappening;

/// <summary>Refusals about messages.</summary>
public static class MessageErrors
{
    public static readonly Error NotFound = new("message.not-found", ErrorKind.NotFound);
    public static readonly Error Empty = new("message.empty", ErrorKind.Invalid);
    public static readonly Error TooLong = new("message.too-long", ErrorKind.Invalid);
    public static readonly Error ClientId = new("message.client-id", ErrorKind.Invalid);
    public static readonly Error NotFailed = new("message.not-failed", ErrorKind.Conflict);
    /// <summary>The conversation was imported and has no number to answer on.</summary>
    public static readonly Error Imported = new("reply.imported", ErrorKind.Conflict);

    public static readonly Error FileRejected = new("message.file-rejected", ErrorKind.Invalid);

    /// <summary>The customer wrote, or a colleague answered, after what the writer had on screen (DECISIONS 11).</summary>
    public static readonly Error StaleReply = new("reply.stale", ErrorKind.Conflict);
}
