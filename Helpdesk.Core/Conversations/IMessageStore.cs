using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>Write access to threads.</summary>
public interface IMessageStore
{
    /// <summary>An id for a message about to be written.</summary>
    MessageId NextId();

    /// <summary>A message of a ticket the actor may see, tracked.</summary>
    Task<Message?> FindAsync(MessageId id, CancellationToken ct);

    /// <summary>The message of an account with the provider's key, tracked.</summary>
    Task<Message?> FindByExternalIdAsync(ChannelAccountId account, string externalId, CancellationToken ct);

    /// <summary>The message a client already sent under its own id.</summary>
    Task<Message?> FindByClientIdAsync(string clientId, CancellationToken ct);

    /// <summary>
    /// Appends to a thread when the unit of work saves: draws the sequence and moves the ticket's thread state in the same transaction.
    /// With a guard the save refuses with <see cref="MessageErrors.StaleReply"/> when the thread has moved on.
    /// </summary>
    void Append(Message message, ThreadGuard? guard = null);

    /// <summary>Adds a file of a message.</summary>
    void Add(Attachment attachment);

    /// <summary>Files of a message, tracked.</summary>
    Task<IReadOnlyList<Attachment>> FindAttachmentsAsync(MessageId message, CancellationToken ct);

    /// <summary>The ticket's last line says what the message says now, when the message is the last.</summary>
    void Reword(Message upgraded);

    /// <summary>The wait that a failed reply had ended goes on from its original time, unless another reply was sent or still may be.</summary>
    void ResumeWait(Message failed);

    /// <summary>A failed reply is queued again and ends the wait again, unless the customer wrote since.</summary>
    void EndWait(Message again);
}

/// <summary>What the writer of a reply had on screen (DECISIONS 11).</summary>
/// <param name="Seen">The highest sequence rendered beside the composer.</param>
/// <param name="Writer">Own replies never make one stale.</param>
public sealed record ThreadGuard(long Seen, Identity.AgentId Writer);

/// <summary>Write access to the inbound journal.</summary>
public interface IInboundJournal
{
    /// <summary>An entry, tracked.</summary>
    Task<InboundEntry?> FindAsync(long id, CancellationToken ct);
}

/// <summary>Write access to the send queue.</summary>
public interface ISendQueue
{
    /// <summary>Queues a reply; those of one account and chat leave in the order they were written (DECISIONS 5).</summary>
    /// <returns>The refusal when the ticket's account sends nothing.</returns>
    Task<Error?> AddAsync(Message reply, Ticket ticket, CancellationToken ct);

    /// <summary>The send of a message, tracked.</summary>
    Task<QueuedSend?> FindForAsync(MessageId message, CancellationToken ct);
}
