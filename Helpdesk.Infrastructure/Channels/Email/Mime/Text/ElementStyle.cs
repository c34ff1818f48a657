using System.Text.RegularExpressions;
using AngleSharp.Html.Parser.Tokens;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Text;

/// <summary>What an element's own style tells a reader of text.</summary>
internal static partial class ElementStyle
{
    /// <summary>Not shown: hidden, or a preheader made for the list of an inbox.</summary>
    public static bool IsHidden(HtmlTagToken tag) =>
        tag.Attributes.Count > 0 && (tag.Attributes.Any(a => a.Name == "hidden") || (tag.GetAttribute("style") is { Length: > 0 } style && HidingStyle().IsMatch(style)));

    /// <summary>An image too small to be seen, made to tell that the mail was opened.</summary>
    public static bool IsPixel(HtmlTagToken tag) => IsDot(tag.GetAttribute("width")) || IsDot(tag.GetAttribute("height"));

    /// <summary>A paragraph that stands close to its neighbours.</summary>
    public static bool HasNoMargin(HtmlTagToken tag) =>
        tag.GetAttribute("class").StartsWith("Mso", StringComparison.OrdinalIgnoreCase) || NoMargin().IsMatch(tag.GetAttribute("style"));

    private static bool IsDot(string size) => size is "0" or "1" or "0px" or "1px";

    [GeneratedRegex(@"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:max-height|font-size|opacity)\s*:\s*0(?:px|pt|em|%|\.0+)?\s*(?:;|!|$))", RegexOptions.IgnoreCase)]
    private static partial Regex HidingStyle();

    [GeneratedRegex(@"(?:^|;)\s*margin(?:-bottom)?\s*:\s*0\w*(?:\s+0\w*)*\s*(?:;|!|$)", RegexOptions.IgnoreCase)]
    private static partial Regex NoMargin();
}
