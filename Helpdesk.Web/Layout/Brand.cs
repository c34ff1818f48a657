using System.Globalization;

namespace Helpdesk.Web.Layout;

/// <summary>Puts a company's colour where ours stands; the shades follow from it in <c>base.css</c>.</summary>
public static class Brand
{
    /// <summary>The style attribute that carries the colour and what is readable on it; null for our own.</summary>
    /// <param name="color"><c>#rrggbb</c>, checked where it is stored; empty for ours.</param>
    public static string? Style(string color) => color.Length == 7 ? $"--brand:{color};--on-brand:{(IsDark(color) ? "#ffffff" : "#10201e")}" : null;

    // White or near-black, whichever contrasts more (WCAG 2.2, relative luminance).
    private static bool IsDark(string color) => Luminance(color) < 0.36;

    private static double Luminance(string color) => 0.2126 * Channel(color, 1) + 0.7152 * Channel(color, 3) + 0.0722 * Channel(color, 5);

    private static double Channel(string color, int at)
    {
        var value = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
