using System.Text.RegularExpressions;
using AngleSharp.Html.Parser.Tokens;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Text;

/// <summary>
/// What mail clients write around quotes and signatures. Outlook puts "x_" before the ids and classes of a mail it answers; those stand inside
/// what is marked already.
/// </summary>
internal static partial class ClientMarkup
{
    private static readonly Dictionary<string, QuoteMarkKind> Classes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["gmail_attr"] = QuoteMarkKind.Attribution,
        ["moz-cite-prefix"] = QuoteMarkKind.Attribution,
        ["protonmail_quote"] = QuoteMarkKind.Attribution,
        ["gmail_quote"] = QuoteMarkKind.Attribution,
        ["gmail_quote_container"] = QuoteMarkKind.Attribution,
        ["moz-forward-container"] = QuoteMarkKind.Forwarded,
        ["yahoo_quoted"] = QuoteMarkKind.Quote,
        ["yahoo-quoted-begin"] = QuoteMarkKind.Quote,
        ["zmail_extra"] = QuoteMarkKind.Quote,
        ["tutanota_quote"] = QuoteMarkKind.Quote,
        ["OutlookMessageHeader"] = QuoteMarkKind.RestIsQuote,
        ["fsReplyAbove"] = QuoteMarkKind.RestIsQuote,
        ["x_fsReplyAbove"] = QuoteMarkKind.RestIsQuote,
        ["fsNotifReplyAbove"] = QuoteMarkKind.RestIsQuote,
        ["x_fsNotifReplyAbove"] = QuoteMarkKind.RestIsQuote,
        ["gmail_signature"] = QuoteMarkKind.Signature,
        ["gmail_signature_prefix"] = QuoteMarkKind.Signature,
        ["moz-signature"] = QuoteMarkKind.Signature,
        ["protonmail_signature_block"] = QuoteMarkKind.Signature,
    };

    private static readonly Dictionary<string, QuoteMarkKind> Ids = new(StringComparer.OrdinalIgnoreCase)
    {
        ["divRplyFwdMsg"] = QuoteMarkKind.RestIsQuote,
        ["appendonsend"] = QuoteMarkKind.RestIsQuote,
        ["stopSpelling"] = QuoteMarkKind.RestIsQuote,
        ["zwchr"] = QuoteMarkKind.RestIsQuote,
        ["mail-editor-reference-message-container"] = QuoteMarkKind.RestIsQuote,
        ["OLK_SRC_BODY_SECTION"] = QuoteMarkKind.Quote,
        ["reply-intro"] = QuoteMarkKind.Attribution,
        ["replyIntro"] = QuoteMarkKind.Attribution,
        ["ms-outlook-mobile-signature"] = QuoteMarkKind.Signature,
        ["Signature"] = QuoteMarkKind.Signature,
    };

    /// <summary>What the element marks, null for most.</summary>
    public static QuoteMarkKind? MarkOf(string name, HtmlTagToken tag)
    {
        if (tag.Attributes.Count == 0 || name == "blockquote") return null;
        if (tag.GetAttribute("id") is { Length: > 0 } id && Ids.TryGetValue(id, out var byId)) return byId;
        // GMX, Web.de and Freenet.
        if (tag.GetAttribute("name") == "quote") return QuoteMarkKind.Quote;
        if (name == "div" && tag.GetAttribute("style") is { Length: > 0 } style && OutlookBorder().IsMatch(style)) return QuoteMarkKind.RestIsQuote;
        foreach (var @class in tag.GetAttribute("class").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Classes.TryGetValue(@class, out var byClass)) return byClass;
        }

        return null;
    }

    /// <summary>Whether the element holds the introduction and, in a blockquote, the quote.</summary>
    public static bool IsContainer(HtmlTagToken tag)
    {
        var classes = tag.GetAttribute("class");
        return classes.Contains("gmail_quote", StringComparison.OrdinalIgnoreCase) || classes.Contains("protonmail_quote", StringComparison.OrdinalIgnoreCase);
    }

    // Outlook 2007 and later, in points or inches by the sender's country: "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm".
    [GeneratedRegex(@"border\s*:\s*none;\s*border-top\s*:\s*solid\s+#\w{6}\s+1(?:\.0)?pt;\s*padding\s*:\s*3(?:\.0)?pt", RegexOptions.IgnoreCase)]
    private static partial Regex OutlookBorder();
}
