namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reports;

/// <summary>How the subjects of automatic answers start where mail software writes them in the reader's language (Outlook, Gmail, Thunderbird, Zimbra, Yahoo).</summary>
internal static class AbsenceSubjects
{
    private static readonly string[] Starts =
    [
        "automatic reply", "auto reply", "auto-reply", "autoreply", "auto response", "auto-response", "autoresponse", "auto:", "automated reply", "automated response", "out of office", "out-of-office",
        "away from office", "vacation reply", "on vacation", "[auto-reply]", "[autoreply]",
        "رد تلقائي", "الرد التلقائي", "خارج المكتب",
        "réponse automatique", "absence du bureau", "message d'absence",
        "automatische antwort", "abwesenheitsnotiz", "abwesenheitsmeldung",
        "respuesta automática", "fuera de la oficina",
        "automatisch antwoord", "automatische beantwoording", "afwezig",
        "odpowiedź automatyczna", "autoodpowiedź", "nieobecność",
        "автоматический ответ", "автоответ", "автовідповідь", "автоматична відповідь",
        "resposta automática", "fora do escritório", "ausência temporária",
        "risposta automatica", "fuori sede", "fuori ufficio",
        "autosvar", "automatiskt svar", "automatisk svar", "ikke på kontoret", "automaattinen vastaus", "poissa",
        "自動応答", "自動返信", "不在", "自动回复", "自動回覆", "자동 회신", "otomatik yanıt", "automatická odpověď", "automatikus válasz", "răspuns automat", "αυτόματη απάντηση", "תשובה אוטומטית",
    ];

    /// <summary>The phrase a subject starts with, an answer's own prefix aside; null when it is none of them.</summary>
    public static string? Find(string subject)
    {
        var text = subject.AsSpan().Trim();
        if (text.StartsWith("re:", StringComparison.OrdinalIgnoreCase)) text = text[3..].TrimStart();
        foreach (var start in Starts)
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return start;
        return null;
    }
}
