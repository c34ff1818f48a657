using Helpdesk.Core.Customers;

namespace Helpdesk.Infrastructure.Import;

/// <summary>Makes addresses of what the old systems stored as phone numbers and WhatsApp ids.</summary>
internal static class OldAddresses
{
    private const string Egypt = "20";
    private const int EgyptianLength = 12;

    /// <summary>An Egyptian number in international digits (SEEDS 1.2, 3.1); null when it is none.</summary>
    public static CustomerAddress? EgyptianPhone(string? text)
    {
        var digits = Digits(text);
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = digits[2..];
        if (digits.Length == 11 && digits[0] == '0') digits = Egypt + digits[1..];
        else if (digits.Length == 10 && digits[0] != '0') digits = Egypt + digits;
        return digits.Length == EgyptianLength && digits.StartsWith(Egypt, StringComparison.Ordinal) ? new CustomerAddress(IdentityKind.Phone, digits) : null;
    }

    /// <summary>A number that says its country itself; null when it does not, because guessing one would write to a stranger.</summary>
    public static CustomerAddress? InternationalPhone(string? text)
    {
        var trimmed = (text ?? "").Trim();
        var digits = Digits(trimmed);
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = digits[2..];
        else if (!trimmed.StartsWith('+') && digits.Length < 11) return null;
        return digits.Length is >= 8 and <= 15 && digits[0] != '0' ? new CustomerAddress(IdentityKind.Phone, digits) : null;
    }

    /// <summary>A WhatsApp chat id: with its suffix, or the bare digits; 14 and more are a privacy id (SEEDS 9). Null for groups and nonsense.</summary>
    public static CustomerAddress? OfChat(string? id)
    {
        if (id is null) return null;
        var at = id.IndexOf('@', StringComparison.Ordinal);
        var (user, suffix) = at < 0 ? (id, "") : (id[..at], id[(at + 1)..]);
        if (suffix is not ("" or "lid" or "c.us" or "s.whatsapp.net")) return null;
        var digits = Digits(user);
        if (suffix == "lid" || (suffix.Length == 0 && digits.Length is 14 or 15))
            return digits.Length is > 0 and <= 60 ? new CustomerAddress(IdentityKind.WhatsAppLid, digits) : null;
        return EgyptianPhone(digits) ?? (suffix.Length > 0 && digits.Length is >= 8 and <= 15 ? new CustomerAddress(IdentityKind.Phone, digits) : null);
    }

    /// <summary>Whether a phone number was made up from a privacy id: <c>201000</c> and its last six digits (SEEDS 3.1).</summary>
    public static bool IsMadeUp(string? phone, CustomerAddress? chat) =>
        chat is { Kind: IdentityKind.WhatsAppLid } && Digits(phone) is var digits
        && (digits == chat.Value || digits == "201000" + chat.Value[^Math.Min(6, chat.Value.Length)..]);

    private static string Digits(string? text) => new([.. (text ?? "").Where(char.IsAsciiDigit)]);
}
