using System.Text.RegularExpressions;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>Recognises the line a phone or an app puts under a mail: "Sent from my iPhone", "Von meinem iPad gesendet", "发自我的 iPhone".</summary>
internal static partial class MobileSignature
{
    private const int MaxLength = 160;

    private static readonly string[] Patterns =
    [
        @"sent (?:from|via|with|by|using|on|through) .+", @"(?:composed|written|typed) (?:on|with|from) (?:my|a) .+", @"(?:\w+ ){0,3}from (?:my )?(?:mobile|phone|cell|i-?phone|i-?pad|ipod|android|galaxy|blackberry)[\w ]{0,20}",
        @"(?:get|download) \W{0,2}outlook for .+", @"yahoo mail: search, organi[sz]e, conquer.*", @"(?:envoyé|envoyée|envoye) (?:depuis|de|d'|d’|à partir|a partir|avec|via|par|du) ?.+", @"provenance ?: .+",
        @"(?:téléchargez|obtenez|télécharger|obtenir) outlook pour .+",
        @"(?:von|aus|mit) (?:meine[mr]|dem|der) .+ gesendet", @"(?:diese|die) (?:e-?mail|nachricht|mail) wurde (?:von|mit|über) .+ (?:gesendet|versendet|verschickt|geschrieben)", @"(?:gesendet|versendet|verschickt|geschickt) (?:von|mit|aus|via|über|vom) .+", @"von .{1,30} gesendet",
        @"outlook für .{1,20} (?:beziehen|herunterladen|holen|laden)", @"(?:holen sie sich|laden sie|hol dir) outlook .+",
        @"enviado (?:desde|con|mediante|por|a través|de|do|da|pelo|pela|a partir|com|via|através|usando) ?.+", @"enviada (?:desde|do|da|de|a partir|pelo|através) .+", @"(?:obtener|obtén|obtenga|descargar|obter|obtenha|baixar|transferir)(?: o)? outlook para .+",
        @"inviat[oa] (?:da|dal|dall'|dall’|dalla|con|tramite|via|mediante) ?.+", @"(?:scarica|ottieni) outlook per .+",
        @"(?:verzonden|verstuurd|gestuurd) (?:vanaf|van|met|via|vanuit|vanop|door) .+", @"outlook voor .{1,20} (?:downloaden|ophalen)", @"(?:download|verkrijg|haal) outlook voor .+",
        @"wysłan[eoay] (?:z|ze|za pomocą|przy użyciu|przez) .+", @"pobierz (?:program |aplikację )?outlook .+", @"(?:отправлено|отправлена|отправлен|послано|написано) (?:с|со|из|через|при помощи|на) .+", @"(?:скачать|скачайте|получить|загрузить) outlook .+",
        @"(?:надіслано|відправлено|написано) (?:з|зі|із|через|за допомогою) .+", @"(?:отримати|завантажити) outlook .+", @"sendt (?:fra|via|med|af|frå) .+", @"(?:hent|få|last ned) outlook (?:til|for) .+",
        @"(?:skickat|skickades|skickad|sänt) (?:från|med|via|av) .+", @"(?:hämta|skaffa) outlook för .+", @"lähetetty .{0,30}(?:sta|stä|lta|ltä|lla|llä|n kautta|tä|ta)", @"(?:hanki|lataa) outlook .+",
        @"(?:أُرسلت|أرسلت|أُرسل|أرسل|مرسل|مرسلة|مُرسلة|مُرسل) (?:من|بواسطة|عبر|باستخدام) .+", @"تم (?:الإرسال|إرسال\p{L}*|إرساله|ارسال\p{L}*|الارسال)(?: \p{L}+)? ?(?:من|بواسطة|عبر|باستخدام) .+", @"(?:الحصول على|احصل على|تنزيل) outlook .+",
        @"(?:发自|發自|傳自|传自|來自|来自|从|從|发送自|寄自|用) ?.{1,40}", @"(?:从|從)我的 ?.{1,30}(?:发送|傳送|发出|寄出)", @"(?:获取|取得|下载|下載) ?(?:适用于 .{1,10} 的 )?outlook.*", @".{1,24}から送信(?:されました)?", @"outlook for .{1,10}を(?:入手|ダウンロード).*",
        @"(?:나의 )?.{1,24}에서 보냄", @".{1,24}(?:'|’)?\p{L}{0,6} gönderildi", @"odesláno (?:z|ze|pomocí) .+", @"odoslané (?:z|zo) .+", @"elküldve .{1,24}", @"trimis (?:de pe|din|cu) .+", @"στάλθηκε από .+", @"poslano (?:s|z|sa|iz) .+", @"נשלח מ.+", @"dikirim dari .+",
    ];

    private static readonly Regex Line = new($@"^(?:{string.Join('|', Patterns)})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled);

    /// <summary>Whether the line is one. A line that goes on as a sentence ("Sent from my desk, is much easier …") is not.</summary>
    public static bool Is(string key)
    {
        if (key == "ᐧ") return true;
        if (key.Length is < 6 or > MaxLength) return false;
        var bare = Address().Replace(key.Trim('<', '>', '(', ')', '[', ']', '*', '_', '-', '.', '!', ' ', '"', '“', '”', '–', '—'), "").TrimEnd(' ', '.', '(', '[', '<');
        if (bare.Length < 4 || !Line.IsMatch(bare)) return false;
        var words = Excuse().Replace(bare, "");
        return !GoesOn().IsMatch(words) && words.AsSpan().Count(' ') <= 12;
    }

    [GeneratedRegex(@"\]?\(https?://[^\s)]*\)|<?https?://\S*>?|<mailto:\S*>", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"[,.;:–-]*\s*\b(?:please|pls|excuse|sorry|forgive|pardon|apologies|typos?|brevity|entschuldig\p{L}*|bitte|veuillez|désolé|disculp\p{L}*|perdón|sorry voor|desculp\p{L}*|scus\p{L}*)\b.*$", RegexOptions.IgnoreCase)]
    private static partial Regex Excuse();

    [GeneratedRegex(@",|[!?;]|\.\s\p{Lu}|:\s")]
    private static partial Regex GoesOn();
}
