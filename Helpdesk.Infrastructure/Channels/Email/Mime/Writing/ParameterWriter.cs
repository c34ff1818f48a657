using System.Globalization;
using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

/// <summary>Writes a value with one text parameter; beyond ASCII, or long, in pieces as RFC 2231 has them.</summary>
internal static class ParameterWriter
{
    private const int LongestPiece = 60;

    /// <summary>The value and its parameter as tokens.</summary>
    public static IEnumerable<string> Tokens(string value, string name, string text)
    {
        var clean = string.Concat(HeaderWriter.Clean(text).EnumerateRunes().Select(r => r.ToString())).Trim();
        var simple = !HeaderWriter.NeedsWords(clean) && clean.Length <= LongestPiece;
        if (simple) return [value + ";", $"{name}=\"{clean.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""];
        var pieces = Pieces(clean);
        return pieces.Select((piece, i) => $"{name}*{(pieces.Count == 1 ? "" : i.ToString(CultureInfo.InvariantCulture) + "*")}={(i == 0 ? "utf-8''" : "")}{piece}{(i < pieces.Count - 1 ? ";" : "")}").Prepend(value + ";");
    }

    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var start = piece.Length;
            foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
            {
                if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'.' or (byte)'-' or (byte)'_') piece.Append((char)b);
                else piece.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }

            if (piece.Length <= LongestPiece) continue;
            // A character is never cut: not every reader joins before decoding.
            pieces.Add(piece.ToString(0, start));
            piece.Remove(0, start);
        }

        pieces.Add(piece.ToString());
        return pieces;
    }
}
