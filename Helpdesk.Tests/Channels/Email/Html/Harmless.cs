using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace Helpdesk.Tests.Channels.Email.Html;

/// <summary>Judges sanitised HTML by lists of its own, not the sanitiser's.</summary>
public static partial class Harmless
{
    private static readonly string[] AllowedAttributes =
    [
        "align", "alt", "bgcolor", "border", "bordercolor", "cellpadding", "cellspacing", "clear", "color", "colspan", "data-remote-src", "datetime", "dir", "face", "height", "href", "hspace", "lang", "noshade", "nowrap", "rel",
        "rowspan", "rules", "scope", "size", "span", "src", "start", "style", "target", "title", "type", "valign", "value", "vspace", "width",
    ];

    /// <summary>Parsed as a document the fragment has nothing that runs, loads, submits, overlays or names.</summary>
    public static void Assert(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            Xunit.Assert.DoesNotMatch(Running(), element.LocalName);
            Xunit.Assert.Equal("http://www.w3.org/1999/xhtml", element.NamespaceUri);
            foreach (var attribute in element.Attributes)
            {
                Xunit.Assert.Contains(attribute.Name, AllowedAttributes);
                if (attribute.Name is "href") Xunit.Assert.Matches("^(?i:https?://|mailto:|tel:)", attribute.Value);
                if (attribute.Name is "src") Xunit.Assert.Matches("^data:image/(?:png|gif|jpe?g|webp);base64,", attribute.Value);
                if (attribute.Name is "data-remote-src") Xunit.Assert.Matches("^(?i:https?://)", attribute.Value);
                if (attribute.Name is "style") Xunit.Assert.DoesNotMatch(Reaching(), attribute.Value);
            }
        }
    }

    [GeneratedRegex("^(?:script|style|iframe|frame|frameset|object|embed|applet|form|input|button|select|textarea|link|meta|base|svg|math|template|noscript|title|xmp|plaintext|video|audio|source)$")]
    private static partial Regex Running();

    [GeneratedRegex(@"url|expression|position|behavior|binding|\\|@|<|javascript", RegexOptions.IgnoreCase)]
    private static partial Regex Reaching();
}
