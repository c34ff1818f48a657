using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Channels;

/// <summary>A reply as a channel's sender takes it.</summary>
public sealed record OutboundMessage(
    ChannelAccountId Account, CustomerAddress To, string? Text, OutboundFile? File, DateTimeOffset WrittenAt);

/// <summary>A file to send.</summary>
public sealed record OutboundFile(string FileKey, string Name, string ContentType, long Size);

/// <summary>What came of handing a reply to the provider (DECISIONS 7).</summary>
public enum SendFate
{
    /// <summary>The provider has it.</summary>
    Taken,

    /// <summary>The account cannot send now; counts no try.</summary>
    AccountFault,

    /// <summary>This message could not be sent; counts a try.</summary>
    MessageFault,

    /// <summary>This message can never be sent: no such number, a file it refuses.</summary>
    Refused,

    /// <summary>No answer came: it may have left.</summary>
    Unknown,
}

/// <summary>The fate, the provider's key when taken, else a stable code.</summary>
public sealed record SendOutcome(SendFate Fate, string? ExternalId, string? Code)
{
    /// <summary>Refused because nobody has the number; it may have left all the same.</summary>
    public const string NoSuchNumber = "no-such-number";

    public static SendOutcome Taken(string externalId) => new(SendFate.Taken, externalId, null);

    public static SendOutcome Not(SendFate fate, string code) => new(fate, null, code);
}

/// <summary>A channel's provider. Doubles of it keep the contract's traps; vendor shapes stay behind it.</summary>
public interface IChannelSender
{
    /// <summary>Hands a reply over. Never throws for what the provider does.</summary>
    Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken ct);

    /// <summary>Whether the account can send now.</summary>
    Task<ChannelState> ProbeAsync(ChannelAccountId account, CancellationToken ct);

    /// <summary>Reads the chat back for replies that look like this one.</summary>
    /// <returns>Keys of what has left, oldest first; null when the chat could not be read.</returns>
    Task<IReadOnlyList<string>?> FindSentAsync(OutboundMessage message, CancellationToken ct);

    /// <summary>Tells the customer that the chat was seen.</summary>
    Task MarkSeenAsync(ChannelAccountId account, CustomerAddress chat, CancellationToken ct);

    /// <summary>Fetches and stores a file that did not come with its message; null when the provider says it is gone.</summary>
    Task<InboundFile?> FetchFileAsync(ChannelAccountId account, CustomerAddress chat, string externalId, CancellationToken ct);
}
