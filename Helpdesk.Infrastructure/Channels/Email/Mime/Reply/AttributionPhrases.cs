using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>The words mail clients of each language put around date and name when they introduce a quote: "On … wrote:", "Le … a écrit :".</summary>
internal static class AttributionPhrases
{
    // What says "wrote", in the forms clients use.
    private static readonly string[] Verbs =
    [
        "wrote", "writes", "has written", // English
        "a écrit", "a ecrit", "écrivait", "écrit", // French
        "schrieb", "schrieben", "hat geschrieben", "geschrieben", // German
        "escribió", "escribio", "ha escrito", "escribiste", // Spanish
        "escreveu", "escrito", // Portuguese
        "ha scritto", "scrive", "scriveva", // Italian
        "schreef", "geschreven", "schreven", // Dutch
        "napisał(a)", "napisał/a", "napisał", "napisała", "napisali", "napisana przez", "pisze", // Polish
        "написал(а)", "написал", "написала", "написали", "писал(а)", "писал", "писала", "пишет", "пишете", // Russian
        "написав(ла)", "написав", "написала", "написали", "пише", "писав", // Ukrainian
        "написа", "напиша", // Bulgarian
        "skrev", "skrev følgende", "skrev följande", // Danish, Norwegian, Swedish
        "kirjoitti", // Finnish
        "napsal(a)", "napsal", "napsala", "píše", "napísal(a)", "napísal", "napísala", // Czech, Slovak
        "írta", "ezt írta", // Hungarian
        "a scris", // Romanian
        "yazdı", "şunu yazdı", "şunları yazdı", // Turkish
        "έγραψε", // Greek
        "je napisao", "je napisala", "je napisao/la", "je napisal", "piše", // Croatian, Serbian, Slovene
        "va escriure", "ha escrit", // Catalan
        "rašė", "parašė", "rakstīja", "kirjutas", // Baltic languages
        "đã viết", "menulis", // Vietnamese, Indonesian
        "كتب", "كتبت", "كتبوا", "تمت كتابة ما يلي بواسطة", "جاء من", "أرسل", "نوشت", // Arabic, Persian
        "כתב", "כתבה", "כתב/ה", // Hebrew
    ];

    // Written without spaces around them.
    private static readonly string[] JoinedVerbs = ["写道", "写了", "撰写", "寫道", "寫了", "撰寫", "のメール", "書きました", "は書きました", "님이 작성", "작성"];

    private static readonly FrozenSet<string> OpeningWords = new[]
    {
        "On", "At", "Le", "Am", "Um", "El", "Em", "No", "A", "Il", "Op", "W", "Dnia", "Den", "Dne", "Dňa", "Kl", "De", "Në", "În", "Pe",
        "Στις", "Vào", "Pada", "Tarihinde", "В", "Во", "От", "Wt", "Кому", "На", "У", "في", "بتاريخ", "يوم", "در", "בתאריך",
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        "пн", "вт", "ср", "чт", "пт", "сб", "вс", "нд", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
        "понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя",
        "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela",
        "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
        "mié", "jue", "vie", "sáb", "dom", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "gio", "seg", "ter", "qua", "qui", "sex",
        "Mo", "Di", "Mi", "Do", "Fr", "Sa", "So", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
        "ma", "wo", "vr", "za", "zo", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
        "man", "tir", "tirs", "ons", "tor", "tors", "fre", "lør", "søn", "mån", "tis", "lör", "sön", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag",
        "måndag", "tisdag", "lördag", "söndag", "ti", "ke", "to", "pe", "la", "su",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Openings = ["In data ", "La data de ", "在", "于", "於", "ב-", "ב"];

    // Between the verb and the colon: "… het volgende geschreven:", "… skrev følgende:".
    private static readonly string[] Following = [" het volgende", " følgende", " följande", " lo siguiente", " o seguinte", " quanto segue", " the following", " ce qui suit", " folgendes"];

    private static readonly SearchValues<string> AnyVerb = SearchValues.Create([.. Verbs, .. JoinedVerbs], StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a verb ends in the text, -1 without one.</summary>
    public static int EndOfVerb(ReadOnlySpan<char> text)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOfAny(AnyVerb);
            if (found < 0) return -1;
            var at = from + found;
            if (VerbAt(text[at..]) is { } verb && IsApart(text, at, verb)) return at + verb.Length;
            from = at + 1;
        }

        return -1;
    }

    /// <summary>Whether the text ends in a verb, alone or with "the following"; a colon was taken off before.</summary>
    public static bool EndsInVerb(ReadOnlySpan<char> text)
    {
        foreach (var following in Following)
        {
            if (text.EndsWith(following, StringComparison.OrdinalIgnoreCase)) text = text[..^following.Length];
        }

        foreach (var verb in Verbs)
        {
            // Gmail once wrote "<ana@example.com>wrote:", others a name without a space before it.
            if (text.EndsWith(verb, StringComparison.OrdinalIgnoreCase) && (text.Length == verb.Length || !IsOfWord(text[^(verb.Length + 1)]) || verb == "wrote")) return true;
        }

        foreach (var verb in JoinedVerbs)
        {
            if (text.EndsWith(verb, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>Whether the text begins with a word that opens an introduction: "On", "Le", a day of the week.</summary>
    public static bool IsOpened(ReadOnlySpan<char> text)
    {
        foreach (var opening in Openings)
        {
            if (text.StartsWith(opening, StringComparison.OrdinalIgnoreCase)) return true;
        }

        var end = 0;
        while (end < text.Length && IsOfWord(text[end])) end++;
        return OpeningWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..end]);
    }

    private static string? VerbAt(ReadOnlySpan<char> text)
    {
        string? longest = null;
        foreach (var verb in Verbs)
        {
            if (verb.Length > (longest?.Length ?? 0) && text.StartsWith(verb, StringComparison.OrdinalIgnoreCase)) longest = verb;
        }

        foreach (var verb in JoinedVerbs)
        {
            if (longest is null && text.StartsWith(verb, StringComparison.Ordinal)) longest = verb;
        }

        return longest;
    }

    private static bool IsApart(ReadOnlySpan<char> text, int at, string verb) =>
        JoinedVerbs.Contains(verb) || ((at == 0 || !IsOfWord(text[at - 1])) && (at + verb.Length == text.Length || !IsOfWord(text[at + verb.Length])));

    private static bool IsOfWord(char c) => char.IsLetter(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || c == '’';
}
