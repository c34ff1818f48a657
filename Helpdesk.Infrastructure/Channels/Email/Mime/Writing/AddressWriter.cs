using System.Globalization;
using System.Text.RegularExpressions;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

/// <summary>Addresses as RFC 5322 3.4 and RFC 6532 write them.</summary>
internal static partial class AddressWriter
{
    private const int LongestQuoted = 60;
    private static readonly IdnMapping Idn = new();

    /// <summary>Whether the address's local part is beyond ASCII; a domain beyond it has an ASCII form.</summary>
    public static bool NeedsUtf8(MailAddress address) => !IsAscii(address.Address[..Math.Max(0, address.Address.LastIndexOf('@'))]);

    /// <summary>Whether this is an address that can be written.</summary>
    public static bool IsWritable(string address) =>
        Form().IsMatch(address) && !address.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029') && Ascii(address) is not null;

    /// <summary>The addresses as tokens, commas at their ends.</summary>
    /// <exception cref="ArgumentException">One is no address: the caller checks what people type.</exception>
    public static IEnumerable<string> Tokens(IReadOnlyList<MailAddress> addresses)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            var tokens = Tokens(addresses[i]).ToList();
            if (i < addresses.Count - 1) tokens[^1] += ",";
            foreach (var token in tokens) yield return token;
        }
    }

    private static IEnumerable<string> Tokens(MailAddress mailbox)
    {
        if (!IsWritable(mailbox.Address)) throw new ArgumentException("Not an address that can be written (RFC 5322 3.4.1).", nameof(mailbox));
        var address = Ascii(mailbox.Address)!;
        var name = HeaderWriter.Clean(mailbox.Name).Trim();
        return name.Length == 0 ? [address] : NameTokens(name).Append($"<{address}>");
    }

    private static IEnumerable<string> NameTokens(string name)
    {
        if (HeaderWriter.NeedsWords(name)) return HeaderWriter.Phrase(name, encode: true);
        if (Atoms().IsMatch(name)) return HeaderWriter.Phrase(name, encode: false);
        return name.Length > LongestQuoted
            ? HeaderWriter.Phrase(name, encode: true)
            : ["\"" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\""];
    }

    /// <summary>The address with its domain in ASCII (RFC 5890); null when that has no such form.</summary>
    public static string? Ascii(string address)
    {
        var at = address.LastIndexOf('@') + 1;
        if (IsAscii(address[at..])) return address;
        try
        {
            return string.Concat(address.AsSpan(0, at), Idn.GetAscii(address[at..]));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsAscii(string text) => !text.AsSpan().ContainsAnyExceptInRange('\0', '\x7F');

    [GeneratedRegex(@"^(?:[^\s()<>\[\]:;@\\,.""]+(?:\.[^\s()<>\[\]:;@\\,.""]+)*|""(?:[^""\\\r\n]|\\[^\r\n])*"")@(?:[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)*|\[[0-9A-Za-z.:]+\])\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    // Words of a display name that need no quotes (RFC 5322 3.2.3).
    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Atoms();
}
