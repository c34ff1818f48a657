using System.Globalization;
using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

/// <summary>The parameters of one field, their pieces put together and decoded (RFC 2231, and RFC 5987 which writes a single piece the same way).</summary>
internal sealed class ExtendedParameters
{
    private const int MostPieces = 1000;
    private const int MostParameters = 200;
    private readonly Dictionary<string, SortedDictionary<int, (string Text, bool Encoded)>> _extended = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _simple = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string name, string text)
    {
        if (name.Length == 0 || _simple.Count + _extended.Count >= MostParameters) return;
        var star = name.IndexOf('*');
        if (star < 0)
        {
            _simple.TryAdd(name, text);
            return;
        }

        var section = name.AsSpan(star + 1);
        var encoded = section.Length == 0 || section[^1] == '*';
        var number = 0;
        if (section.TrimEnd('*') is { Length: > 0 } digits && (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number >= MostPieces)) return;
        var pieces = _extended.TryGetValue(name[..star], out var known) ? known : _extended[name[..star]] = [];
        pieces.TryAdd(number, (text, encoded));
    }

    public IReadOnlyDictionary<string, string> Decoded()
    {
        var all = _simple.ToDictionary(p => p.Key, p => EncodedWords.Decode(p.Value), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, pieces) in _extended) all[name] = Join(pieces);
        return all;
    }

    // The first piece names the charset for all; pieces are decoded together, for a character may be cut between two.
    private static string Join(SortedDictionary<int, (string Text, bool Encoded)> pieces)
    {
        string? charset = null;
        var bytes = new List<byte>();
        var first = true;
        foreach (var (text, encoded) in pieces.Values)
        {
            var rest = text;
            if (first && encoded && text.IndexOf('\'') is var quote and >= 0 && text.IndexOf('\'', quote + 1) is var second and > 0)
                (charset, rest) = (text[..quote], text[(second + 1)..]);
            Unescape(rest, encoded, bytes);
            first = false;
        }

        var joined = TextDecoder.Decode([.. bytes], charset).Text;
        // Pieces that are not encoded may hold encoded words, which some senders cut into pieces.
        return pieces.Values.Any(p => p.Encoded) ? joined : EncodedWords.Decode(joined);
    }

    private static void Unescape(string text, bool encoded, List<byte> bytes)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (encoded && text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else if (text[i] < 0x80)
            {
                bytes.Add((byte)text[i]);
            }
            else
            {
                var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, pair)));
                i += pair - 1;
            }
        }
    }
}
