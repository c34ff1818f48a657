using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>One entry of a ticket's time line: a customer's message, a reply, a note or an event.</summary>
public sealed partial class Message : Entity, ITenantOwned
{
    private Message()
    {
    }

    public MessageId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public TicketId TicketId { get; private set; }

    /// <summary>Place in the order of arrival, given by the unit of work; guards and read positions count in it.</summary>
    public long Sequence { get; private set; }

    public MessageKind Kind { get; private set; }

    /// <summary>The number or mailbox it came or goes through; none for notes and events.</summary>
    public ChannelAccountId? AccountId { get; private set; }

    /// <summary>The provider's stable key; unique per account (DECISIONS 6).</summary>
    public string? ExternalId { get; private set; }

    /// <summary>The sender's own id, so that a double click or a replayed request is one message; unique in the workspace.</summary>
    public string? ClientId { get; private set; }

    public string? Text { get; private set; }

    public MessageContent Content { get; private set; } = MessageContent.Full;

    /// <summary>The member who wrote it, or who made the event happen.</summary>
    public AgentId? AuthorId { get; private set; }

    /// <summary>The one agent a supervisor's note is meant for; null for what every colleague may read (<see cref="MessageAccess"/>).</summary>
    public AgentId? WhisperTo { get; private set; }

    /// <summary>Typed on the WhatsApp phone itself: ends waiting, credits no agent (DECISIONS 7).</summary>
    public bool FromPhone { get; private set; }

    /// <summary>Whether a person wrote it: only that answers a customer; what a program sends ends no wait (SEEDS 6).</summary>
    public bool ByPerson => AuthorId is not null || FromPhone;

    /// <summary>The provider's time in whole seconds, or ours; the shown order (DECISIONS 5).</summary>
    public DateTimeOffset SentAt { get; private set; }

    public DeliveryState Delivery { get; private set; }

    /// <summary>Why it failed: a stable code the UI has a text for.</summary>
    public string? FailureCode { get; private set; }

    /// <summary>The message it answers.</summary>
    public MessageId? QuotedId { get; private set; }

    /// <summary>What the quoted message said, cut.</summary>
    public string? QuotedText { get; private set; }

    public ThreadEvent? Event { get; private set; }

    /// <summary>The value: the id of the agent it went to, a status or a priority by name.</summary>
    public string? EventValue { get; private set; }

    /// <summary>The wait a reply ended, taken back when it finally fails.</summary>
    public DateTimeOffset? EndedWaitSince { get; private set; }

    /// <summary>The provider's name of a kind the desk cannot show; such a message still waits for an answer.</summary>
    public string? UnknownType { get; private set; }

    /// <summary>When its writer took it back; the entry stays as a tombstone (DECISIONS 34).</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>A message of the customer.</summary>
    public static Message FromCustomer(MessageId id, TicketId ticket, ChannelAccountId account, InboundMessage inbound, Message? quoted)
    {
        var message = new Message
        {
            Id = id,
            TicketId = ticket,
            Kind = MessageKind.Customer,
            AccountId = account,
            ExternalId = inbound.ExternalId,
            Text = inbound.Text,
            Content = inbound.Content,
            UnknownType = inbound.UnknownType,
            SentAt = inbound.SentAt,
            QuotedId = quoted?.Id,
            QuotedText = MessageText.Line(quoted?.Text ?? inbound.QuotedText),
        };
        message.Raise(new MessageReceived(ticket, id));
        if (inbound.Content == MessageContent.PreviewOnly) message.Raise(new FileMissing(id, account, inbound.ExternalId));
        return message;
    }

    /// <summary>A reply on its way to the customer.</summary>
    public static Message Reply(MessageId id, TicketId ticket, ChannelAccountId account, AgentId author, string clientId, string text, DateTimeOffset now)
    {
        var message = new Message
        {
            Id = id,
            TicketId = ticket,
            Kind = MessageKind.Reply,
            AccountId = account,
            AuthorId = author,
            ClientId = clientId,
            Text = text,
            SentAt = now,
            Delivery = DeliveryState.Queued,
        };
        message.Raise(new ReplyQueued(ticket, id, author));
        return message;
    }

    /// <summary>A message the business typed on the WhatsApp phone itself.</summary>
    public static Message TypedOnPhone(MessageId id, TicketId ticket, ChannelAccountId account, InboundMessage seen)
    {
        var message = new Message
        {
            Id = id,
            TicketId = ticket,
            Kind = MessageKind.Reply,
            AccountId = account,
            ExternalId = seen.ExternalId,
            Text = seen.Text,
            Content = seen.Content,
            SentAt = seen.SentAt,
            Delivery = DeliveryState.Sent,
            FromPhone = true,
        };
        message.Raise(new ReplyQueued(ticket, id, null));
        return message;
    }

    /// <summary>A note for colleagues.</summary>
    public static Message Note(MessageId id, TicketId ticket, AgentId author, string clientId, string text, DateTimeOffset now)
    {
        var message = new Message { Id = id, TicketId = ticket, Kind = MessageKind.Note, AuthorId = author, ClientId = clientId, Text = text, SentAt = now };
        message.Raise(new NoteAdded(ticket, id, author));
        return message;
    }

    /// <summary>A note of a supervisor that only one agent is to see.</summary>
    public static Message Whisper(MessageId id, TicketId ticket, AgentId author, AgentId to, string clientId, string text, DateTimeOffset now)
    {
        var message = new Message
        {
            Id = id,
            TicketId = ticket,
            Kind = MessageKind.Note,
            AuthorId = author,
            WhisperTo = to,
            ClientId = clientId,
            Text = text,
            SentAt = now,
        };
        message.Raise(new Whispered(ticket, id, author, to));
        return message;
    }

    /// <summary>A quiet line about something that happened; raises nothing.</summary>
    public static Message EventLine(MessageId id, TicketId ticket, ThreadEvent happened, string? value, AgentId? by, DateTimeOffset now) =>
        new() { Id = id, TicketId = ticket, Kind = MessageKind.Event, Event = happened, EventValue = value, AuthorId = by, SentAt = now };

    /// <summary>Takes its place in the thread.</summary>
    public void Place(long sequence, DateTimeOffset? endedWaitSince) => (Sequence, EndedWaitSince) = (sequence, endedWaitSince);

    /// <summary>Takes what a second event with the same id brings, when it is more than what is here; never less (DECISIONS 6).</summary>
    /// <returns>Whether anything was taken.</returns>
    public bool Upgrade(InboundMessage again)
    {
        if (again.Content <= Content) return false;
        (Content, Text) = (again.Content, again.Text ?? Text);
        Raise(new MessageChanged(TicketId, Id));
        return true;
    }

    /// <summary>The file that was missing is here.</summary>
    public void Complete()
    {
        Content = MessageContent.Full;
        Raise(new MessageChanged(TicketId, Id));
    }

    /// <summary>The provider took the reply under this key.</summary>
    public void TakenByProvider(string externalId)
    {
        ExternalId = externalId;
        Progress(DeliveryState.Sent);
    }

    /// <summary>A report of the provider; an older one changes nothing.</summary>
    /// <returns>Whether the state moved.</returns>
    public bool Progress(DeliveryState reported)
    {
        if (reported <= Delivery) return false;
        Delivery = reported;
        if (reported >= DeliveryState.Sent) FailureCode = null;
        Raise(new MessageChanged(TicketId, Id));
        return true;
    }

    /// <summary>The send is given up, or its fate is not known.</summary>
    public void GiveUp(DeliveryState state, string code)
    {
        if (Delivery >= DeliveryState.Sent) return;
        (Delivery, FailureCode) = (state, code);
        Raise(new MessageChanged(TicketId, Id));
    }

    /// <summary>The provider took the reply but could not pass it on; a delivered one was passed on.</summary>
    public void RejectedByProvider(string code)
    {
        if (Delivery >= DeliveryState.Delivered) return;
        (Delivery, FailureCode) = (DeliveryState.Failed, code);
        Raise(new MessageChanged(TicketId, Id));
    }

    /// <summary>A person asks for another try.</summary>
    public Error? QueueAgain()
    {
        if (Delivery is not (DeliveryState.Failed or DeliveryState.Unknown)) return MessageErrors.NotFailed;
        (Delivery, FailureCode) = (DeliveryState.Queued, null);
        Raise(new MessageChanged(TicketId, Id));
        return null;
    }

    /// <summary>Its writer took it back.</summary>
    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null) return;
        RevokedAt = now;
        Raise(new MessageChanged(TicketId, Id));
    }
}
