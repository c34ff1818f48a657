using System.Text.RegularExpressions;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>
/// Recognises the lines that introduce a quote. Date, address and verb decide together; a language's words only help, so that clients whose
/// line is nothing but date and address ("2022年1月1日(金) 9:00 田中 &lt;taro@example.com&gt;:") are understood as well.
/// </summary>
internal static partial class Attribution
{
    private const int MaxLines = 6;

    /// <summary>How many lines from <paramref name="at"/> introduce a quote: zero when they do not.</summary>
    public static int LinesAt(IReadOnlyList<TextLine> lines, int at)
    {
        var first = lines[at].Key;
        if (first.Length is 0 or TextLine.MaxKey || first[0] is '>' or '|') return 0;
        var key = Trimmed(first);
        if (IsWhole(key) || (IsNameAlone(key) && IsQuoteAfter(lines, at + 1))) return 1;
        var opens = key.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && (AttributionPhrases.IsOpened(key) || StartsWithDate().IsMatch(key));
        if (!opens && !key.Contains('<', StringComparison.Ordinal) && !key.Contains('@', StringComparison.Ordinal)) return 0;

        var joined = key;
        for (int i = at + 1, most = opens ? MaxLines : 2; i < lines.Count && i - at < most; i++)
        {
            var next = lines[i].Key;
            if (next.Length == 0) continue;
            if (next[0] == '>' && !ClosesAddress().IsMatch(next)) return 0;
            joined = $"{joined} {next}";
            if (joined.Length > TextLine.MaxKey) return 0;
            if (MayEnd(next) && IsWhole(joined)) return IsWholeWithoutFirst(lines, at, i) ? 0 : i - at + 1;
        }

        return 0;
    }

    /// <summary>Whether a line is an introduction by itself.</summary>
    public static bool IsIn(string key) => key.Length < TextLine.MaxKey && IsWhole(Trimmed(key));

    // "See you at 5" above "On Monday … wrote:" is not part of it.
    private static bool IsWholeWithoutFirst(IReadOnlyList<TextLine> lines, int at, int last)
    {
        var joined = "";
        for (var i = last; i > at; i--)
        {
            joined = $"{lines[i].Key} {joined}".Trim();
            if (AttributionPhrases.IsOpened(lines[i].Key) && HasDate().IsMatch(lines[i].Key) && IsWhole(joined)) return true;
        }

        return false;
    }

    /// <summary>Where in a line an introduction begins that shares it with the reply ("Thanks--- On Wed, … wrote:"), or -1.</summary>
    public static int SharedFrom(string line)
    {
        if (line.Length > TextLine.MaxKey) return -1;
        var dashes = DashesInside().Match(line);
        return dashes.Success && IsWhole(Trimmed(line[dashes.Index..])) ? dashes.Index : -1;
    }

    private static bool MayEnd(string key) => key[^1] is ':' or '：' or '>' or ')' or ']' or '-' or '*' or '_' || AttributionPhrases.EndsInVerb(key);

    private static bool IsWhole(string key)
    {
        var text = key.TrimEnd('-', '*', '_', ' ');
        var hasDate = HasDate().IsMatch(text);
        var hasAddress = HasAddress().IsMatch(text);
        if (!hasDate && !hasAddress) return false;
        if (EndsWithAddress().Match(text) is { Success: true } address && hasDate && HasTimeOrFullDate().IsMatch(text)
            && (address.Groups["colon"].Success || (StartsWithDate().IsMatch(text) && text.Length < 150))) return true;
        var hasColon = text[^1] is ':' or '：';
        var bare = text.AsSpan().TrimEnd(":： ");
        if (AttributionPhrases.EndsInVerb(bare)) return hasColon || (hasDate && (hasAddress || text.Length < key.Length || AttributionPhrases.IsOpened(text)));
        if (hasDate && hasColon && AttributionPhrases.EndOfVerb(bare) is > 0 and var end) return hasAddress || bare[end..].Count(' ') <= 6;
        return StartsWithZonedTime().IsMatch(text);
    }

    // "John Smith wrote:", "---- John Smith wrote ----": nothing but a name, so the quote below, or the dashes, must bear it out.
    private static bool IsNameAlone(string key) => key.Length < 80 && AttributionPhrases.EndsInVerb(key.AsSpan().TrimEnd("-:： ")) && key.AsSpan().Count(' ') <= 6;

    private static bool IsQuoteAfter(IReadOnlyList<TextLine> lines, int at)
    {
        while (at < lines.Count && lines[at].IsBlank) at++;
        return at < lines.Count && lines[at].Key[0] == '>';
    }

    private static string Trimmed(string key) => key.TrimStart('-', '*', '_', '=', ' ');

    [GeneratedRegex(@"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\b(?:19|20)\d\d(?!\d)|\d{1,2}[:.]\d{2}(?!\d)|\d+年|\d+月\d+日")]
    private static partial Regex HasDate();

    [GeneratedRegex(@"\b\d{1,2}[:.h]\d{2}(?!\d)|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d+月\s?\d+日|\b(?:19|20)\d\d(?!\d)")]
    private static partial Regex HasTimeOrFullDate();

    [GeneratedRegex(@"[^\s@<>]@[^\s@<>]+|<\s*mailto:", RegexOptions.IgnoreCase)]
    private static partial Regex HasAddress();

    [GeneratedRegex(@"(?:<[^<>]*@[^<>]*(?:<mailto:[^<>]*>)?\s*>|\([^()\s]*@[^()\s]*\)|\[[^\[\]\s]*@[^\[\]\s]*\])\s*(?<colon>[:：])?$", RegexOptions.IgnoreCase)]
    private static partial Regex EndsWithAddress();

    [GeneratedRegex(@"^(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4}年|\d{1,2}[:.]\d{2}|\d{1,2}\.? ?\p{L}{3,12}\.? )")]
    private static partial Regex StartsWithDate();

    // Gmail of some years, name without address: "2016-03-03 17:21 GMT+01:00 Some One".
    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} (?:GMT|UTC)[+-]\d{1,2}(?::?\d{2})? \S.{0,60}$")]
    private static partial Regex StartsWithZonedTime();

    [GeneratedRegex(@"^>\s*(?:[:：]|\p{L}[\p{L} ()]{0,30}[:：]?)?$")]
    private static partial Regex ClosesAddress();

    [GeneratedRegex(@"(?<=[^-\s].*[^-]|[^-\s])-{3,}\s*(?=[^-\s])")]
    private static partial Regex DashesInside();
}
