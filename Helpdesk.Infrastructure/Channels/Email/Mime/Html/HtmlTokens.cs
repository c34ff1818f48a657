using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Html;

/// <summary>
/// The tags and texts of HTML one after another, as browsers cut them (HTML Living Standard 13.2.5), with no tree: memory and time stay linear
/// however deep the markup nests.
/// </summary>
internal static class HtmlTokens
{
    /// <summary>Elements that have no content and no end tag.</summary>
    public static readonly HashSet<string> Void = ["area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr"];

    /// <summary>Reads to the end; comments and doctypes are left out.</summary>
    public static IEnumerable<HtmlToken> Read(string html)
    {
        using var source = new TextSource(html);
        var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        while (tokenizer.Get() is { Type: not HtmlTokenType.EndOfFile } token)
        {
            if (token.Type is HtmlTokenType.Comment or HtmlTokenType.Doctype) continue;
            yield return token;
            // What a tree builder would tell the tokenizer: the content of these is text.
            if (token.Type == HtmlTokenType.StartTag) tokenizer.State = ContentOf(token.Name.ToString());
        }
    }

    private static HtmlParseMode ContentOf(string name) => name switch
    {
        "title" or "textarea" => HtmlParseMode.RCData,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "script" => HtmlParseMode.Script,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => HtmlParseMode.PCData,
    };
}
