using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

/// <summary>
/// Encoded words (RFC 2047), also where the RFC forbids them: inside words, quotes and parameters, with spaces in them, cut in the middle
/// of a character. What is no encoded word stays as written. Linear: no byte is looked at more often than its word is tried.
/// </summary>
internal static class EncodedWords
{
    private const int LongestCharset = 60;

    /// <summary>The text with its encoded words decoded.</summary>
    public static string Decode(string text)
    {
        var next = text.IndexOf("=?", StringComparison.Ordinal);
        if (next < 0) return text;
        var result = new StringBuilder(text.Length);
        var run = new WordRun(result);
        var at = 0;
        var lastEnd = text.LastIndexOf("?=", StringComparison.Ordinal);
        while (next >= 0)
        {
            if (Word(text, next, lastEnd) is not var (charset, encoding, start, end))
            {
                next = text.IndexOf("=?", next + 2, StringComparison.Ordinal);
                continue;
            }

            var between = text.AsSpan(at, next - at);
            // White space between two encoded words is only there to keep them apart (RFC 2047 6.2).
            if (!run.Open || !between.IsWhiteSpace())
            {
                run.End();
                result.Append(between);
            }

            run.Add(charset, encoding, text.AsSpan(start, end - start));
            at = end + 2;
            next = text.IndexOf("=?", at, StringComparison.Ordinal);
        }

        run.End();
        return result.Append(text, at, text.Length - at).ToString();
    }

    // =?charset[*language]?encoding?text?=
    private static (string Charset, char Encoding, int Start, int End)? Word(string text, int at, int lastEnd)
    {
        var name = text.AsSpan(at + 2, Math.Min(LongestCharset, text.Length - at - 2));
        var length = name.IndexOf('?');
        if (length < 0 || at + length + 5 > text.Length) return null;
        var encoding = char.ToUpperInvariant(text[at + length + 3]);
        if (encoding is not ('B' or 'Q') || text[at + length + 4] != '?') return null;
        var start = at + length + 5;
        if (start > lastEnd) return null;
        var end = text.IndexOf("?=", start, StringComparison.Ordinal);
        // A question mark in Q text may stand before an encoded byte: the word ends where its sign is not followed by two hex digits.
        while (encoding == 'Q' && end + 3 < text.Length && char.IsAsciiHexDigit(text[end + 2]) && char.IsAsciiHexDigit(text[end + 3])
            && text.IndexOf("?=", end + 2, Math.Min(text.Length - end - 2, 80), StringComparison.Ordinal) is var later and > 0
            && !text.AsSpan(end + 2, later - end - 2).ContainsAny(' ', '?')) end = later;
        if (name[..length].IndexOf('*') is var star and >= 0) length = star;
        return (name[..length].ToString(), encoding, start, end);
    }

    /// <summary>Neighbouring words of one charset, whose bytes are joined before they are decoded: a character may be cut between them.</summary>
    private sealed class WordRun(StringBuilder result)
    {
        private readonly List<byte> _bytes = [];
        private string? _charset;

        public bool Open => _charset is not null;

        public void Add(string charset, char encoding, ReadOnlySpan<char> text)
        {
            if (!string.Equals(charset, _charset, StringComparison.OrdinalIgnoreCase)) End();
            _charset = charset;
            if (encoding == 'B') AddBase64(text);
            else AddQ(text);
        }

        public void End()
        {
            if (_charset is null) return;
            var text = TextDecoder.Decode([.. _bytes], _charset).Text;
            foreach (var c in text) result.Append(c is '\r' or '\n' ? ' ' : c);
            _bytes.Clear();
            _charset = null;
        }

        private void AddBase64(ReadOnlySpan<char> text)
        {
            var (bits, count) = (0, 0);
            foreach (var c in text)
            {
                if (c > 0x7F || Base64Alphabet.ValueOf((byte)c) is not (var value and >= 0)) continue;
                bits = ((bits << 6) | value) & 0xFFFFFF;
                count += 6;
                if (count < 8) continue;
                count -= 8;
                _bytes.Add((byte)(bits >> count));
            }
        }

        // 8-bit text within a word, which the header's own decoding has read already: back to the byte it most likely was.
        private void AddRaw(char c)
        {
            if (c <= 0xFF && CharsetLabels.Find(_charset) != Charset.Utf8) _bytes.Add((byte)c);
            else _bytes.AddRange(Encoding.UTF8.GetBytes(c.ToString()));
        }

        private void AddQ(ReadOnlySpan<char> text)
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '=' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
                {
                    _bytes.Add(Convert.FromHexString(text.Slice(i + 1, 2))[0]);
                    i += 2;
                }
                else if (text[i] < 0x80)
                {
                    _bytes.Add(text[i] == '_' ? (byte)' ' : (byte)text[i]);
                }
                else
                {
                    AddRaw(text[i]);
                }
            }
        }
    }
}
