namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>What a line of an old mail's printed header names.</summary>
[Flags]
internal enum HeaderName
{
    None = 0,
    From = 1,
    Date = 2,
    To = 4,
    Subject = 8,
    Other = 16,
}

/// <summary>The header names Outlook, Apple Mail, Thunderbird and the web mailers print above a quoted mail, by language.</summary>
internal static class HeaderNames
{
    private static readonly Dictionary<string, HeaderName> Names = Table();

    /// <summary>What <paramref name="name"/> stands for, <see cref="HeaderName.None"/> when it is no header's name.</summary>
    public static HeaderName Of(string name) => Names.GetValueOrDefault(name);

    private static Dictionary<string, HeaderName> Table()
    {
        var names = new Dictionary<string, HeaderName>(StringComparer.OrdinalIgnoreCase);
        Add(HeaderName.From,
            "From", "De", "De la part de", "Expéditeur", "Von", "Absender", "Van", "Afzender", "Od", "Nadawca", "От", "От кого", "Отправитель", "Від", "Від кого", "Da", "Mittente",
            "Remitente", "Remetente", "Fra", "Afsender", "Avsender", "Från", "Avsändare", "Lähettäjä", "من", "المرسل", "مِن", "发件人", "发信人", "寄件者", "寄件人", "差出人", "送信者", "From（差出人）",
            "보낸 사람", "보낸사람", "Gönderen", "Kimden", "Από", "Feladó", "Odesílatel", "Odosielateľ", "De la", "Expeditor", "Šalje", "Pošiljatelj", "מאת", "از", "Dari");
        Add(HeaderName.Date,
            "Date", "Sent", "Envoyé", "Envoyé le", "Date d'envoi", "Date d’envoi", "Message du", "Gesendet", "Gesendet am", "Datum", "Verzonden", "Verzonden op", "Data", "Wysłano", "Wysłane", "Data wysłania",
            "Дата", "Отправлено", "Дата отправки", "Надіслано", "Відправлено", "Inviato", "Data invio", "Enviado", "Enviado el", "Enviado em", "Enviada", "Enviada em", "Fecha", "Fecha de envío", "Data de envio",
            "Sendt", "Dato", "Skickat", "Skickades", "Lähetetty", "Päivämäärä", "Päiväys", "Pvm", "التاريخ", "تاريخ", "تاريخ الإرسال", "أرسلت", "أُرسلت", "تم الإرسال", "الإرسال", "مرسل",
            "发送时间", "发送日期", "发件时间", "日期", "时间", "寄件日期", "傳送時間", "寄件時間", "日期和时间", "送信日時", "日時", "日付", "送信日", "보낸 날짜", "날짜", "Gönderildi", "Gönderme Tarihi", "Tarih",
            "Στάλθηκε", "Ημερομηνία", "Elküldve", "Dátum", "Odesláno", "Odoslané", "Trimis", "Poslano", "נשלח", "תאריך", "Terkirim", "Tanggal");
        Add(HeaderName.To,
            "To", "À", "A", "Pour", "Destinataire", "An", "Empfänger", "Aan", "Ontvanger", "Do", "Odbiorca", "Кому", "Получатель", "Para", "Destinatario", "Destinatário", "Per", "Til", "Modtager", "Till", "Mottagare",
            "Vastaanottaja", "إلى", "الى", "المستلم", "收件人", "收件者", "收信人", "宛先", "To（宛先）", "받는 사람", "받는사람", "Kime", "Alıcı", "Προς", "Címzett", "Komu", "Pre", "Către", "Za", "Prima", "אל", "به", "Kepada");
        Add(HeaderName.Subject,
            "Subject", "Objet", "Sujet", "Betreff", "Onderwerp", "Temat", "Тема", "Предмет", "Assunto", "Asunto", "Oggetto", "Emne", "Ämne", "Aihe", "الموضوع", "موضوع", "主题", "主旨", "主題", "标题", "件名", "제목",
            "Konu", "Θέμα", "Tárgy", "Předmět", "Predmet", "Subiect", "Zadeva", "נושא", "Subjek");
        Add(HeaderName.Other,
            "Cc", "Copie à", "Copie", "Kopie", "Kopie (CC)", "Kopia", "DW", "UDW", "Do wiadomości", "Копия", "Копія", "Copia", "Cópia", "CCO", "Kopi", "Kopio", "نسخة", "نسخة إلى", "抄送", "副本", "抄送人", "참조", "Bilgi", "Κοιν.", "Másolat",
            "Bcc", "Reply-To", "Reply to", "Antwort an", "Répondre à", "Responder a", "Importance", "Importancia", "Wichtigkeit", "Prioriteit", "Priorité", "Priority", "Priorität", "Attachments", "Anlagen", "Pièces jointes", "Bijlagen",
            "Organization", "Organisation", "Message-ID", "Newsgroups", "Resent-From", "X-Mailer", "Cc（写し）", "עותק");
        return names;

        void Add(HeaderName name, params string[] words)
        {
            foreach (var word in words) names.TryAdd(word, name);
        }
    }
}
