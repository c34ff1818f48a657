using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;
using Helpdesk.Infrastructure.Channels.Email.Mime.Headers;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Reading;

/// <summary>Header values one by one: what the RFCs give as examples, and what senders write instead.</summary>
public sealed class HeaderTests
{
    [Theory]
    [InlineData("=?ISO-8859-1?Q?a?=", "a")]
    [InlineData("=?ISO-8859-1?Q?a?= b", "a b")]
    [InlineData("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab")]
    [InlineData("=?ISO-8859-1?Q?a?=\t  =?ISO-8859-1?Q?b?=", "ab")]
    [InlineData("=?ISO-8859-1?Q?a_b?=", "a b")]
    [InlineData("=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b")]
    [InlineData("=?utf-8?B?w?= =?utf-8?Q?=A9?=", "©")]
    [InlineData("=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=", "é")]
    [InlineData("=?utf-8*fr?q?=c3=a9?=", "é")]
    [InlineData("pre=?utf-8?q?=c3=a9?=post", "preépost")]
    [InlineData("=?utf-8?q?with spaces?=", "with spaces")]
    [InlineData("=?iso-2022-jp?B?GyRCJDMkcxsoQg==?=", "こん")]
    [InlineData("=?unicode-1-1-utf-7?Q?+Jjo-?=", "☺")]
    [InlineData("=?utf-8?x?nothing?=", "=?utf-8?x?nothing?=")]
    [InlineData("=?utf-8?q?never ends", "=?utf-8?q?never ends")]
    [InlineData("=?=?=?=?", "=?=?=?=?")]
    public void Encoded_words(string raw, string text) => Assert.Equal(text, EncodedWords.Decode(raw));

    [Theory]
    [InlineData("john@x.example", "|john@x.example")]
    [InlineData("John Q. Public <john@x.example>", "John Q. Public|john@x.example")]
    [InlineData("\"Joe \\\"Quick\\\" Black\" <joe@x.example>", "Joe \"Quick\" Black|joe@x.example")]
    [InlineData("john@x.example (John (Johnny) Doe)", "John (Johnny) Doe|john@x.example")]
    [InlineData("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", "Pete|pete@silly.test")]
    [InlineData("Mary Smith <@machine.tld:mary@x.example>", "Mary Smith|mary@x.example")]
    [InlineData("<@a.example,@b.example:mary@x.example>, two@x.example", "|mary@x.example;|two@x.example")]
    [InlineData("A Group:Ed Jones <joe@where.test>,john@one.test; last@x.example", "Ed Jones|joe@where.test;|john@one.test;|last@x.example")]
    [InlineData("Undisclosed recipients:;", "")]
    [InlineData("a@x.example;b@x.example", "|a@x.example;|b@x.example")]
    [InlineData("=?utf-8?q?D=2C_J?= <j@x.example>", "D, J|j@x.example")]
    [InlineData("\"=?utf-8?q?J=C3=A9?=\" <j@x.example>", "Jé|j@x.example")]
    [InlineData("\"'j@x.example'\" <j@x.example>", "j@x.example|j@x.example")]
    [InlineData("Jane Doe jane@x.example", "Jane Doe|jane@x.example")]
    [InlineData("Jane <jane@x.example", "Jane|jane@x.example")]
    [InlineData("Jane <jane@x.example, joe@x.example", "Jane|jane@x.example;|joe@x.example")]
    [InlineData("\"Jane <jane@x.example>", "\"Jane|jane@x.example")]
    [InlineData("\"very odd\"@x.example", "|\"very odd\"@x.example")]
    [InlineData("用户@例子.example", "|用户@例子.example")]
    [InlineData(",, a@x.example ,", "|a@x.example")]
    public void Addresses(string raw, string read) =>
        Assert.Equal(read, string.Join(';', AddressParser.Parse(raw).Select(a => $"{a.Name}|{a.Address}")));

    [Theory]
    [InlineData("text/plain", "text/plain", null)]
    [InlineData("TEXT/Plain; Charset=\"utf-8\"", "text/plain", "charset=utf-8")]
    [InlineData("text/plain (a comment); charset=utf-8 (another)", "text/plain", "charset=utf-8 (another)")]
    [InlineData("text/plain charset=utf-8", "text/plain", "charset=utf-8")]
    [InlineData("multipart/mixed; boundary=abc charset=x", "multipart/mixed", "boundary=abc")]
    [InlineData("application/x; name=my holiday (1).jpg", "application/x", "name=my holiday (1).jpg")]
    [InlineData("application/x; name=\"never closed", "application/x", "name=never closed")]
    [InlineData("application/x; name=\"a;b=c\"; x=y", "application/x", "name=a;b=c")]
    [InlineData("message/external-body; URL*0=\"ftp://\"; URL*1=\"cs.utk.edu/pub/\"", "message/external-body", "url=ftp://cs.utk.edu/pub/")]
    [InlineData("application/x; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "application/x", "title=This is ***fun***")]
    [InlineData("application/x; title*1*=%2A%2Afun; title*0*=us-ascii'en'is%20", "application/x", "title=is **fun")]
    [InlineData("attachment; filename=\"=?utf-8?q?=C3=A9.txt?=\"", "attachment", "filename=é.txt")]
    [InlineData("attachment; filename=plain.txt; filename*=utf-8''%C3%A9.txt", "attachment", "filename=é.txt")]
    [InlineData("; filename=x.png", "", "filename=x.png")]
    [InlineData(";;;=;=;", "", null)]
    public void Parameters(string raw, string value, string? parameter)
    {
        var parsed = ParameterParser.Parse(raw);
        Assert.Equal(value, parsed.Value);
        if (parameter is not null) Assert.Equal(parameter[(parameter.IndexOf('=', StringComparison.Ordinal) + 1)..], parsed[parameter.Split('=')[0]]);
    }

    [Theory]
    [InlineData("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00")]
    [InlineData("21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06+00:00")]
    [InlineData("Thu, 13 Feb 1969 23:32 -0330 (Newfoundland Time)", "1969-02-13T23:32:00-03:30")]
    [InlineData("Fri, 21 Nov 2025 09:55:06 PDT", "2025-11-21T09:55:06-07:00")]
    [InlineData("Fri Nov 21 09:55:06 2025", "2025-11-21T09:55:06+00:00")]
    [InlineData("31 Feb 2025 10:00:00 +0000", null)]
    [InlineData("yesterday", null)]
    [InlineData("1 Jan 2025 25:00:00 +0000", null)]
    public void Dates(string raw, string? moment) =>
        Assert.Equal(moment, MailDate.Parse(raw)?.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("<a@b>", "a@b")]
    [InlineData("<a@b>\t<c@d> (comment)", "a@b c@d")]
    [InlineData("<a\t@b> <c@d", "a@b c@d")]
    [InlineData("bare@id", "bare@id")]
    [InlineData("", "")]
    public void Message_identifiers(string raw, string ids) => Assert.Equal(ids, string.Join(' ', MessageIds.List(raw)));

    [Theory]
    [InlineData("windows-1251", "Добрый день, у меня вопрос о доставке")]
    [InlineData("windows-1256", "مرحبا، لدي سؤال حول طلبي الأخير")]
    [InlineData("windows-1253", "Καλημέρα, έχω μια ερώτηση")]
    [InlineData("windows-1255", "שלום, יש לי שאלה לגבי ההזמנה")]
    [InlineData("windows-1252", "Où est ma commande passée à Noël? Größe")]
    public void Undeclared_text_is_guessed_by_its_words(string codePage, string text)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(text);
        Assert.Equal((text, true), TextDecoder.Decode(bytes, "unknown-8bit"));
    }

    [Theory]
    [InlineData("latin1", "windows-1252")]
    [InlineData("ISO_8859-1:1987", "windows-1252")]
    [InlineData("'iso8859-2'", "iso-8859-2")]
    [InlineData("CP1256", "windows-1256")]
    [InlineData("charset=utf8", "utf-8")]
    [InlineData("x-mac-cyrillic", "x-mac-cyrillic")]
    [InlineData("ks_c_5601-1987", "ks_c_5601-1987")]
    [InlineData("iso-8859-16", "iso-8859-16")]
    [InlineData("us-ascii", null)]
    [InlineData("klingon", null)]
    public void Charset_labels(string label, string? name) => Assert.Equal(name, CharsetLabels.Find(label)?.Name);

    [Fact]
    public void No_bytes_break_a_charset()
    {
        string[] labels = ["utf-7", "utf-8", "utf-16", "utf-16be", "utf-32", "iso-8859-8-i", "iso-8859-10", "gb18030", "hz-gb-2312", "iso-2022-cn", "big5", "euc-jp", "shift_jis", "iso-2022-jp", "iso-2022-kr", "euc-kr", "johab", "tis-620", "x-mac-japanese", "x-iscii-de", "ibm037", "us-ascii", "nothing"];
        var random = new Random(4);
        foreach (var label in labels)
        {
            for (var round = 0; round < 300; round++)
            {
                var bytes = new byte[random.Next(80)];
                random.NextBytes(bytes);
                for (var i = 0; i < bytes.Length; i += 1 + random.Next(9)) bytes[i] = (byte)"\e$B(J~{}+-&"[random.Next(11)];
                Assert.InRange(TextDecoder.Decode(bytes, label).Text.Length, 0, 4 * bytes.Length);
            }
        }
    }
}
