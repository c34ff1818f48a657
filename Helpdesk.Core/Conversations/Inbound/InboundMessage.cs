using Helpdesk.Core.Customers;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Conversations;

/// <summary>A message as any channel's reader hands it over; vendor shapes end here.</summary>
public sealed record InboundMessage
{
    /// <summary>The provider's stable key of the message.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The customer's address; for a message typed on our own phone, whom it went to.</summary>
    public required CustomerAddress Address { get; init; }

    /// <summary>Another address of the same customer, when the channel told: a privacy id's phone number.</summary>
    public CustomerAddress? AlsoKnownAs { get; init; }

    /// <summary>The name the channel knows the customer by.</summary>
    public string? CustomerName { get; init; }

    /// <summary>The text or caption.</summary>
    public string? Text { get; init; }

    public MessageContent Content { get; init; } = MessageContent.Full;

    /// <summary>The provider's name of a kind the desk cannot show.</summary>
    public string? UnknownType { get; init; }

    /// <summary>The provider's time.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Key of the message it quotes.</summary>
    public string? QuotedExternalId { get; init; }

    /// <summary>What the quoted message said, when the provider tells.</summary>
    public string? QuotedText { get; init; }

    /// <summary>Its file, already read and stored.</summary>
    public InboundFile? File { get; init; }
}

/// <summary>A file of an inbound message, stored before the commit.</summary>
public sealed record InboundFile(StoredFile Stored, string? Name);
