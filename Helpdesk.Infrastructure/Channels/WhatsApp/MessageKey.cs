using Helpdesk.Core.Customers;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>A WhatsApp message id: <c>(true|false)_chat_KEY[_participant]</c> (contract, id grammar).</summary>
/// <param name="FromMe">Whether our own number sent it.</param>
/// <param name="Chat">Such as <c>201000000001@c.us</c>.</param>
/// <param name="Key">The stable part (DECISIONS 6).</param>
public sealed record MessageKey(bool FromMe, string Chat, string Key)
{
    /// <summary>Takes an id apart; null when it does not follow the grammar.</summary>
    public static MessageKey? Parse(string? id)
    {
        var parts = id?.Split('_');
        return parts is { Length: >= 3 } && parts[0] is "true" or "false" && parts![1].Length > 0 && parts[2].Length is > 0 and <= 120
            ? new MessageKey(parts[0] == "true", parts[1], parts[2])
            : null;
    }

    /// <summary>The customer behind a one-to-one chat; null for groups, broadcasts and channels.</summary>
    public static CustomerAddress? AddressOf(string chat)
    {
        var at = chat.IndexOf('@', StringComparison.Ordinal);
        if (at is <= 0 or > 60) return null;
        var user = chat[..at];
        if (!user.All(char.IsAsciiDigit)) return null;
        return chat[(at + 1)..] switch
        {
            "c.us" or "s.whatsapp.net" => new CustomerAddress(IdentityKind.Phone, user),
            "lid" => new CustomerAddress(IdentityKind.WhatsAppLid, user),
            _ => null,
        };
    }
}
