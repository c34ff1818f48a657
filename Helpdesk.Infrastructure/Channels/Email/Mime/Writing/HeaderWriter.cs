using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

/// <summary>Writes a header block, folding before column 76 (RFC 5322 2.1.1, RFC 2047 2). No value can end a line: whatever could becomes a space.</summary>
internal sealed class HeaderWriter
{
    private const int Column = 76;
    private const int LongestAsciiWord = 70;
    private readonly StringBuilder _text = new();
    private int _column;

    /// <summary>A field of free text, encoded when it has to be.</summary>
    public void Text(string name, string value) => Field(name, Phrase(value, encode: NeedsWords(Clean(value))));

    /// <summary>A field of tokens that are ASCII and whole; the writer folds between them.</summary>
    public void Field(string name, IEnumerable<string> tokens)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException("A header's name is printable ASCII without colon (RFC 5322 2.2).", nameof(name));
        _text.Append(name).Append(':');
        _column = name.Length + 1;
        var first = true;
        foreach (var token in tokens)
        {
            if (!first && _column + 1 + token.Length > Column)
            {
                _text.Append("\r\n");
                _column = 0;
            }

            _text.Append(' ').Append(token);
            _column += 1 + token.Length;
            first = false;
        }

        _text.Append("\r\n");
    }

    /// <summary>The block, with the empty line that ends it.</summary>
    public override string ToString() => _text + "\r\n";

    /// <summary>Text as tokens: its words, or its encoded words.</summary>
    public static IEnumerable<string> Phrase(string value, bool encode)
    {
        var clean = Clean(value);
        return encode ? EncodedWordWriter.Words(clean) : clean.Split(' ');
    }

    /// <summary>Whether text would not survive as it is: beyond ASCII, looking encoded, with space a fold could lose, or in words too long for a line.</summary>
    public static bool NeedsWords(string clean) =>
        clean.AsSpan().ContainsAnyExceptInRange(' ', '~') || clean.Contains("=?", StringComparison.Ordinal) || clean.StartsWith(' ') || clean.EndsWith(' ')
        || clean.Contains("  ", StringComparison.Ordinal) || clean.Split(' ').Any(w => w.Length > LongestAsciiWord);

    /// <summary>Text that cannot leave its line: control characters, line and paragraph separators become spaces.</summary>
    public static string Clean(string value) => string.Concat(value.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
