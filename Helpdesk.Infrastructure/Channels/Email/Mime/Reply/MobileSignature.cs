using System.Text.RegularExpressions;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>Recognises the line a phone or an app puts under a mail: "Sent from my iPhone", "Von meinem iPad gesendet", "发自我的 iPhone".</summary>
internal static partial class MobileSignature
{
    private const int MaxLength = 160;
    private const int MaxWords = 12;

    // The device follows.
    private static readonly string[] Beginnings =
    [
        "sent from ", "sent via ", "sent with ", "sent by ", "sent using ", "sent on ", "sent through ", "composed on my ", "typed on my ", "written on my ", "get outlook ", "download outlook for ",
        "envoyé depuis ", "envoyé de ", "envoyé à partir ", "envoyé avec ", "envoyé via ", "envoyé par ", "envoyé du ", "envoyé d'", "envoyé d’", "envoyée depuis ", "envoye de ", "envoye depuis ", "provenance : ", "téléchargez outlook ", "télécharger outlook ", "obtenez outlook ", "obtenir outlook ",
        "gesendet von ", "gesendet mit ", "gesendet aus ", "gesendet über ", "gesendet via ", "gesendet vom ", "versendet mit ", "versendet von ", "verschickt mit ", "verschickt von ", "holen sie sich outlook ", "laden sie outlook ",
        "enviado desde ", "enviado con ", "enviado mediante ", "enviado por ", "enviado a través ", "enviado de ", "enviado do ", "enviado da ", "enviado pelo ", "enviado pela ", "enviado a partir ", "enviado com ", "enviado via ", "enviado usando ",
        "enviada desde ", "enviada do ", "enviada da ", "enviada a partir ", "obtener outlook ", "obtén outlook ", "obtenga outlook ", "descargar outlook ", "obter o outlook ", "obter outlook ", "obtenha o outlook ", "baixar outlook ", "baixe o outlook ", "transferir o outlook ",
        "inviato da ", "inviato dal ", "inviato dall'", "inviato dall’", "inviato dalla ", "inviato con ", "inviato tramite ", "inviato via ", "inviata da ", "inviata dal ", "scarica outlook ", "ottieni outlook ",
        "verzonden vanaf ", "verzonden van ", "verzonden met ", "verzonden via ", "verzonden vanuit ", "verzonden vanop ", "verzonden door ", "verstuurd vanaf ", "verstuurd met ", "verstuurd via ", "verstuurd vanuit ", "download outlook voor ", "haal outlook voor ",
        "wysłane z ", "wysłane ze ", "wysłane za pomocą ", "wysłane przy użyciu ", "wysłane przez ", "wysłano z ", "wysłano ze ", "wysłano za pomocą ", "wysłano przy użyciu ", "wysłana z ", "pobierz program outlook ", "pobierz aplikację outlook ", "pobierz outlook ",
        "отправлено с ", "отправлено со ", "отправлено из ", "отправлено через ", "отправлено при помощи ", "отправлена с ", "отправлена из ", "послано с ", "послано из ", "написано с ", "написано в ", "скачать outlook ", "скачайте outlook ", "получить outlook ", "загрузить outlook ",
        "надіслано з ", "надіслано зі ", "надіслано із ", "надіслано через ", "надіслано за допомогою ", "відправлено з ", "відправлено із ", "отримати outlook ", "завантажити outlook ",
        "sendt fra ", "sendt via ", "sendt med ", "sendt frå ", "hent outlook ", "få outlook ", "last ned outlook ", "skickat från ", "skickades från ", "skickat med ", "skickat via ", "hämta outlook ", "skaffa outlook ", "lähetetty ", "hanki outlook ", "lataa outlook ",
        "أُرسلت من ", "أرسلت من ", "أُرسل من ", "أرسل من ", "مرسل من ", "مرسلة من ", "مُرسلة من ", "مُرسل من ", "ارسلت من ", "تم الإرسال من ", "تم إرسالها من ", "تم إرساله من ", "تم ارسالها من ", "تم الارسال من ", "تم الإرسال بواسطة ", "تم إرسال هذه الرسالة من ",
        "الحصول على outlook ", "احصل على outlook ", "تنزيل outlook ", "发自", "發自", "傳自", "传自", "來自我", "来自我", "发送自", "寄自", "获取 outlook", "获取outlook", "取得 outlook", "下载 outlook",
        "odesláno z ", "odesláno ze ", "odesláno pomocí ", "odoslané z ", "elküldve ", "trimis de pe ", "trimis din ", "στάλθηκε από ", "poslano s ", "poslano z ", "poslano sa ", "נשלח מ", "dikirim dari ",
    ];

    // The device stands before, after one of the openings or alone.
    private static readonly (string Beginning, string End)[] Frames =
    [
        ("von mein", " gesendet"), ("von unterwegs", " gesendet"), ("von ", " gesendet"), ("aus ", " gesendet"), ("mit ", " gesendet"), ("diese nachricht wurde ", " gesendet"), ("diese mail wurde ", " gesendet"),
        ("diese e-mail wurde ", " gesendet"), ("diese nachricht wurde ", " verschickt"), ("outlook für ", " beziehen"), ("outlook für ", " herunterladen"), ("outlook voor ", " downloaden"), ("outlook voor ", " ophalen"),
        ("從我的", "傳送"), ("从我的", "发送"), ("從我的", "寄出"), ("", "から送信"), ("", "から送信されました"), ("outlook for ", "を入手"), ("outlook for ", "をダウンロード"), ("", "에서 보냄"), ("", " gönderildi"),
    ];

    /// <summary>Whether the line is one. A line that goes on as a sentence ("Sent from my desk, is much easier …") is not.</summary>
    public static bool Is(string key)
    {
        if (key == "ᐧ") return true;
        if (key.Length is < 6 or > MaxLength) return false;
        // A link's brackets: "Get [Outlook for iOS](https://…)".
        var plain = key.AsSpan().IndexOfAny("[<(") < 0 ? key : Address().Replace(key, "").Replace("[", "", StringComparison.Ordinal);
        var bare = plain.AsSpan().Trim("<>()]*_-.! \"“”–—");
        if (bare.Length < 4 || !(IsFramed(bare) || (bare.Contains("from ", StringComparison.OrdinalIgnoreCase) && FromMobile().IsMatch(bare)))) return false;
        var words = Excuse().Replace(bare.ToString(), "");
        return !GoesOn().IsMatch(words) && words.AsSpan().Count(' ') <= MaxWords;
    }

    private static bool IsFramed(ReadOnlySpan<char> line)
    {
        foreach (var beginning in Beginnings)
        {
            if (line.Length > beginning.Length && line.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) return true;
        }

        foreach (var (beginning, end) in Frames)
        {
            if (line.Length > beginning.Length + end.Length && line.TrimEnd(".!)]>*_ ").EndsWith(end, StringComparison.OrdinalIgnoreCase) && line.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    [GeneratedRegex(@"^(?:\w+ ){0,3}from (?:my )?(?:mobile|phone|cell|i-?phone|i-?pad|ipod|android|galaxy|blackberry)[\w ]{0,20}$", RegexOptions.IgnoreCase)]
    private static partial Regex FromMobile();

    [GeneratedRegex(@"\]?\(https?://[^\s)]*\)|<?https?://\S*>?|<mailto:\S*>", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@",? an? [\w&+ -]{1,30}(?:phone|device|tablet)$|[,.;:–-]*\s*\b(?:please|pls|excuse|sorry|forgive|pardon|apologies|typos?|brevity|entschuldig\p{L}*|bitte|veuillez|désolé|disculp\p{L}*|perdón|desculp\p{L}*|scus\p{L}*)\b.*$", RegexOptions.IgnoreCase)]
    private static partial Regex Excuse();

    [GeneratedRegex(@",|[!?;]|\.\s\p{Lu}|:\s")]
    private static partial Regex GoesOn();
}
