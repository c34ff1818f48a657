using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>An entry of a thread as another system left it.</summary>
/// <param name="Delivery">How far a reply had come; one that had not left never will.</param>
public sealed record MessagePast(
    MessageKind Kind, ChannelAccountId? Account, string? ExternalId, AgentId? Author, string? Text, string? UnknownType,
    DateTimeOffset SentAt, DeliveryState Delivery, string? FailureCode, DateTimeOffset? RevokedAt);

/// <content>How an import brings an entry in. It raises nothing and is never sent: the other system did that.</content>
public sealed partial class Message
{
    /// <summary>Brings an entry of another system in.</summary>
    public static Message Restore(MessageId id, TicketId ticket, MessagePast past)
    {
        var message = new Message
        {
            Id = id,
            TicketId = ticket,
            Kind = past.Kind,
            AccountId = past.Account,
            ExternalId = past.ExternalId,
            AuthorId = past.Author,
            SentAt = past.SentAt,
        };
        message.Restate(past);
        return message;
    }

    /// <summary>Takes what has changed in the other system since: text, delivery, a recall.</summary>
    public void Restate(MessagePast past) =>
        (Text, UnknownType, Delivery, FailureCode, RevokedAt) = (past.Text, past.UnknownType, past.Delivery, past.FailureCode, past.RevokedAt);

    /// <summary>The other system names a file that was not handed over.</summary>
    public void LackFile() => Content = MessageContent.PreviewOnly;
}
