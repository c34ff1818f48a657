namespace Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

/// <summary>Message identifiers (RFC 5322 3.6.4), without their brackets.</summary>
internal static class MessageIds
{
    private const int Most = 5000;

    /// <summary>The first identifier; the whole text when it has no brackets, null when it is empty.</summary>
    public static string? First(string? text) => text is null ? null : List(text) is [var first, ..] ? first : null;

    /// <summary>All identifiers in order. Text between brackets only; where there are none at all, each word is one.</summary>
    public static IReadOnlyList<string> List(string? text)
    {
        var found = new List<string>();
        if (text is null) return found;
        for (var open = text.IndexOf('<'); open >= 0 && found.Count < Most; open = text.IndexOf('<', open))
        {
            var close = text.AsSpan(open + 1).IndexOfAny('>', '<');
            var id = close < 0 ? text[(open + 1)..] : text.Substring(open + 1, close);
            if (Plain(id) is { Length: > 0 } plain) found.Add(plain);
            if (close < 0) break;
            open += close + 1;
        }

        if (found.Count == 0) found.AddRange(text.Split((char[]?)null, Most, StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("<>" or "<" or ">")));
        return found;
    }

    // A fold within an identifier is no part of it.
    private static string Plain(string id) => id.AsSpan().ContainsAny(' ', '\t') ? string.Concat(id.Where(c => !char.IsWhiteSpace(c))) : id;
}
