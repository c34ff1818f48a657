using System.Text.RegularExpressions;

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
        "napisał(a)", "napisał/a", "napisał", "napisała", "napisali", "pisze", // Polish
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
        "je napisao", "je napisala", "je napisao/la", "je napisal", "je napisala", "piše", // Croatian, Serbian, Slovene
        "va escriure", "ha escrit", // Catalan
        "rašė", "parašė", "rakstīja", "kirjutas", // Baltic languages
        "đã viết", "menulis", "menulis:", // Vietnamese, Indonesian
        "كتب", "كتبت", "كتبوا", "تمت كتابة ما يلي بواسطة", "جاء من", "أرسل", "نوشت", // Arabic, Persian
        "כתב", "כתבה", "כתב/ה", // Hebrew
    ];

    // Written without spaces around them.
    private static readonly string[] JoinedVerbs = ["写道", "写了", "撰写", "寫道", "寫了", "撰寫", "のメール", "書きました", "は書きました", "님이 작성", "작성"];

    private static readonly string[] Openers =
    [
        "On", "At", "In data", "Le", "Am", "Um", "El", "Em", "No dia", "A", "Il", "Il giorno", "Op", "W dniu", "Dnia", "Den", "Dne", "Dňa", "Kl", "De", "Në", "La data de", "În", "Pe",
        "Στις", "Vào", "Pada", "Tarihinde", "В", "Во", "От", "Wt", "Кому", "На", "У", "في", "بتاريخ", "يوم", "در", "בתאריך", "ב-", "在", "于", "於",
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
    ];

    /// <summary>A verb in any language, whole words only where the script has word breaks.</summary>
    public static Regex Verb { get; } = Compile($@"(?:(?<![\p{{L}}\p{{M}}])(?:{Any(Verbs)})(?![\p{{L}}\p{{M}}])|{Any(JoinedVerbs)})");

    /// <summary>A verb at the end, with or without the colon, the dashes or the "the following" clients put behind it.</summary>
    public static Regex VerbAtEnd { get; } =
        Compile($@"(?:(?<=[\p{{P}}\p{{S}}\s])(?:{Any(Verbs)})|wrote|{Any(JoinedVerbs)})(?: (?:het volgende|følgende|följande|lo siguiente|o seguinte|quanto segue|the following|ce qui suit|Folgendes))?\s*(?<colon>[:：])?$");

    /// <summary>A word that may open an introduction.</summary>
    public static Regex Opener { get; } = Compile($@"^(?:(?:{Any(Openers)})(?:[.,،]|(?![\p{{L}}\p{{M}}]))|[在于於ב])");

    private static string Any(IEnumerable<string> phrases) => string.Join('|', phrases.OrderByDescending(p => p.Length).Select(Regex.Escape));

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled);
}
