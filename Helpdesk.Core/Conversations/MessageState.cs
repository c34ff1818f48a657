namespace Helpdesk.Core.Conversations;

/// <summary>Identifies an entry of a thread.</summary>
public readonly record struct MessageId(long Value)
{
    /// <summary>Ids rise with time.</summary>
    public static bool operator <(MessageId left, MessageId right) => left.Value < right.Value;

    /// <summary>Ids rise with time.</summary>
    public static bool operator >(MessageId left, MessageId right) => left.Value > right.Value;
}

/// <summary>What an entry of the time line is.</summary>
public enum MessageKind
{
    /// <summary>Written by the customer.</summary>
    Customer,

    /// <summary>Sent to the customer.</summary>
    Reply,

    /// <summary>Seen by colleagues only.</summary>
    Note,

    /// <summary>Something that happened to the ticket.</summary>
    Event,
}

/// <summary>How far a reply has come. The order is the order of progress: a later state is never taken back by an earlier report.</summary>
public enum DeliveryState
{
    /// <summary>Not a reply.</summary>
    None,

    /// <summary>Waits in the send queue.</summary>
    Queued,

    /// <summary>The provider's answer never came: it may or may not have left. Never sent again by itself.</summary>
    Unknown,

    /// <summary>Given up; the reason stands beside it.</summary>
    Failed,

    /// <summary>The provider has it.</summary>
    Sent,

    /// <summary>The customer's device has it.</summary>
    Delivered,

    /// <summary>The customer has seen it.</summary>
    Read,
}

/// <summary>How much of a customer's message has arrived; it only ever grows (DECISIONS 6).</summary>
public enum MessageContent
{
    /// <summary>Not decrypted yet; a second event may bring the text.</summary>
    Ciphertext,

    /// <summary>The file could not be fetched yet; only its preview is here.</summary>
    PreviewOnly,

    /// <summary>All of it.</summary>
    Full,
}

/// <summary>What an <see cref="MessageKind.Event"/> tells.</summary>
public enum ThreadEvent
{
    Opened,
    Assigned,
    Claimed,
    StatusChanged,
    PriorityChanged,

    /// <summary>It came into a queue; the value is the cause.</summary>
    Queued,

    /// <summary>Routing chose its agent.</summary>
    Routed,

    /// <summary>Passed on.</summary>
    Transferred,

    /// <summary>A supervisor took it.</summary>
    TakenOver,
}
