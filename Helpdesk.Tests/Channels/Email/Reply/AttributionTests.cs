using Helpdesk.Infrastructure.Channels.Email.Mime.Reply;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Reply;

/// <summary>Introductions as clients of many languages write them, above a marked and above a bare quote.</summary>
public sealed class AttributionTests
{
    [Theory]
    [InlineData("On Tue, Jan 27, 2015 at 12:42 PM, Ana Silva <ana@example.com> wrote:")]
    [InlineData("On 27 Jan 2015, at 12:42, Ana Silva wrote:")]
    [InlineData("On 2015-01-27 12:42, ana@example.com wrote:")]
    [InlineData("Ana Silva <ana@example.com> wrote:")]
    [InlineData("On Tuesday, January 27th, 2015 at 12:42, Ana <ana@example.com> wrote:")]
    [InlineData("At 27/01/2015 12:42, you wrote:")]
    [InlineData("Sent from Samsung Mobile on 27.1.2015, Ana <ana@example.com> wrote:")]
    [InlineData("Ana Silva wrote on 27.01.2015 12:42:")]
    [InlineData("Le mar. 27 janv. 2015 à 12:42, Ana Silva <ana@example.com> a écrit :")]
    [InlineData("Le 27/01/2015 à 12:42, Ana Silva a écrit :")]
    [InlineData("Le 27 janv. 2015 à 12:42, Ana Silva <ana@example.com> a écrit :")]
    [InlineData("Am Di., 27. Jan. 2015 um 12:42 Uhr schrieb Ana Silva <ana@example.com>:")]
    [InlineData("Am 27.01.2015 um 12:42 schrieb Ana Silva:")]
    [InlineData("Ana Silva <ana@example.com> hat am 27.01.2015 um 12:42 geschrieben:")]
    [InlineData("El mar, 27 ene 2015 a las 12:42, Ana Silva (<ana@example.com>) escribió:")]
    [InlineData("El 27/1/15 a las 12:42, Ana Silva escribió:")]
    [InlineData("El 27 ene 2015, a las 12:42, Ana Silva <ana@example.com> escribió:")]
    [InlineData("El martes, 27 de enero de 2015 12:42:10 CET, Ana Silva <ana@example.com> escribió:")]
    [InlineData("Em ter., 27 de jan. de 2015 às 12:42, Ana Silva <ana@example.com> escreveu:")]
    [InlineData("Em 27/01/2015 12:42, Ana Silva escreveu:")]
    [InlineData("No dia 27/01/2015, às 12:42, Ana Silva <ana@example.com> escreveu:")]
    [InlineData("Ana Silva <ana@example.com> escreveu no dia terça, 27/01/2015 à(s) 12:42:")]
    [InlineData("Il giorno mar 27 gen 2015 alle ore 12:42 Ana Silva <ana@example.com> ha scritto:")]
    [InlineData("Il 27/01/2015 12:42, Ana Silva ha scritto:")]
    [InlineData("Il Martedì 27 Gennaio 2015 12:42, Ana Silva <ana@example.com> ha scritto:")]
    [InlineData("Op di 27 jan. 2015 om 12:42 schreef Ana Silva <ana@example.com>:")]
    [InlineData("Op 27-01-15 om 12:42 schreef Ana Silva:")]
    [InlineData("Op 27 jan. 2015, om 12:42 heeft Ana Silva <ana@example.com> het volgende geschreven:")]
    [InlineData("wt., 27 sty 2015 o 12:42 Ana Silva <ana@example.com> napisał(a):")]
    [InlineData("W dniu 27.01.2015 o 12:42, Ana Silva pisze:")]
    [InlineData("W dniu 27.01.2015 o 12:42, Ana Silva <ana@example.com> napisał(a):")]
    [InlineData("Dnia 27 stycznia 2015 12:42 Ana Silva <ana@example.com> napisał(a):")]
    [InlineData("Wiadomość napisana przez Ana Silva <ana@example.com> w dniu 27 sty 2015, o godz. 12:42:")]
    [InlineData("вт, 27 янв. 2015 г. в 12:42, Ana Silva <ana@example.com>:")]
    [InlineData("27 янв. 2015 г., в 12:42, Ana Silva <ana@example.com> написал(а):")]
    [InlineData("27.01.2015 12:42, Ana Silva пишет:")]
    [InlineData("Вторник, 27 января 2015, 12:42 +03:00 от Ana Silva <ana@example.com>:")]
    [InlineData("27.01.2015, 12:42, \"Ana Silva\" <ana@example.com>:")]
    [InlineData("вт, 27 січ. 2015 р. о 12:42 Ana Silva <ana@example.com> пише:")]
    [InlineData("27 січ. 2015 р. о 12:42 Ana Silva <ana@example.com> написав(ла):")]
    [InlineData("Den tis 27 jan. 2015 kl 12:42 skrev Ana Silva <ana@example.com>:")]
    [InlineData("27 jan 2015 kl. 12:42 skrev Ana Silva <ana@example.com>:")]
    [InlineData("Den 27.01.2015 12:42, skrev Ana Silva:")]
    [InlineData("tir. 27. jan. 2015 kl. 12:42 skrev Ana Silva <ana@example.com>:")]
    [InlineData("Den tirs. 27. jan. 2015 kl. 12.42 skrev Ana Silva <ana@example.com>:")]
    [InlineData("ti 27. tammik. 2015 klo 12.42 Ana Silva (ana@example.com) kirjoitti:")]
    [InlineData("Ana Silva <ana@example.com> kirjoitti 27.1.2015 kello 12.42:")]
    [InlineData("في ثلاثاء، 27 يناير، 2015 في 12:42 م، كتب Ana Silva <ana@example.com>:")]
    [InlineData("‫في الثلاثاء، ٢٧ يناير ٢٠١٥ في ١٢:٤٢ م تمت كتابة ما يلي بواسطة ‪Ana Silva‬‏ <‪ana@example.com‬‏>:‬")]
    [InlineData("بتاريخ ٢٧ يناير ٢٠١٥، كتب/كتبت Ana Silva:")]
    [InlineData("في ٢٧/١/٢٠١٥ ١٢:٤٢ م، كتب Ana Silva:")]
    [InlineData("Ana Silva <ana@example.com> 于2015年1月27日周二 下午12:42写道：")]
    [InlineData("在 2015年1月27日，下午12:42，Ana Silva <ana@example.com> 写道：")]
    [InlineData("在 2015-01-27 12:42:10，\"Ana Silva\" <ana@example.com> 写道：")]
    [InlineData("Ana Silva <ana@example.com> 於 2015年1月27日 週二 下午12:42寫道：")]
    [InlineData("2015年1月27日(火) 12:42 Ana Silva <ana@example.com>:")]
    [InlineData("2015/01/27 12:42、Ana Silva <ana@example.com>のメール:")]
    [InlineData("On 2015/01/27 12:42, Ana Silva wrote:")]
    [InlineData("2015년 1월 27일 (화) 오후 12:42, Ana Silva <ana@example.com>님이 작성:")]
    [InlineData("Ana Silva <ana@example.com>, 27 Oca 2015 Sal, 12:42 tarihinde şunu yazdı:")]
    [InlineData("Dne út 27. 1. 2015 12:42 uživatel Ana Silva <ana@example.com> napsal:")]
    [InlineData("Ana Silva <ana@example.com> ezt írta (időpont: 2015. jan. 27., K, 12:42):")]
    [InlineData("Στις Τρί, 27 Ιαν 2015 στις 12:42 μ.μ., ο χρήστης Ana Silva <ana@example.com> έγραψε:")]
    [InlineData("Vào Th 3, 27 thg 1, 2015 vào lúc 12:42 Ana Silva <ana@example.com> đã viết:")]
    [InlineData("ב-27 בינו׳ 2015, בשעה 12:42, מאת Ana Silva <ana@example.com>:")]
    [InlineData("---- On Tue, 27 Jan 2015 12:42:10 +0100 Ana Silva <ana@example.com> wrote ----")]
    [InlineData("Ana <ana@example.com> schrieb am Di., 27. Jan. 2015,\n12:42:")]
    [InlineData("On Tue, Jan 27, 2015 at 12:42 PM, Ana Silva of the Very Long Department <\nana@example.com> wrote:")]
    [InlineData("El mar., 27 de enero de 2015 12:42 p. m., Ana Silva\n<ana@example.com> escribió:")]
    [InlineData("Le mardi 27 janvier 2015 à 12:42:10 UTC+1, Ana Silva\n<ana@example.com>\na écrit :")]
    [InlineData("wt., 27 sty 2015, 12:42 użytkownik Ana Silva <ana@example.com>\nnapisał:")]
    public void The_line_above_a_quote_goes_with_the_quote(string line)
    {
        Assert.Equal("Thank you.\n\nIt works at 5.", VisibleReply.Split($"Thank you.\n\nIt works at 5.\n\n{line}\n\n> Does it work?\n> Ana\n").Visible());
        Assert.Equal("Thank you.", VisibleReply.Split($"Thank you.\n{line}\n> Does it work?\n").Visible());
        Assert.Equal("Thank you.", VisibleReply.Split($"Thank you.\r\n\r\n{line.Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n\r\nDoes it work?\r\n\r\nAna\r\n").Visible());
    }

    [Theory]
    [InlineData("On the surface this looks like one but it is not.")]
    [InlineData("On 5 May 2020 we met at 10:30 and she told me this.")]
    [InlineData("Le 4 mai à 10:30 je serai là.")]
    [InlineData("Call me at 10:30: it is urgent.")]
    [InlineData("Am 5.5.2020 um 12:42 war ich da.")]
    [InlineData("The order of 2020-05-05 10:30 is late.")]
    [InlineData("Write to ana@example.com: she knows.")]
    [InlineData("In 2019 he wrote a book about three things that everybody should know:")]
    [InlineData("Please answer to <ana@example.com>")]
    [InlineData("El martes 5 a las 10:30 me escribió Ana y no pude contestar.")]
    [InlineData("في ٥ مايو كتبت لكم ولم أتلق ردا.")]
    public void A_sentence_with_a_date_is_the_senders_own(string line)
    {
        var text = $"Hello,\n{line}\nWhat now?\n";
        Assert.Equal(text.Trim(), VisibleReply.Split(text).Visible());
    }

    [Fact]
    public void An_introduction_behind_the_reply_on_its_line_is_cut_off_it() =>
        Assert.Equal("Thanks", VisibleReply.Split("Thanks--- On Tue, Jan 27, 2015 at 3:59 PM, ana@example.com wrote:\n> Hi\n").Visible());

    [Fact]
    public void A_name_and_a_verb_alone_need_a_quote_below()
    {
        Assert.Equal("Yes.", VisibleReply.Split("Yes.\n\nAna Silva wrote:\n> Is it so?\n").Visible());
        Assert.Equal("Yes.\n\nAna Silva wrote:\nno.", VisibleReply.Split("Yes.\n\nAna Silva wrote:\nno.\n").Visible());
    }
}
