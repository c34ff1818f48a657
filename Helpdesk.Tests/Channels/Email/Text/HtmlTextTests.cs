using Helpdesk.Infrastructure.Channels.Email.Mime.Text;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Text;

/// <summary>HTML as mail clients write it, and the text a person would read.</summary>
public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("<div>One</div><div>Two</div>", "One\nTwo")]
    [InlineData("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo")]
    [InlineData("One<br>Two<br><br>Three", "One\nTwo\n\nThree")]
    [InlineData("One<br></div><div>Two</div>", "One\nTwo")]
    [InlineData("<p class=MsoNormal>One</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Two</p>", "One\n\nTwo")]
    [InlineData("<p style='margin:0'>One</p><p style='margin:0'>Two</p>", "One\nTwo")]
    [InlineData("<h1>Title</h1>Text", "Title\n\nText")]
    [InlineData("a\n  b\t c", "a b c")]
    [InlineData("<b>a</b> <i>b</i>c", "a bc")]
    [InlineData("<p>a</p>\n\n\n<p>b</p>", "a\n\nb")]
    [InlineData("&lt;b&gt; &amp; &eacute;&#x20AC;&nbsp;&hearts;", "<b> & é€ ♥")]
    [InlineData("<pre>a\n  b\n\nc</pre>d", "a\n  b\n\nc\n\nd")]
    public void Blocks_and_white_space(string html, string text) => Assert.Equal(text, HtmlText.Read(html).Text);

    [Theory]
    [InlineData("<ul><li>One<li>Two</ul>", "- One\n- Two")]
    [InlineData("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two")]
    [InlineData("<ol start=3><li>One</li><li>Two</li></ol>", "3. One\n4. Two")]
    [InlineData("<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>", "- One\n\n  - Inner\n\n- Two")]
    [InlineData("<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "- One\n\n- Two")]
    public void Lists_keep_bullets_and_numbers(string html, string text) => Assert.Equal(text, HtmlText.Read(html).Text);

    [Theory]
    [InlineData("<table><tr><th>Name<th>Price<tr><td>Tea<td>3</table>", "Name\tPrice\nTea\t3")]
    [InlineData("<table><tr><td></td><td>only</td></tr></table>", "only")]
    [InlineData("<table><tr><td><table><tr><td>in</td><td>ner</td></tr></table></td></tr></table>", "in\tner")]
    public void Tables_go_row_by_row(string html, string text) => Assert.Equal(text, HtmlText.Read(html).Text);

    [Theory]
    [InlineData("<a href='https://example.com/a'>here</a>", "here (https://example.com/a)")]
    [InlineData("<a href='https://example.com/'>example.com</a>", "example.com")]
    [InlineData("<a href='https://evil.example/'>https://bank.example</a>", "https://bank.example (https://evil.example/)")]
    [InlineData("<a href='mailto:ana@example.com'>ana@example.com</a>", "ana@example.com")]
    [InlineData("<a href='mailto:ana@example.com?subject=x'>Ana</a>", "Ana (ana@example.com)")]
    [InlineData("<a href='tel:+20100'>+20 100</a>", "+20 100")]
    [InlineData("<a href='#top'>top</a> <a href='javascript:x()'>run</a>", "top run")]
    [InlineData("<a href='https://example.com'><img src=x alt=Shop></a>", "[Shop] (https://example.com)")]
    public void Links_show_an_address_their_text_does_not(string html, string text) => Assert.Equal(text, HtmlText.Read(html).Text);

    [Theory]
    [InlineData("<style>p{}</style><title>t</title><script>alert('</p>')</script>shown", "shown")]
    [InlineData("<div style='display:none'>preheader <b>x</b></div>shown", "shown")]
    [InlineData("<span style='color:red; DISPLAY : none !important'>x</span>shown", "shown")]
    [InlineData("<div style='max-height:0;overflow:hidden'>x</div>shown", "shown")]
    [InlineData("<p hidden>x</p>shown", "shown")]
    [InlineData("<!-- x --><!--[if mso]>x<![endif]--><![if !mso]>shown<![endif]>", "shown")]
    [InlineData("<img src=x width=1 height=1 alt=track><img src=x alt=''>shown", "shown")]
    [InlineData("<img alt='A cat'> shown", "[A cat] shown")]
    public void What_is_not_seen_is_not_read(string html, string text) => Assert.Equal(text, HtmlText.Read(html).Text);

    [Fact]
    public void Quotes_are_marked_line_by_line() =>
        Assert.Equal("a\n\n> b\n>\n> > c\n>\n> d\n\ne", HtmlText.Read("<p>a</p><blockquote>b<blockquote style='x'>c</blockquote>d</blockquote>e").Text);

    [Fact]
    public void Right_to_left_text_is_untouched() => Assert.Equal("\u200fمرحبا (‪abc‬)", HtmlText.Read("<p dir=rtl>\u200fمرحبا (‪abc‬)</p>").Text);

    [Theory]
    [InlineData("<div>")]
    [InlineData("<blockquote>")]
    [InlineData("<ul><li>")]
    [InlineData("<b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<p><a href=x>")]
    [InlineData("<a href=http://x>word")]
    public void A_hundred_thousand_open_elements_are_read(string open)
    {
        var text = HtmlText.Read(string.Concat(Enumerable.Repeat(open, 100_000)) + "deep").Text;
        Assert.Contains("deep", text, StringComparison.Ordinal);
        Assert.True(text.Length < 5_000_000);
    }

    [Fact]
    public void What_clients_mark_as_a_quote_is_marked_in_the_text()
    {
        var read = HtmlText.Read("<div>Yes</div><div class=gmail_quote>Am Dienstag schrob Ana:<br><blockquote class=gmail_quote>Works?</blockquote></div>");
        var mark = Assert.Single(read.Marks);
        Assert.Equal(QuoteMarkKind.Attribution, mark.Kind);
        Assert.Equal("Am Dienstag schrob Ana:", read.Text[mark.Start..mark.End].Trim());
    }
}
