using System.Buffers;
using System.Collections.Frozen;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>Recognises lines that announce an earlier or a forwarded mail: "-----Original Message-----", "Begin forwarded message:".</summary>
internal static class Separator
{
    private static readonly FrozenSet<string> Original = new[]
    {
        "Original Message", "Original Message Follows", "Original Appointment", "Original Mail", "Original Email", "Original E-mail", "Reply message", "Reply Separator", "Previous message", "Quoted message",
        "Message d'origine", "Message d’origine", "Message original", "Message initial", "E-mail d'origine", "Mail original", "Courriel original",
        "Ursprüngliche Nachricht", "Urspruengliche Nachricht", "Originalnachricht", "Original-Nachricht", "Originale Nachricht", "Ursprüngliche Mail", "Original Nachricht",
        "Mensaje original", "Mensaje de origen", "Correo original", "Missatge original", "Mensagem original", "Mensagem Original", "Messaggio originale", "Messaggio Originale", "Messaggio di origine",
        "Oorspronkelijk bericht", "Oorspronkelijke bericht", "Origineel bericht", "Originele bericht", "Oorspronkelijk e-mailbericht",
        "Wiadomość oryginalna", "Oryginalna wiadomość", "Wiadomość źródłowa", "Исходное сообщение", "Исходное письмо", "Оригинальное сообщение", "Первоначальное сообщение", "Ваше письмо", "Оригинальное письмо",
        "Вихідне повідомлення", "Оригінальне повідомлення", "Початкове повідомлення", "Вихідний лист",
        "Oprindelig meddelelse", "Oprindelig besked", "Original besked", "Oprindelig mail", "Opprinnelig melding", "Original melding", "Opprinnelig e-post", "Ursprungligt meddelande", "Originalmeddelande", "Originalmeddelelse",
        "Alkuperäinen viesti", "Alkuperäinen sähköposti", "الرسالة الأصلية", "رسالة أصلية", "الرسالة الاصلية", "البريد الأصلي", "پیام اصلی", "הודעה מקורית",
        "原始邮件", "原始郵件", "原邮件", "原始信件", "原始消息", "原始訊息", "元のメッセージ", "元のメール", "オリジナルメッセージ", "원본 메시지", "원본메시지",
        "Původní zpráva", "Pôvodná správa", "Eredeti üzenet", "Mesaj original", "Mesajul original", "Orijinal Mesaj", "Orijinal İleti", "Özgün İleti", "Αρχικό μήνυμα", "Izvorna poruka", "Originalna poruka", "Izvirno sporočilo", "Pesan Asli",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Forwarded = new[]
    {
        "Forwarded message", "Forwarded mail", "Begin forwarded message", "Start of forwarded message", "Forwarded Message Attachment",
        "Weitergeleitete Nachricht", "Weitergeleitete Mail", "Anfang der weitergeleiteten Nachricht", "Anfang der weitergeleiteten E-Mail", "Message transféré", "Message transmis", "Début du message transféré", "Début du message réexpédié",
        "Mensaje reenviado", "Inicio del mensaje reenviado", "Mensagem encaminhada", "Mensagem reencaminhada", "Início da mensagem encaminhada", "Início da mensagem reencaminhada", "Messaggio inoltrato", "Inizio messaggio inoltrato", "Inizio del messaggio inoltrato",
        "Doorgestuurd bericht", "Begin doorgestuurd bericht", "Doorgestuurde bericht", "Wiadomość przekazana dalej", "Wiadomość przekazana", "Przekazana wiadomość", "Początek przekazywanej wiadomości", "Treść przekazanej wiadomości",
        "Пересланное сообщение", "Пересылаемое сообщение", "Пересланное письмо", "Перенаправленное сообщение", "Начало переадресованного сообщения", "Начало пересылаемого сообщения", "Переслане повідомлення", "Переслане листування", "Початок листа, що пересилається",
        "Videresendt besked", "Videresendt meddelelse", "Videresendt melding", "Start på videresendt besked", "Begynnelsen på videresendt melding", "Vidarebefordrat meddelande", "Vidarebefordrat brev", "Vidarebefordrat mejl", "Början på vidarebefordrat brev",
        "Välitetty viesti", "Edelleenlähetetty viesti", "Edelleen lähetetty viesti", "Välitetyn viestin alku", "رسالة محولة", "رسالة محوّلة", "الرسالة المحولة", "رسالة معاد توجيهها", "الرسالة المعاد توجيهها", "رسالة تمت إعادة توجيهها", "بداية الرسالة المحولة", "بداية الرسالة المعاد توجيهها",
        "转发的邮件", "转发邮件信息", "转发邮件", "轉寄郵件", "轉寄的郵件", "轉寄信件", "開始轉寄郵件", "开始转发的邮件", "転送されたメッセージ", "転送メッセージ", "転送されたメール", "전달된 메시지",
        "Přeposlaná zpráva", "Preposlaná správa", "Továbbított üzenet", "Továbbított levél", "Mesaj redirecționat", "İletilen ileti", "Yönlendirilmiş ileti", "Προωθημένο μήνυμα", "Proslijeđena poruka", "הודעה שהועברה",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What desks, ours and others, print at the top of their mails.
    private static readonly string[] ReplyAbove =
    [
        "reply above this line", "your reply above this line", "your reply above", "reply above the line", "répondre au-dessus de cette ligne", "répondez au-dessus de cette ligne", "réponse au-dessus de cette ligne",
        "oberhalb dieser Zeile", "oberhalb dieser Linie", "über dieser Zeile", "über dieser Linie", "por encima de esta línea", "encima de esta línea", "arriba de esta línea", "acima desta linha", "sopra questa riga", "sopra questa linea", "al di sopra di questa riga",
        "boven deze regel", "boven deze lijn", "powyżej tej linii", "powyżej tego wiersza", "выше этой линии", "выше этой строки", "над этой чертой", "вище цієї лінії", "вище цього рядка", "over denne linje", "over denne linjen", "ovenfor denne linje", "ovanför denna rad", "tämän rivin yläpuolelle",
        "فوق هذا السطر", "أعلى هذا السطر", "请在此行上方回复", "在此行之上", "この行より上",
    ];

    private const int MaxReplyAbove = 120;

    private static readonly SearchValues<string> AnyReplyAbove = SearchValues.Create(ReplyAbove, StringComparison.OrdinalIgnoreCase);

    /// <summary>"-----Original Message-----", the words with a rule before them; "## Please reply above this line ##".</summary>
    public static bool IsOriginal(string key) => (IsRuled(key) && IsOneOf(Original, key)) || IsReplyAbove(key);

    /// <summary>"---------- Forwarded message ---------".</summary>
    public static bool IsForwarded(string key) => IsRuled(key) && IsOneOf(Forwarded, key);

    /// <summary>The words alone, which count where a header follows.</summary>
    public static bool IsAnnouncement(string key) => IsOneOf(Original, key);

    /// <summary>As <see cref="IsAnnouncement"/>, of a forwarded mail: "Begin forwarded message:".</summary>
    public static bool IsForwardAnnouncement(string key) => IsOneOf(Forwarded, key);

    /// <summary>A line of nothing but a rule; clients draw one above the old mail, senders above a signature.</summary>
    public static bool IsRule(string key)
    {
        if (key.Length < 2) return false;
        foreach (var c in key)
        {
            if (c is not ('-' or '_' or '=' or '*' or '#' or '+' or '~' or '‐' or '‑' or '–' or '—' or '─' or '━' or ' ')) return false;
        }

        return true;
    }

    private static bool IsRuled(string key) => key.Length > 2 && IsRule(key[..2]);

    // A desk's line is short, set off by signs or near its beginning.
    private static bool IsReplyAbove(string key)
    {
        if (key.Length > MaxReplyAbove) return false;
        var at = key.AsSpan().IndexOfAny(AnyReplyAbove);
        return at >= 0 && (!char.IsLetter(key[0]) || at < 30);
    }

    private static bool IsOneOf(FrozenSet<string> phrases, string key)
    {
        var (start, end) = (0, key.Length);
        while (start < end && !char.IsLetterOrDigit(key[start])) start++;
        while (end > start && !char.IsLetterOrDigit(key[end - 1])) end--;
        return end - start is > 2 and < 50 && phrases.GetAlternateLookup<ReadOnlySpan<char>>().Contains(key.AsSpan(start, end - start));
    }
}
