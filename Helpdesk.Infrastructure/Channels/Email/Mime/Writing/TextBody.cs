using System.Globalization;
using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

/// <summary>Text ready for a part: its charset, its transfer encoding and its lines.</summary>
/// <param name="Charset"><c>us-ascii</c> where that is enough, else <c>utf-8</c>.</param>
/// <param name="Encoding">As it is where every server lets it pass, else the shorter of quoted-printable and base64.</param>
/// <param name="Lines">ASCII with CR LF, ending with one.</param>
internal sealed record TextBody(string Charset, string Encoding, string Lines)
{
    private const int LongestPlainLine = 78;
    private const int LongestQuotedLine = 76;

    public static TextBody Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var plain = string.Join("\r\n", lines);
        var ascii = !plain.AsSpan().ContainsAnyExceptInRange('\0', '\x7F');
        var charset = ascii ? "us-ascii" : "utf-8";
        if (ascii && lines.All(IsSafe)) return new TextBody(charset, "7bit", plain + "\r\n");
        var quoted = string.Join("\r\n", lines.Select(Quoted));
        var bytes = System.Text.Encoding.UTF8.GetBytes(plain);
        return quoted.Length <= bytes.Length * 4 / 3
            ? new TextBody(charset, "quoted-printable", quoted + "\r\n")
            : new TextBody(charset, "base64", Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks) + "\r\n");
    }

    // Mailbox files put a sign before "From ", SMTP doubles a dot, old servers cut control characters (RFC 2049 3).
    private static bool IsSafe(string line) =>
        line.Length <= LongestPlainLine && !line.StartsWith("From ", StringComparison.Ordinal) && !line.StartsWith('.') && !line.Any(c => char.IsControl(c) && c != '\t');

    private static string Quoted(string line)
    {
        var coded = new StringBuilder();
        var column = 0;
        Span<byte> bytes = stackalloc byte[4];
        var at = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            var last = (at += rune.Utf16SequenceLength) == line.Length;
            var literal = rune.Value is >= '!' and <= '~' and not '=' || (rune.Value is ' ' or '\t' && !last);
            if (column == 0 && (rune.Value == '.' || (rune.Value == 'F' && line.StartsWith("From ", StringComparison.Ordinal)))) literal = false;
            var size = literal ? 1 : 3 * rune.Utf8SequenceLength;
            // One column stays for the sign that joins the lines; a character is never cut.
            if (column + size > LongestQuotedLine - 1)
            {
                coded.Append("=\r\n");
                column = 0;
                if (rune.Value == '.') (literal, size) = (false, 3);
            }

            if (literal) coded.Append((char)rune.Value);
            else foreach (var b in bytes[..rune.EncodeToUtf8(bytes)]) coded.Append(CultureInfo.InvariantCulture, $"={b:X2}");
            column += size;
        }

        return coded.ToString();
    }
}
