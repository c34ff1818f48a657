using System.Globalization;
using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

/// <summary>Text as encoded words (RFC 2047) of UTF-8, each short enough for one line and of whole characters, in the shorter of the two encodings.</summary>
internal static class EncodedWordWriter
{
    // Below the 75 of section 2, so that a line with the field's name stays below its 76.
    private const int LongestWord = 60;
    private const string Base64Start = "=?utf-8?B?";
    private const string QStart = "=?utf-8?Q?";
    private const string End = "?=";
    private const int Room = LongestWord - 12;

    /// <summary>The words, to be separated by a space or fold.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var q = bytes.Sum(b => PlainInQ(b) || b == ' ' ? 1 : 3);
        var byBase64 = (bytes.Length + 2) / 3 * 4 < q;
        var words = new List<string>();
        for (var rest = text; rest.Length > 0;)
        {
            var length = byBase64 ? Base64Length(rest) : QLength(rest);
            words.Add(Word(rest[..length], byBase64));
            rest = rest[length..];
        }

        return words;
    }

    private static int QLength(string text)
    {
        var (length, columns) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            columns += Q(rune).Length;
            if (columns > Room) return length;
            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    // A word that another follows ends without padding where it can: GMime decodes neighbours as one and stops at the first padding.
    private static int Base64Length(string text)
    {
        var (length, bytes, whole) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > Room / 4 * 3) return whole > 0 ? whole : length;
            length += rune.Utf16SequenceLength;
            if (bytes % 3 == 0) whole = length;
        }

        return length;
    }

    private static string Word(string text, bool byBase64) => byBase64
        ? Base64Start + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) + End
        : QStart + string.Concat(text.EnumerateRunes().Select(Q)) + End;

    private static string Q(Rune rune)
    {
        if (rune.Value == ' ') return "_";
        if (rune.IsAscii && PlainInQ((byte)rune.Value)) return rune.ToString();
        Span<byte> bytes = stackalloc byte[4];
        var coded = new StringBuilder(12);
        foreach (var b in bytes[..rune.EncodeToUtf8(bytes)]) coded.Append(CultureInfo.InvariantCulture, $"={b:X2}");
        return coded.ToString();
    }

    // What may stand as itself even in a display name (RFC 2047 5 (3)).
    private static bool PlainInQ(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'!' or (byte)'*' or (byte)'+' or (byte)'-' or (byte)'/';
}
