using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Resources;

/// <summary>Chooses among the six forms Arabic has for a counted thing; English uses <c>one</c> and <c>other</c>.</summary>
public static class Plural
{
    /// <summary>The text <c>key.form</c> with the number put in, isolated so that it never turns the sentence around.</summary>
    public static string Of(IStringLocalizer texts, string key, int count)
    {
        var form = FormOf(count, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        return texts[$"{key}.{form}", Isolate.Of(count.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>The form by the Unicode plural rules of the language.</summary>
    public static string FormOf(int count, string language)
    {
        if (language != "ar") return count == 1 ? "one" : "other";
        return count switch
        {
            0 => "zero",
            1 => "one",
            2 => "two",
            _ when count % 100 is >= 3 and <= 10 => "few",
            _ when count % 100 >= 11 => "many",
            _ => "other",
        };
    }
}
