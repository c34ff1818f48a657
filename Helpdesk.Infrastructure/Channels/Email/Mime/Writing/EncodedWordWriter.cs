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

    /// <summary>The words, to be separated by a space or fold.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var q = bytes.Sum(b => PlainInQ(b) || b == ' ' ? 1 : 3);
        var byBase64 = (bytes.Length + 2) / 3 * 4 < q;
        var words = new List<string>();
        var current = new StringBuilder();
        var cost = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var size = byBase64 ? rune.Utf8SequenceLength : Q(rune).Length;
            var room = LongestWord - QStart.Length - End.Length;
            if (cost + size > (byBase64 ? room / 4 * 3 : room))
            {
                words.Add(Word(current.ToString(), byBase64));
                current.Clear();
                cost = 0;
            }

            current.Append(rune.ToString());
            cost += size;
        }

        if (current.Length > 0) words.Add(Word(current.ToString(), byBase64));
        return words;
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
