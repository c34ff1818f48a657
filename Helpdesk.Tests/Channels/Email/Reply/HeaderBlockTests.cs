using Helpdesk.Infrastructure.Channels.Email.Mime.Reply;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Reply;

/// <summary>Old headers printed above a mail, the lines that announce them, and forwarded mails.</summary>
public sealed class HeaderBlockTests
{
    public static TheoryData<string> Headers => new(
        "From: Ana <ana@example.com>\nSent: Tuesday, January 27, 2015 12:42 PM\nTo: Ben\nSubject: Order",
        "*From:* Ana <ana@example.com>\n*Sent:* Tuesday, January 27, 2015 12:42 PM\n*To:* Ben\n*Subject:* Order",
        "Date: Tue, 27 Jan 2015 12:42\nFrom: ana@example.com\nTo: ben@example.com\nSubject: Order",
        "De : Ana\nEnvoyé : mardi 27 janvier 2015 12:42\nÀ : Ben\nObjet : Commande",
        "Von: Ana\nGesendet: Dienstag, 27. Januar 2015 12:42\nAn: Ben\nBetreff: Bestellung",
        "De: Ana\nEnviado el: martes, 27 de enero de 2015 12:42\nPara: Ben\nAsunto: Pedido",
        "De: Ana\nEnviada em: terça-feira, 27 de janeiro de 2015 12:42\nPara: Ben\nAssunto: Pedido",
        "Da: Ana\nInviato: martedì 27 gennaio 2015 12:42\nA: Ben\nOggetto: Ordine",
        "Van: Ana\nVerzonden: dinsdag 27 januari 2015 12:42\nAan: Ben\nOnderwerp: Bestelling",
        "Od: Ana\nWysłano: wtorek, 27 stycznia 2015 12:42\nDo: Ben\nTemat: Zamówienie",
        "От: Ana\nОтправлено: 27 января 2015 г. 12:42\nКому: Ben\nТема: Заказ",
        "Від: Ana\nНадіслано: 27 січня 2015 р. 12:42\nКому: Ben\nТема: Замовлення",
        "Fra: Ana\nSendt: 27. januar 2015 12:42\nTil: Ben\nEmne: Ordre",
        "Från: Ana\nSkickat: den 27 januari 2015 12:42\nTill: Ben\nÄmne: Order",
        "Lähettäjä: Ana\nLähetetty: tiistai 27. tammikuuta 2015 12.42\nVastaanottaja: Ben\nAihe: Tilaus",
        "من: Ana\nالتاريخ: الثلاثاء، ٢٧ يناير ٢٠١٥\nإلى: Ben\nالموضوع: طلب",
        "发件人: Ana\n发送时间: 2015年1月27日 12:42\n收件人: Ben\n主题: 订单",
        "寄件者：Ana\n寄件日期：2015年1月27日\n收件者：Ben\n主旨：訂單",
        "差出人: Ana\n送信日時: 2015年1月27日 12:42\n宛先: Ben\n件名: 注文",
        "보낸 사람: Ana\n보낸 날짜: 2015년 1월 27일\n받는 사람: Ben\n제목: 주문",
        "Kimden: Ana\nGönderildi: 27 Ocak 2015 Salı 12:42\nKime: Ben\nKonu: Sipariş",
        "Message du : 27/01/2015 12:42\nDe : ana@example.com\nA : ben@example.com\nCopie à : \nSujet : Commande",
        "From: Ana\n\nSent: Tuesday, January 27, 2015 12:42 PM\n\nTo: Ben\n\nSubject: Order",
        "From: Ana <ana@example.com>\nTo: Ben, Carl, Dora,\n    Emil and others\nSubject: An order with a subject\n    of two lines");

    [Theory]
    [MemberData(nameof(Headers))]
    public void An_old_header_opens_the_earlier_mail(string header)
    {
        Assert.Equal("Thank you.", VisibleReply.Split($"Thank you.\n\n{header}\n\nDoes it work?\n").Visible());
        Assert.Equal("Thank you.", VisibleReply.Split($"Thank you.\n\n________________________________\n{header}\n\nDoes it work?\n").Visible());
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public void An_old_header_with_nothing_above_it_is_a_forwarded_mail(string header)
    {
        var text = $"{header}\n\nDoes it work?";
        var part = Assert.Single(VisibleReply.Split(text).Parts);
        Assert.Equal(ReplyPart.Forwarded, part.Part);
        Assert.Equal(0, VisibleReply.EmbeddedMailAt(text));
    }

    [Theory]
    [InlineData("-----Original Message-----")]
    [InlineData("----- Original Message -----")]
    [InlineData("-------- Original message --------")]
    [InlineData("-----Ursprüngliche Nachricht-----")]
    [InlineData("-------- Message d'origine --------")]
    [InlineData("-----Mensaje original-----")]
    [InlineData("-----Mensagem original-----")]
    [InlineData("-----Messaggio originale-----")]
    [InlineData("-----Oorspronkelijk bericht-----")]
    [InlineData("----- Wiadomość oryginalna -----")]
    [InlineData("-----Исходное сообщение-----")]
    [InlineData("-----Вихідне повідомлення-----")]
    [InlineData("-----Oprindelig meddelelse-----")]
    [InlineData("-----Opprinnelig melding-----")]
    [InlineData("-----Ursprungligt meddelande-----")]
    [InlineData("-----Alkuperäinen viesti-----")]
    [InlineData("-----الرسالة الأصلية-----")]
    [InlineData("------------------ 原始邮件 ------------------")]
    [InlineData("-----元のメッセージ-----")]
    public void A_line_that_announces_the_original_opens_it(string line) =>
        Assert.Equal("Thank you.", VisibleReply.Split($"Thank you.\n\n{line}\n\nDoes it work?\n\nAna").Visible());

    [Theory]
    [InlineData("---------- Forwarded message ---------")]
    [InlineData("Begin forwarded message:")]
    [InlineData("-------- Weitergeleitete Nachricht --------")]
    [InlineData("-------- Message transféré --------")]
    [InlineData("---------- Пересланное сообщение ---------")]
    [InlineData("---------- رسالة محوّلة ---------")]
    public void A_forwarded_mail_is_shown_and_can_be_found(string line)
    {
        var text = $"Please look.\n\n{line}\nFrom: Ana <ana@example.com>\nDate: Tue, Jan 27, 2015 at 12:42 PM\nSubject: Order\nTo: Ben\n\nWhere is it?";
        var split = VisibleReply.Split(text);
        Assert.Equal([ReplyPart.New, ReplyPart.Forwarded], split.Parts.Select(p => p.Part));
        Assert.Equal(text, split.Visible());
        Assert.Equal(text.IndexOf(line, StringComparison.Ordinal), VisibleReply.EmbeddedMailAt(text));
    }

    [Theory]
    [InlineData("From: our house to yours, the best.\nTo: everybody who helped.")]
    [InlineData("Data: the table below\nA: first\nB: second")]
    [InlineData("Subject: change it please\nDate: any")]
    public void Lines_with_colons_are_no_header(string lines) => Assert.Equal(lines, VisibleReply.Split($"Hello.\n\n{lines}\n").Visible()[8..]);
}
