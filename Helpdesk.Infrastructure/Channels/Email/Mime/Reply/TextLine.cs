using System.Globalization;
using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>
/// A line of a text (its end before the line break, <see cref="Next"/> after it) with a key for matching: directional marks dropped, digits of
/// any script as ASCII, white space squeezed. A key is cut at <see cref="MaxKey"/>, so work per line is bounded.
/// </summary>
internal readonly record struct TextLine(int Start, int End, int Next, string Key)
{
    /// <summary>Longer than any attribution line a client writes.</summary>
    public const int MaxKey = 400;

    public bool IsBlank => Key.Length == 0;

    public static List<TextLine> Of(string text)
    {
        var lines = new List<TextLine>();
        for (var start = 0; start < text.Length;)
        {
            var found = text.AsSpan(start).IndexOfAny('\r', '\n');
            var end = found < 0 ? text.Length : start + found;
            var next = found < 0 ? end : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            lines.Add(new TextLine(start, end, next, KeyOf(text.AsSpan(start, end - start))));
            start = next;
        }

        return lines;
    }

    private static string KeyOf(ReadOnlySpan<char> line)
    {
        var key = new StringBuilder(Math.Min(line.Length, MaxKey));
        var space = false;
        foreach (var rune in line.EnumerateRunes())
        {
            if (key.Length >= MaxKey) break;
            if (Rune.IsWhiteSpace(rune))
            {
                space = key.Length > 0;
                continue;
            }

            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Format or UnicodeCategory.Control) continue;
            if (space) key.Append(' ');
            space = false;
            if (category == UnicodeCategory.DecimalDigitNumber) key.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else key.Append(rune.ToString());
        }

        return key.ToString();
    }
}
