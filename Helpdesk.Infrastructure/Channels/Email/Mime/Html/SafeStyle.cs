using System.Text;
using System.Text.RegularExpressions;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Html;

/// <summary>
/// Keeps of an inline style what makes a mail look as it was written and cannot reach out of it: no addresses, no functions but colours, no
/// escapes, nothing that lifts an element over others. A declaration that is not understood is left out.
/// </summary>
internal static partial class SafeStyle
{
    private const int MaxLength = 20_000;
    private const int MaxValue = 300;

    private static readonly HashSet<string> Properties =
    [
        "background", "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style", "border-bottom-width", "border-collapse", "border-color", "border-left", "border-left-color", "border-left-style",
        "border-left-width", "border-radius", "border-right", "border-right-color", "border-right-style", "border-right-width", "border-spacing", "border-style", "border-top", "border-top-color", "border-top-style", "border-top-width",
        "border-width", "box-sizing", "caption-side", "clear", "color", "direction", "display", "empty-cells", "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height", "letter-spacing",
        "line-height", "list-style", "list-style-position", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-height", "max-width", "min-height", "min-width", "overflow", "overflow-wrap",
        "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "table-layout", "text-align", "text-decoration", "text-decoration-color", "text-decoration-line", "text-decoration-style", "text-indent",
        "text-transform", "unicode-bidi", "vertical-align", "visibility", "white-space", "width", "word-break", "word-spacing", "word-wrap",
    ];

    /// <summary>The declarations that may stay, "name: value" joined by "; "; empty when none.</summary>
    public static string Of(string style)
    {
        if (style.Length > MaxLength) return "";
        var kept = new StringBuilder();
        foreach (var declaration in Declarations(Comment().Replace(style, " ")))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) continue;
            var name = declaration[..colon].Trim().ToLowerInvariant();
            var value = Space().Replace(declaration[(colon + 1)..], " ").Trim();
            if (!Properties.Contains(name) || !IsSafe(name, value)) continue;
            kept.Append(kept.Length > 0 ? "; " : "").Append(name).Append(": ").Append(value);
        }

        return kept.ToString();
    }

    private static bool IsSafe(string name, string value)
    {
        if (value.Length is 0 or > MaxValue || !Characters().IsMatch(value) || Huge().IsMatch(value) || !AreQuotesEven(value)) return false;
        if (Colors().Replace(value, "").AsSpan().IndexOfAny('(', ')') >= 0) return false;
        return name switch
        {
            "display" => Display().IsMatch(value),
            // Drawn back over what stands before it.
            _ when name.StartsWith("margin", StringComparison.Ordinal) || name == "text-indent" => !value.Contains('-', StringComparison.Ordinal),
            _ => true,
        };
    }

    // A quoted or bracketed semicolon ends nothing.
    private static IEnumerable<string> Declarations(string style)
    {
        var (start, depth, quote) = (0, 0, '\0');
        for (var i = 0; i < style.Length; i++)
        {
            var c = style[i];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'') quote = c;
            else if (c == '(') depth++;
            else if (c == ')') depth = Math.Max(0, depth - 1);
            else if (c == ';' && depth == 0)
            {
                yield return style[start..i];
                start = i + 1;
            }
        }

        yield return style[start..];
    }

    private static bool AreQuotesEven(string value) => value.AsSpan().Count('"') % 2 == 0 && value.AsSpan().Count('\'') % 2 == 0;

    [GeneratedRegex(@"/\*.*?(?:\*/|$)", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    // Without \ : < > @ { } and with no control character.
    [GeneratedRegex(@"^[\p{L}\p{N} #%.,()'""+/!_-]+$")]
    private static partial Regex Characters();

    [GeneratedRegex(@"(?<![#\w])\d{5,}|\d[eE][+]?\d{2,}")]
    private static partial Regex Huge();

    [GeneratedRegex(@"\b(?:rgb|hsl)a?\([\d., %/]*\)", RegexOptions.IgnoreCase)]
    private static partial Regex Colors();

    [GeneratedRegex(@"^(?:none|block|inline|inline-block|inline-table|list-item|table|table-(?:row|cell|row-group|header-group|footer-group|column|column-group|caption))(?: ?! ?important)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Display();
}
