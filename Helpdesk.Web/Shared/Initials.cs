using System.Globalization;

namespace Helpdesk.Web.Shared;

/// <summary>What an avatar shows for a name, and in which colour.</summary>
public static class Initials
{
    private const char NonJoiner = '\u200C';

    /// <summary>Two letters; one in an Arabic avatar that is too small for two. Empty when the name has no letter, as a bare phone number.</summary>
    public static string Of(string name, bool small = false)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.TrimStart('(', '"', '\'', '.', '~', '+'))
            .Where(word => word.Length > 0 && char.IsLetter(word, 0))
            .ToList();
        if (words.Count == 0) return "";
        var first = FirstLetter(words[0]);
        if (IsArabic(first) && small) return first;
        if (words.Count == 1) return first.ToUpperInvariant();
        var second = FirstLetter(WithoutArticle(words[^1]));
        return IsArabic(first) || IsArabic(second) ? $"{first}{NonJoiner}{second}" : (first + second).ToUpperInvariant();
    }

    /// <summary>1 to 6, always the same for one id.</summary>
    public static int Colour(long id) => (int)((ulong)(id * 2654435761L) % 6) + 1;

    /// <summary>Whether an avatar's letters are Arabic, which want more size in a small circle.</summary>
    public static bool IsArabic(string letters) => letters.Length > 0 && letters[0] is >= '\u0600' and <= '\u06FF';

    // "الأنصاري" is known by its أ: every second family name would else show the article's ا.
    private static string WithoutArticle(string word) =>
        word.Length > 3 && word.StartsWith("ال", StringComparison.Ordinal) ? word[2..] : word;

    private static string FirstLetter(string word) => StringInfo.GetNextTextElement(word);
}
