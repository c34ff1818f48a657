using System.Collections;
using System.Globalization;
using System.Resources;

namespace Helpdesk.Web.Dev.Phones;

/// <summary>The page's texts. A text with a count holds its plural forms between bars: two in English, six in Arabic.</summary>
internal static class PhonesTexts
{
    private static readonly ResourceManager Resources = new(typeof(PhonesTexts));

    /// <summary>What a customer might write, in the language of their name.</summary>
    public static IReadOnlyList<string> SuggestionsFor(string name)
    {
        var texts = In(name.Any(letter => letter is >= '\u0600' and <= '\u06FF') ? "ar" : "en");
        return [texts["suggestion1"], texts["suggestion2"], texts["suggestion3"]];
    }

    public static IReadOnlyDictionary<string, string> In(string language)
    {
        var culture = language == "ar" ? CultureInfo.GetCultureInfo("ar") : CultureInfo.InvariantCulture;
        var texts = Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: true)!;
        return texts.Cast<DictionaryEntry>().ToDictionary(text => (string)text.Key, text => (string)text.Value!, StringComparer.Ordinal);
    }
}
