using System.Text.RegularExpressions;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Html;

/// <summary>Which elements and attributes a mail may keep.</summary>
internal static partial class AllowedMarkup
{
    private const int MaxWords = 1000;

    private static readonly HashSet<string> Kept =
    [
        "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em",
        "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp",
        "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    ];

    // With all that is in them: code, data, controls, or content a browser reads by other rules than HTML's.
    private static readonly HashSet<string> Dropped =
    [
        "applet", "area", "audio", "base", "basefont", "bgsound", "button", "canvas", "command", "datalist", "dialog", "embed", "frame", "frameset", "head", "iframe", "image", "input", "isindex", "keygen", "link",
        "listing", "map", "math", "menuitem", "meta", "meter", "noembed", "noframes", "noscript", "object", "optgroup", "option", "output", "param", "picture", "plaintext", "portal", "progress", "script", "select", "slot",
        "source", "style", "svg", "template", "textarea", "title", "track", "video", "xml", "xmp",
    ];

    private static readonly Dictionary<string, Regex> Everywhere = new()
    {
        ["dir"] = Direction(),
        ["lang"] = Word(),
        ["align"] = Word(),
    };

    private static readonly Dictionary<string, Dictionary<string, Regex>> ByElement = new()
    {
        ["table"] = new() { ["border"] = Size(), ["cellpadding"] = Size(), ["cellspacing"] = Size(), ["width"] = Size(), ["height"] = Size(), ["bgcolor"] = Color(), ["bordercolor"] = Color(), ["rules"] = Word() },
        ["tr"] = new() { ["valign"] = Word(), ["bgcolor"] = Color(), ["height"] = Size() },
        ["td"] = Cell(),
        ["th"] = Cell(),
        ["tbody"] = new() { ["valign"] = Word() },
        ["col"] = new() { ["span"] = Count(), ["width"] = Size() },
        ["colgroup"] = new() { ["span"] = Count(), ["width"] = Size() },
        ["img"] = new() { ["width"] = Size(), ["height"] = Size(), ["border"] = Size(), ["hspace"] = Size(), ["vspace"] = Size() },
        ["font"] = new() { ["color"] = Color(), ["face"] = Fonts(), ["size"] = FontSize() },
        ["hr"] = new() { ["width"] = Size(), ["size"] = Size(), ["color"] = Color(), ["noshade"] = Word() },
        ["ol"] = new() { ["start"] = Count(), ["type"] = Word() },
        ["ul"] = new() { ["type"] = Word() },
        ["li"] = new() { ["value"] = Count(), ["type"] = Word() },
        ["br"] = new() { ["clear"] = Word() },
        ["blockquote"] = new() { ["type"] = Word() },
        ["time"] = new() { ["datetime"] = Moment() },
    };

    /// <summary>Whether the element is written.</summary>
    public static bool IsKept(string element) => Kept.Contains(element);

    /// <summary>Whether the element goes with its content; one that is neither kept nor dropped leaves its content behind.</summary>
    public static bool IsDropped(string element) => Dropped.Contains(element);

    /// <summary>Whether a plain attribute may stay; addresses and styles are judged elsewhere.</summary>
    public static bool IsKept(string element, string attribute, string value)
    {
        if (attribute is "title" || (attribute is "alt" && element == "img")) return value.Length <= MaxWords;
        if (Everywhere.TryGetValue(attribute, out var rule)) return rule.IsMatch(value);
        return ByElement.TryGetValue(element, out var rules) && rules.TryGetValue(attribute, out rule) && rule.IsMatch(value);
    }

    private static Dictionary<string, Regex> Cell() => new()
    {
        ["colspan"] = Count(),
        ["rowspan"] = Count(),
        ["valign"] = Word(),
        ["width"] = Size(),
        ["height"] = Size(),
        ["bgcolor"] = Color(),
        ["nowrap"] = Word(),
        ["scope"] = Word(),
    };

    [GeneratedRegex("^(?:ltr|rtl|auto)$", RegexOptions.IgnoreCase)]
    private static partial Regex Direction();

    [GeneratedRegex(@"^[A-Za-z0-9-]{0,20}$")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\d{1,4}(?:\.\d{1,3})?(?:%|px)?$")]
    private static partial Regex Size();

    [GeneratedRegex(@"^\d{1,3}$")]
    private static partial Regex Count();

    [GeneratedRegex(@"^[+-]?[1-7]$")]
    private static partial Regex FontSize();

    [GeneratedRegex(@"^#?[A-Za-z0-9]{1,30}$")]
    private static partial Regex Color();

    [GeneratedRegex(@"^[\p{L}\p{N} ,'_-]{1,200}$")]
    private static partial Regex Fonts();

    [GeneratedRegex(@"^[0-9TZ:+. -]{1,40}$")]
    private static partial Regex Moment();
}
