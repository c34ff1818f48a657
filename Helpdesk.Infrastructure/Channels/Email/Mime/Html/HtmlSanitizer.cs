using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Helpdesk.Infrastructure.Channels.Email.Mime.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Html;

/// <summary>
/// Makes a stranger's HTML safe to show. What is not on a list of <see cref="AllowedMarkup"/>, <see cref="SafeStyle"/> or <see cref="SafeUrl"/>
/// is left out: scripts, handlers, forms, frames, foreign content (SVG, MathML), templates, comments, <c>&lt;style&gt;</c> elements, ids, names and
/// classes. The output holds no element whose content a browser reads as anything but markup and escaped text, and it is parsed and sanitised
/// again until it no longer changes, so that no browser builds another tree of it than was judged (mutation XSS).
/// </summary>
public static class HtmlSanitizer
{
    // Broken markup settles on the second pass, nested oddities on the third.
    private const int MaxPasses = 6;
    // A frame's srcdoc is never read in quirks mode, where a table stands inside the paragraph before it.
    private const string Standards = "<!doctype html>";

    private const int MaxReducedLength = 1_000_000;

    /// <summary>
    /// Sanitises <paramref name="html"/>. <paramref name="urlOfContentId"/> gives the address of an inline image by its Content-ID (without
    /// "cid:"), null when there is none; what it gives is trusted. Never throws on markup; time and memory are bounded by <see cref="HtmlBounds"/>.
    /// </summary>
    public static SanitizedHtml Sanitize(string html, Func<string, string?>? urlOfContentId = null)
    {
        if (!HtmlBounds.Fits(html)) return Reduced(html);
        var parser = new HtmlParser();
        var current = WellFormed(html);
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            using var document = parser.ParseDocument(Standards + current);
            var next = new SafeHtmlWriter().Write(document.Body!);
            if (next == current)
            {
                var final = new SafeHtmlWriter(urlOfContentId ?? (_ => null));
                return new SanitizedHtml(final.Write(document.Body!), final.RemoteImages, IsReduced: false);
            }

            // Written out, each element has its end tag.
            if (!HtmlBounds.Fits(next, HtmlBounds.MaxTags * 2)) break;
            current = next;
        }

        return Reduced(html);
    }

    // Half a surrogate pair is no text; a browser would replace it.
    private static string WellFormed(string html) =>
        html.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? html : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(html));

    private static SanitizedHtml Reduced(string html)
    {
        var text = HtmlText.Read(html.Length > HtmlBounds.MaxLength ? html[..HtmlBounds.MaxLength] : html).Text;
        if (text.Length > MaxReducedLength) text = text[..MaxReducedLength];
        text = WellFormed(text);
        return new SanitizedHtml($"""<div style="white-space: pre-wrap">{WebUtility.HtmlEncode(text)}</div>""", 0, IsReduced: true);
    }
}
