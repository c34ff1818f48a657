using Helpdesk.Infrastructure.Channels.Email.Mime.Reply;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Reply;

/// <summary>Where quotes, answers and signatures stand to each other.</summary>
public sealed class VisibleReplyTests
{
    private const string Introduction = "On Tue, Jan 27, 2015 at 12:42 PM, Ana <ana@example.com> wrote:";

    [Fact]
    public void A_mail_without_quotes_is_one_part_and_shown_whole()
    {
        const string text = "Hello,\n\n   - one\n   - two\n\nThanks\nBen";
        Assert.Equal([new ReplyRange(ReplyPart.New, 0, text.Length)], VisibleReply.Split(text).Parts);
    }

    [Fact]
    public void A_reply_under_the_quote_is_found()
    {
        var split = VisibleReply.Split($"{Introduction}\n> Does it work?\n> Ana\n\nYes, it does.\n");
        Assert.Equal("Yes, it does.", split.Visible());
        Assert.Equal([ReplyPart.Quoted, ReplyPart.New], split.Parts.Select(p => p.Part));
    }

    [Fact]
    public void What_is_written_above_and_below_a_quote_is_shown() =>
        Assert.Equal("Yes.\n\nRegards, Ben", VisibleReply.Split($"Yes.\n\n{Introduction}\n\n> Does it work?\n\nRegards, Ben").Visible());

    [Fact]
    public void Passages_answered_in_turn_stay_and_what_follows_the_last_answer_goes()
    {
        var split = VisibleReply.Split($"{Introduction}\n> Which version?\n\n5.2\n\n> Which system?\n\nWindows\n\n> Thanks\n> Ana\n");
        Assert.Equal("> Which version?\n\n5.2\n\n> Which system?\n\nWindows", split.Visible());
        Assert.Equal([ReplyPart.Quoted, ReplyPart.Answered, ReplyPart.New, ReplyPart.Answered, ReplyPart.New, ReplyPart.Quoted], split.Parts.Select(p => p.Part));
    }

    [Fact]
    public void A_mail_of_nothing_but_a_quote_has_nothing_to_show_unless_the_quote_is_its_own()
    {
        Assert.False(VisibleReply.Split($"{Introduction}\n> Does it work?\n").HasVisibleText);
        Assert.False(VisibleReply.Split($"> {Introduction}\n>> Does it work?\n").HasVisibleText);
        Assert.Equal("> To be or not to be", VisibleReply.Split("> To be or not to be\n").Visible());
    }

    [Theory]
    [InlineData("-- \nBen Ali\nSales")]
    [InlineData("--\nBen Ali\nSales\n+20 100")]
    [InlineData("________________\nBen Ali\nSales")]
    [InlineData("-- \nBen\n\nSent from my iPhone")]
    [InlineData("Sent from my iPhone")]
    public void A_signature_is_its_own_part(string signature)
    {
        Assert.Equal("Yes.", VisibleReply.Split($"Yes.\n\n{signature}\n").Visible());
        var split = VisibleReply.Split($"Yes.\n\n{signature}\n\n{Introduction}\n> Does it work?\n");
        Assert.Equal([ReplyPart.New, ReplyPart.Signature, ReplyPart.Quoted], split.Parts.Select(p => p.Part));
    }

    [Fact]
    public void A_rule_above_much_text_is_no_signature()
    {
        var text = "Results\n\n-----\n" + string.Join('\n', Enumerable.Range(1, 12).Select(i => $"{i}. line"));
        Assert.Equal(text, VisibleReply.Split(text).Visible());
        Assert.Equal("Name   Date\n-----------\nA      5 May", VisibleReply.Split("Name   Date\n-----------\nA      5 May").Visible());
    }

    [Theory]
    [InlineData("Sent from my iPhone")]
    [InlineData("Sent from my Samsung Galaxy smartphone.")]
    [InlineData("Sent from my cell, please excuse any typos.")]
    [InlineData("Sent from Yahoo Mail on Android")]
    [InlineData("Sent from Mail for Windows 10")]
    [InlineData("Sent from Outlook for iOS<https://aka.ms/o0ukef>")]
    [InlineData("Get Outlook for Android<https://aka.ms/AAb9ysg>")]
    [InlineData("Sent via the Samsung Galaxy S8, an AT&T 5G smartphone")]
    [InlineData("Envoyé de mon iPhone")]
    [InlineData("Envoyé depuis mon appareil Samsung")]
    [InlineData("Envoyé à partir de Outlook pour Android")]
    [InlineData("Télécharger Outlook pour iOS")]
    [InlineData("Von meinem iPhone gesendet")]
    [InlineData("Gesendet von Outlook für Android")]
    [InlineData("Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.")]
    [InlineData("Enviado desde mi iPhone")]
    [InlineData("Enviado desde Outlook para Android")]
    [InlineData("Enviado do meu iPhone")]
    [InlineData("Enviado a partir do Outlook para Android")]
    [InlineData("Inviato da iPhone")]
    [InlineData("Inviato dal mio Galaxy")]
    [InlineData("Verstuurd vanaf mijn iPhone")]
    [InlineData("Verzonden vanuit Outlook voor Android")]
    [InlineData("Wysłane z iPhone'a")]
    [InlineData("Wysłano z telefonu Samsung")]
    [InlineData("Отправлено с iPhone")]
    [InlineData("Отправлено из мобильной Почты Mail.ru")]
    [InlineData("Надіслано з iPhone")]
    [InlineData("Sendt fra min iPhone")]
    [InlineData("Skickat från min iPhone")]
    [InlineData("Lähetetty iPhonesta")]
    [InlineData("أُرسلت من الـ iPhone")]
    [InlineData("أرسلت من هاتفي")]
    [InlineData("تم الإرسال من هاتف Samsung")]
    [InlineData("发自我的 iPhone")]
    [InlineData("從我的 iPhone 傳送")]
    [InlineData("iPhoneから送信")]
    [InlineData("나의 iPhone에서 보냄")]
    [InlineData("iPhone'umdan gönderildi")]
    [InlineData("Odesláno z iPhonu")]
    public void The_line_of_a_phone_is_a_signature(string line) => Assert.Equal("Yes.", VisibleReply.Split($"Yes.\n\n{line}\n").Visible());

    [Theory]
    [InlineData("Sent from my desk, is much easier than my phone.")]
    [InlineData("The parcel was sent from Cairo.")]
    [InlineData("Gesendet habe ich es gestern.")]
    [InlineData("Enviaremos el pedido mañana")]
    public void A_sentence_about_sending_is_the_senders_own(string line) => Assert.Equal($"Yes.\n\n{line}", VisibleReply.Split($"Yes.\n\n{line}\n").Visible());

    [Theory]
    [InlineData("## Please type your reply above this line ##")]
    [InlineData("-- Please reply above this line --")]
    [InlineData("##- Bitte antworten Sie oberhalb dieser Zeile -##")]
    [InlineData("--- اكتب ردك فوق هذا السطر ---")]
    public void A_desks_own_line_ends_the_reply(string line) => Assert.Equal("Yes.", VisibleReply.Split($"Yes.\n\n{line}\n\nYour ticket\n").Visible());

    [Theory]
    [InlineData("Op.\n\n2016-01-05 17:52 GMT+03:00 Ana Silva <ana@example.com>:\n\n> Old", "Op.")]
    [InlineData("Yes\n\n‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Monday, May 5th, 2020 10:00 AM, Ana <ana@example.com> wrote:\n\n> Old", "Yes")]
    [InlineData("See you at 5\nOn Mon, 5 May 2020, Ana <\nana@example.com> wrote:\n> Old", "See you at 5")]
    [InlineData("Ok\nSent from my iPhone\n\n> Am 05.05.2020 um 10:00 schrieb Ana <ana@example.com>:\n> \n> Old", "Ok")]
    [InlineData("Go here:\n>>> http://www.example.com <<<\nand look", "Go here:\n>>> http://www.example.com <<<\nand look")]
    public void What_stands_close_to_a_quote_is_told_from_it(string text, string visible) => Assert.Equal(visible, VisibleReply.Split(text).Visible());

    [Fact]
    public void Right_to_left_marks_do_not_hide_an_introduction_and_stay_in_the_text()
    {
        const string text = "شكرا\n\n\u200fفي الأحد، 13 سبتمبر 2026 في 7:58 م، كتب Ana <ana@example.com>:\n> سؤال";
        var split = VisibleReply.Split(text);
        Assert.Equal("شكرا", split.Visible());
        Assert.Equal(text.Length, split.Parts[^1].End);
    }
}
