using Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

/// <summary>The raw bytes of a header value as one line of text.</summary>
internal static class HeaderText
{
    /// <summary>Unfolded (RFC 5322 2.2.3): line ends and null bytes dropped, everything else kept.</summary>
    public static string Plain(ReadOnlySpan<byte> raw)
    {
        var text = TextDecoder.Decode(raw);
        return text.AsSpan().ContainsAny('\r', '\n', '\0') ? Unfold(text) : text;
    }

    // A line end inside a value is followed by a space or tab that stays; a lone CR or LF stands for a space.
    private static string Unfold(string text) => string.Create(Kept(text), text, (line, from) =>
    {
        var to = 0;
        for (var i = 0; i < from.Length; i++)
            if (Keeps(from, i, out var c)) line[to++] = c;
    });

    private static int Kept(string text)
    {
        var kept = 0;
        for (var i = 0; i < text.Length; i++)
            if (Keeps(text, i, out _)) kept++;
        return kept;
    }

    private static bool Keeps(string text, int i, out char c)
    {
        c = text[i];
        if (c == '\0') return false;
        if (c is not ('\r' or '\n')) return true;
        c = ' ';
        return i + 1 < text.Length && text[i + 1] is not (' ' or '\t' or '\r' or '\n');
    }
}
