using Helpdesk.Infrastructure.Channels.Email.Mime.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>Carries the marks of the markup over to the lines.</summary>
internal static class MarkedLines
{
    private const int MaxAttribution = 600;

    /// <summary>The kind the markup gives each line, null where it is silent. Where marks nest the outer one holds.</summary>
    public static LineKind?[] Of(List<TextLine> lines, IReadOnlyList<QuoteMark> marks)
    {
        var kinds = new LineKind?[lines.Count];
        var line = 0;
        foreach (var mark in marks.OrderBy(m => m.Start).ThenByDescending(m => m.End))
        {
            while (line < lines.Count && lines[line].Next <= mark.Start) line++;
            var kind = KindOf(mark.Kind);
            // Gmail marks a forwarded mail as it marks a quote: its own words tell, read where they stand.
            if (kind is LineKind.Attribution or LineKind.Quote && FirstWords(lines, line, mark.End) is { } words && Separator.IsForwarded(words)) continue;
            // Longer than any introduction: the sender wrote into the client's container.
            if (kind == LineKind.Attribution && mark.End - mark.Start > MaxAttribution) continue;
            for (; line < lines.Count && lines[line].Start < mark.End; line++) kinds[line] = kind;
        }

        return kinds;
    }

    private static string? FirstWords(List<TextLine> lines, int line, int end)
    {
        while (line < lines.Count && lines[line].IsBlank && lines[line].Start < end) line++;
        return line < lines.Count && lines[line].Start < end ? lines[line].Key : null;
    }

    private static LineKind KindOf(QuoteMarkKind mark) => mark switch
    {
        QuoteMarkKind.Attribution => LineKind.Attribution,
        QuoteMarkKind.Quote => LineKind.Quote,
        QuoteMarkKind.RestIsQuote => LineKind.Rest,
        QuoteMarkKind.Forwarded => LineKind.Forwarded,
        QuoteMarkKind.Signature => LineKind.Signature,
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, null),
    };
}
