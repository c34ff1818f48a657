using Microsoft.AspNetCore.Components;

namespace Helpdesk.Web.Shared;

/// <summary>
/// Icons of the sprite, as markup and not as components: a page shows some hundreds, and each component would cost its circuit two kilobytes.
/// </summary>
public static class Icons
{
    /// <summary>An icon, hidden from screen readers: what it says stands beside it in words.</summary>
    /// <param name="name">A symbol of the sprite; ours, never from outside.</param>
    /// <param name="css">Size and turn: <c>i-12</c>, <c>i-14</c>, <c>flip</c>.</param>
    public static MarkupString Of(string name, string? css = null) => new($"""<svg class="i {css}" aria-hidden="true"><use href="/lib/icons.svg#i-{name}"></use></svg>""");
}
