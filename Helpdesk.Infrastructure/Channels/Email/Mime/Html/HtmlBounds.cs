using AngleSharp.Html.Parser;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Html;

/// <summary>
/// Tells before any tree is built whether one would stay small. A tree builder repeats formatting elements left open in every paragraph that
/// follows, and looks through the open elements at each tag; both are counted here from the tags alone.
/// </summary>
internal static class HtmlBounds
{
    /// <summary>Characters of a mail's HTML; the longest newsletters have a tenth of it.</summary>
    public const int MaxLength = 5_000_000;

    /// <summary>Tags of a mail's HTML.</summary>
    public const int MaxTags = 100_000;

    // Below the 512 at which browsers and AngleSharp stop nesting and put elements beside each other.
    private const int MaxDepth = 400;
    private const int MaxRepeated = 1_000_000;

    private static readonly HashSet<string> Formatting = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

    // Ended by their next neighbour: open ones do not pile up.
    private static readonly HashSet<string> Implied = ["p", "li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "rp", "rt", "html", "head", "body", "colgroup", "caption"];

    /// <summary>Whether a tree of <paramref name="html"/> may be built.</summary>
    public static bool Fits(string html, int maxTags = MaxTags)
    {
        if (html.Length > MaxLength) return false;
        var open = new List<string>();
        var (tags, depth, formatting, repeated) = (0, 0, 0, 0);
        foreach (var token in HtmlTokens.Read(html))
        {
            if (token.Type is not (HtmlTokenType.StartTag or HtmlTokenType.EndTag)) continue;
            var name = token.Name.ToString();
            // Every tag may bring back all formatting that is open.
            repeated += formatting;
            if (++tags > maxTags || repeated > MaxRepeated) return false;
            if (HtmlTokens.Void.Contains(name) || Implied.Contains(name)) continue;
            if (token.Type == HtmlTokenType.StartTag)
            {
                open.Add(name);
                depth += LevelsOf(name);
                if (Formatting.Contains(name)) formatting++;
                if (depth > MaxDepth) return false;
                continue;
            }

            var at = open.LastIndexOf(name);
            if (at < 0) continue;
            if (Formatting.Contains(name)) formatting--;
            // Formatting inside survives the end of what it stands in.
            Remove(at);
            for (var i = open.Count - 1; i >= at; i--)
            {
                if (!Formatting.Contains(open[i])) Remove(i);
            }
        }

        return true;

        void Remove(int at)
        {
            depth -= LevelsOf(open[at]);
            open.RemoveAt(at);
        }
    }

    // With the implied elements between it and the next of its kind.
    private static int LevelsOf(string name) => name switch
    {
        "table" => 4,
        "ul" or "ol" or "dl" => 2,
        _ => 1,
    };
}
