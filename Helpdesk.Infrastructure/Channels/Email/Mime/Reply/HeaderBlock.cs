namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>Recognises an old mail's header printed above its text: "From: … Sent: … To: … Subject: …" in any of the languages of <see cref="HeaderNames"/>.</summary>
internal static class HeaderBlock
{
    private const int MaxNameLength = 24;

    // Long lists of recipients wrap, subjects do.
    private const int MaxContinuation = 3;

    /// <summary>
    /// Whether such a header begins at <paramref name="at"/>: sender with date, or three different names with sender or with date, recipient and
    /// subject. <paramref name="announced"/> when a line above said so, then two names are enough.
    /// </summary>
    public static bool IsAt(IReadOnlyList<TextLine> lines, int at, bool announced = false)
    {
        if (NameOf(lines[at].Key) is HeaderName.None or HeaderName.Other) return false;
        var seen = HeaderName.None;
        var count = 0;
        for (int i = at, since = 0; i < lines.Count && since <= MaxContinuation; i++)
        {
            var name = NameOf(lines[i].Key);
            if (name == HeaderName.None)
            {
                // Converted from HTML the lines may stand apart; two blank lines end a header.
                if (lines[i].IsBlank && i + 1 < lines.Count && lines[i + 1].IsBlank) break;
                since++;
                continue;
            }

            since = 0;
            if (name != HeaderName.Other && seen.HasFlag(name)) break;
            seen |= name;
            count++;
            if (IsEnough(seen, count, announced)) return true;
        }

        return false;
    }

    /// <summary>What the line names: "*Von:* Ana", "Envoyé le :jeudi", "发件人：…".</summary>
    public static HeaderName NameOf(string key)
    {
        var line = key.AsSpan().TrimStart("*_•·- ");
        var colon = line.IndexOfAny(':', '：');
        if (colon is < 1 or > MaxNameLength) return HeaderName.None;
        var name = line[..colon].TrimEnd("*_ ");
        return name.Length == 0 ? HeaderName.None : HeaderNames.Of(name.ToString());
    }

    private static bool IsEnough(HeaderName seen, int count, bool announced)
    {
        if (seen.HasFlag(HeaderName.From | HeaderName.Date)) return true;
        if (announced) return count >= 2;
        return (seen.HasFlag(HeaderName.From) && count >= 3) || seen.HasFlag(HeaderName.Date | HeaderName.To | HeaderName.Subject);
    }
}
