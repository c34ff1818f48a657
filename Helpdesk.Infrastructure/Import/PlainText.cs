using System.Net;
using System.Text.RegularExpressions;

namespace Helpdesk.Infrastructure.Import;

/// <summary>SafariDesk stored what people wrote as HTML; threads here hold plain text.</summary>
internal static partial class PlainText
{
    /// <summary>The words of a piece of HTML, one paragraph per line; text without tags stays as it is.</summary>
    public static string? Of(string? html)
    {
        if (html is null || !html.Contains('<', StringComparison.Ordinal)) return html is null ? null : WebUtility.HtmlDecode(html);
        var text = Hidden().Replace(html, "");
        text = LineEnd().Replace(text, "\n");
        text = WebUtility.HtmlDecode(Tag().Replace(text, ""));
        text = Blanks().Replace(text.Replace('\u00A0', ' '), "\n\n").Trim();
        return text.Length == 0 ? null : text;
    }

    [GeneratedRegex("<(script|style)\\b.*?</\\1\\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex("<br\\b[^>]*>|</(p|div|li|tr|h[1-6]|blockquote)\\s*>", RegexOptions.IgnoreCase)]
    private static partial Regex LineEnd();

    [GeneratedRegex("</?[a-z!][^>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex("[ \\t]*\\n[ \\t]*(\\n[ \\t]*)+")]
    private static partial Regex Blanks();
}
