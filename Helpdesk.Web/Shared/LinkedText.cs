using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Helpdesk.Web.Shared;

/// <summary>A text whose web addresses can be followed. Everything else stays text: nothing a customer writes becomes markup.</summary>
public static partial class LinkedText
{
    /// <summary>The text. A fragment, as <see cref="Avatar"/>.</summary>
    /// <param name="text">What was written.</param>
    public static RenderFragment Of(string? text) => builder =>
    {
        var (written, from) = (text ?? "", 0);
        foreach (Match address in Address().Matches(written))
        {
            builder.AddContent(0, written[from..address.Index]);
            builder.OpenElement(1, "a");
            builder.AddAttribute(2, "href", address.Value);
            builder.AddAttribute(3, "target", "_blank");
            builder.AddAttribute(4, "rel", "noopener noreferrer nofollow");
            builder.AddAttribute(5, "dir", "ltr");
            builder.AddContent(6, address.Value);
            builder.CloseElement();
            from = address.Index + address.Length;
        }

        builder.AddContent(7, written[from..]);
    };

    // Without the mark that ends the sentence.
    [GeneratedRegex(@"https?://[^\s<>""]+[^\s<>"".,;:!?)\]}'،؛؟]", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
