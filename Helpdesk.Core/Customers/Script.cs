namespace Helpdesk.Core.Customers;

/// <summary>Tells a text's language by its script, as far as the desk needs it (DECISIONS 15).</summary>
public static class Script
{
    /// <summary><c>ar</c> when Arabic letters prevail, <c>en</c> when Latin ones do, null when there are no letters.</summary>
    public static string? LanguageOf(string? text)
    {
        if (text is null) return null;
        var arabic = text.Count(c => c is >= '\u0620' and <= '\u064A' or >= '\u0671' and <= '\u06D3');
        var latin = text.Count(char.IsAsciiLetter);
        return arabic == 0 && latin == 0 ? null : arabic >= latin ? "ar" : "en";
    }
}
