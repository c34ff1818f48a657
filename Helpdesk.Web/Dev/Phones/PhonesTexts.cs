using System.Collections;
using System.Globalization;
using System.Resources;

namespace Helpdesk.Web.Dev.Phones;

/// <summary>The page's texts. A text with a count holds its plural forms between bars: two in English, six in Arabic.</summary>
internal static class PhonesTexts
{
    private static readonly ResourceManager Resources = new(typeof(PhonesTexts));

    public static IReadOnlyDictionary<string, string> In(string language)
    {
        var culture = language == "ar" ? CultureInfo.GetCultureInfo("ar") : CultureInfo.InvariantCulture;
        var texts = Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: true)!;
        return texts.Cast<DictionaryEntry>().ToDictionary(text => (string)text.Key, text => (string)text.Value!, StringComparer.Ordinal);
    }
}
