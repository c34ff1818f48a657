using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Helpdesk.Web.Shared;

/// <summary>A text whose web addresses can be followed. Everything else stays text: nothing a customer writes becomes markup.</summary>
public sealed partial class LinkedText : ComponentBase
{
    /// <summary>What was written.</summary>
    [Parameter, EditorRequired] public string? Text { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var text = Text ?? "";
        var from = 0;
        foreach (Match address in Address().Matches(text))
        {
            builder.AddContent(0, text[from..address.Index]);
            builder.OpenElement(1, "a");
            builder.AddAttribute(2, "href", address.Value);
            builder.AddAttribute(3, "target", "_blank");
            builder.AddAttribute(4, "rel", "noopener noreferrer nofollow");
            builder.AddAttribute(5, "dir", "ltr");
            builder.AddContent(6, address.Value);
            builder.CloseElement();
            from = address.Index + address.Length;
        }

        builder.AddContent(7, text[from..]);
    }

    // Without the mark that ends the sentence.
    [GeneratedRegex(@"https?://[^\s<>""]+[^\s<>"".,;:!?)\]}'،؛؟]", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
