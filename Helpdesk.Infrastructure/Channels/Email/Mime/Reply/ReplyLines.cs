using Helpdesk.Infrastructure.Channels.Email.Mime.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>What a line is by itself and by its place.</summary>
internal enum LineKind
{
    Text,
    Blank,

    /// <summary>Introduces the quote below.</summary>
    Attribution,

    /// <summary>Marked as quoted, by <c>&gt;</c> or by the markup it came from.</summary>
    Quote,

    /// <summary>Of an earlier mail that reaches to the end.</summary>
    Rest,

    /// <summary>Of a mail passed on.</summary>
    Forwarded,
    Signature,
}

/// <summary>Reads the kind of every line, from the top down.</summary>
internal static class ReplyLines
{
    // What stands under a rule is a signature only when little stands there.
    private const int MaxRuledSignature = 8;

    // Lines looked at around one, so that no text costs more than its length.
    private const int Reach = 40;

    /// <summary>The kinds of <paramref name="lines"/>, one each.</summary>
    public static LineKind[] Read(List<TextLine> lines, IReadOnlyList<QuoteMark> marks)
    {
        var kinds = new LineKind[lines.Count];
        var marked = MarkedLines.Of(lines, marks);
        for (var i = 0; i < lines.Count;)
        {
            if (marked[i] is { } mark)
            {
                if (mark == LineKind.Rest) return RestFrom(lines, kinds, i, LineKind.Rest);
                kinds[i] = lines[i].IsBlank ? LineKind.Blank : mark;
                i++;
                continue;
            }

            if (OpensRest(lines, i) is { } rest) return RestFrom(lines, kinds, i, rest);
            var taken = IntroducesQuote(lines, marked, i);
            if (taken > 0)
            {
                for (var end = i + taken; i < end; i++) kinds[i] = LineKind.Attribution;
                if (!IsQuoteNext(lines, marked, i, out var barred)) return RestFrom(lines, kinds, i, LineKind.Rest);
                for (; barred && i < lines.Count && (lines[i].IsBlank || lines[i].Key[0] == '|'); i++) kinds[i] = LineKind.Quote;
                continue;
            }

            kinds[i] = OneLine(lines, marked, kinds, i);
            i++;
        }

        return kinds;
    }

    /// <summary>The first of the blank lines, rules and announcements that stand directly above line <paramref name="at"/>.</summary>
    public static int BackOverRules(IReadOnlyList<TextLine> lines, int at)
    {
        var first = at;
        for (var i = at - 1; i >= 0 && (lines[i].IsBlank || Separator.IsRule(lines[i].Key) || Separator.IsAnnouncement(lines[i].Key)); i--)
        {
            if (!lines[i].IsBlank) first = i;
        }

        return first;
    }

    private static LineKind? OpensRest(List<TextLine> lines, int at)
    {
        var key = lines[at].Key;
        if (key.Length == 0 || key[0] == '>') return null;
        if (Separator.IsForwarded(key)) return LineKind.Forwarded;
        if (Separator.IsForwardAnnouncement(key) && HeaderBelow(lines, at)) return LineKind.Forwarded;
        if (Separator.IsOriginal(key) || (Separator.IsAnnouncement(key) && HeaderBelow(lines, at))) return LineKind.Rest;
        return HeaderBlock.IsAt(lines, at) ? LineKind.Rest : null;
    }

    private static bool HeaderBelow(List<TextLine> lines, int at)
    {
        do at++;
        while (at < lines.Count && lines[at].IsBlank);
        return at < lines.Count && HeaderBlock.IsAt(lines, at, announced: true);
    }

    private static int IntroducesQuote(List<TextLine> lines, LineKind?[] marked, int at)
    {
        var key = lines[at].Key;
        if (key.Length == 0) return 0;
        if (Attribution.SharedFrom(key) > 0) return 1;
        var count = Attribution.LinesAt(lines, at);
        for (var i = at + 1; i < at + count; i++)
        {
            if (marked[i] is not null) return i - at;
        }

        return count;
    }

    private static bool IsQuoteNext(List<TextLine> lines, LineKind?[] marked, int at, out bool barred)
    {
        while (at < lines.Count && lines[at].IsBlank) at++;
        barred = at < lines.Count && lines[at].Key[0] == '|';
        return at == lines.Count || barred || lines[at].Key[0] == '>' || marked[at] is LineKind.Quote;
    }

    // An earlier mail with nothing above it was passed on, not answered: Outlook prints the same header for both.
    private static LineKind[] RestFrom(List<TextLine> lines, LineKind[] kinds, int at, LineKind kind)
    {
        var introduced = at > 0 && kinds[at - 1] == LineKind.Attribution;
        var first = introduced ? at : BackOverRules(lines, at);
        var isAlone = kind == LineKind.Rest && !introduced && !kinds.Take(first).Any(k => k is LineKind.Text or LineKind.Quote or LineKind.Attribution);
        for (var i = first; i < kinds.Length; i++) kinds[i] = isAlone ? LineKind.Forwarded : kind;
        return kinds;
    }

    private static LineKind OneLine(List<TextLine> lines, LineKind?[] marked, LineKind[] kinds, int at)
    {
        var key = lines[at].Key;
        if (key.Length == 0) return LineKind.Blank;
        if (key[0] == '>') return LineKind.Quote;
        if (at > 0 && IsInSignature(lines, marked, kinds, at)) return LineKind.Signature;
        if (key is "--" or "—" or "-- --" or "- --" || MobileSignature.Is(key)) return LineKind.Signature;
        return Separator.IsRule(key) && IsRuledSignature(lines, marked, at) ? LineKind.Signature : LineKind.Text;
    }

    // A phone's line stands alone and markup says where it ends; what "--" or a rule opens goes on to the next quote.
    private static bool IsInSignature(List<TextLine> lines, LineKind?[] marked, LineKind[] kinds, int at)
    {
        var above = at - 1;
        while (above > 0 && kinds[above] == LineKind.Blank) above--;
        return kinds[above] == LineKind.Signature && marked[above] is null && !(MobileSignature.Is(lines[above].Key) && StandsAlone(lines, kinds, above));
    }

    private static bool StandsAlone(List<TextLine> lines, LineKind[] kinds, int at)
    {
        for (var last = Math.Max(0, at - Reach); at >= last && kinds[at] is LineKind.Signature or LineKind.Blank; at--)
        {
            if (Separator.IsRule(lines[at].Key)) return false;
        }

        return true;
    }

    private static bool IsRuledSignature(List<TextLine> lines, LineKind?[] marked, int at)
    {
        if (at > 0 && !lines[at - 1].IsBlank && !Separator.IsRule(lines[at - 1].Key)) return false;
        var below = 0;
        for (var i = at + 1; i < lines.Count && marked[i] is null; i++)
        {
            if (i - at > Reach) return false;
            if (lines[i].IsBlank || Separator.IsRule(lines[i].Key)) continue;
            if (lines[i].Key[0] == '>' || OpensRest(lines, i) is not null || Attribution.LinesAt(lines, i) > 0) return true;
            if (++below > MaxRuledSignature) return false;
        }

        return true;
    }
}
