using AngleSharp.Html.Parser;
using Helpdesk.Infrastructure.Channels.Email.Mime.Html;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Html;

/// <summary>What a mail's HTML keeps and what it loses.</summary>
public sealed class HtmlSanitizerTests
{
    public static TheoryData<int> VectorNumbers => [.. Enumerable.Range(0, Vectors.All.Count)];

    [Theory]
    [InlineData("<p>Hi <b>you</b></p>", "<p>Hi <b>you</b></p>")]
    [InlineData("<p>1 < 2 & \"3\" > 2</p>", "<p>1 &lt; 2 &amp; \"3\" &gt; 2</p>")]
    [InlineData("<a href='https://example.com/?a=1&b=2'>x</a>", "<a href=\"https://example.com/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a>")]
    [InlineData("<a href='mailto:a@example.com'>x</a>", "<a href=\"mailto:a@example.com\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a>")]
    [InlineData("<a href='#part' name=part id=part class=x>x</a>", "<a>x</a>")]
    [InlineData("<o:p>x</o:p><form>y<label>z</label></form>", "xyz")]
    [InlineData("<style>p{color:red}</style><title>t</title><p>x</p><!-- c -->", "<p>x</p>")]
    [InlineData("<img src='data:image/png;base64,iVBORw0KGgo=' alt=dot>", "<img alt=\"dot\" src=\"data:image/png;base64,iVBORw0KGgo=\">")]
    [InlineData("<img src='data:image/svg+xml;base64,iVBORw0KGgo='>", "<img>")]
    [InlineData("<img src='logo.png'>", "<img>")]
    [InlineData("<table width=600 bgcolor=#fff><tr><td colspan=2 valign=top>x", "<table bgcolor=\"#fff\" width=\"600\"><tbody><tr><td colspan=\"2\" valign=\"top\">x</td></tr></tbody></table>")]
    [InlineData("<body bgcolor=white style='color:#333' dir=rtl><p>x", "<div dir=\"rtl\" style=\"background-color: white; color: #333\"><p>x</p></div>")]
    [InlineData("<body bgcolor='#FFFFFF' text='#000000'><p>x", "<div style=\"background-color: #FFFFFF; color: #000000\"><p>x</p></div>")]
    [InlineData("<pre>\n\nx</pre>", "<pre>\n\nx</pre>")]
    [InlineData("<p dir=rtl lang=ar>\u200fمرحبا</p>", "<p dir=\"rtl\" lang=\"ar\">\u200fمرحبا</p>")]
    public void Markup_is_kept_by_lists(string html, string expected) => Assert.Equal(expected, HtmlSanitizer.Sanitize(html).Html);

    [Theory]
    [InlineData("color: red; position: fixed; z-index: 9", "color: red")]
    [InlineData("COLOR:Red;Font-Family:\"Times New Roman\",serif", "color: Red; font-family: \"Times New Roman\",serif")]
    [InlineData("background: url(http://x/y.png) red", "")]
    [InlineData("background: rgba(1, 2, 3, .5)", "background: rgba(1, 2, 3, .5)")]
    [InlineData("background: u\\72l(x)", "")]
    [InlineData("width: expression(x); width: calc(1px + 2px)", "")]
    [InlineData("margin: -500px; padding: 4px", "padding: 4px")]
    [InlineData("color/**/:red; /* x */ width: 1px; /* open", "color: red; width: 1px")]
    [InlineData("font-family: 'a;position:fixed'; color: red", "color: red")]
    [InlineData("width: 99999px; height: 10px", "height: 10px")]
    [InlineData("display: flex; display: none", "display: none")]
    [InlineData("color: #000000; border-left: 1px solid #123456", "color: #000000; border-left: 1px solid #123456")]
    [InlineData("color: red !important", "color: red !important")]
    [InlineData("mso-hide: all; -webkit-x: y; --x: y; color", "")]
    public void Styles_are_kept_by_declaration(string style, string expected)
    {
        using var document = new HtmlParser().ParseDocument(HtmlSanitizer.Sanitize($"<p style=\"{style.Replace("\"", "&quot;", StringComparison.Ordinal)}\">x</p>").Html);
        Assert.Equal(expected, document.QuerySelector("p")!.GetAttribute("style") ?? "");
    }

    [Fact]
    public void Images_from_elsewhere_wait_and_are_counted()
    {
        var sanitized = HtmlSanitizer.Sanitize("<img src='http://x/a.png' width=10><img src='HTTPS://x/b.png'><img src=cid:c><img srcset='http://x/d.png 2x'>");
        Assert.Equal("<img width=\"10\" data-remote-src=\"http://x/a.png\"><img data-remote-src=\"HTTPS://x/b.png\"><img><img>", sanitized.Html);
        Assert.Equal(2, sanitized.RemoteImages);
        Assert.Equal(sanitized, HtmlSanitizer.Sanitize(sanitized.Html));
    }

    [Fact]
    public void Inline_images_get_the_address_the_caller_gives()
    {
        var sanitized = HtmlSanitizer.Sanitize("<img src='cid:logo%40x'><img src='CID:<gone>'>", id => id == "logo@x" ? "/attachments/7?a=1&b=\"" : null);
        Assert.Equal("<img src=\"/attachments/7?a=1&amp;b=&quot;\"><img>", sanitized.Html);
    }

    [Theory]
    [MemberData(nameof(VectorNumbers))]
    public void Nothing_of_a_vector_is_left_that_could_run(int number)
    {
        var html = HtmlSanitizer.Sanitize(Vectors.All[number]).Html;
        Harmless.Assert(html);
        Assert.Equal(html, HtmlSanitizer.Sanitize(html).Html);
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<b>")]
    [InlineData("<svg>")]
    [InlineData("<p><blockquote>")]
    public void A_hundred_thousand_nested_elements_become_text(string open)
    {
        var sanitized = HtmlSanitizer.Sanitize(string.Concat(Enumerable.Repeat(open, 100_000)) + "<p>deep</p>");
        Assert.True(sanitized.IsReduced);
        Harmless.Assert(sanitized.Html);
    }

    [Fact]
    public void Formatting_that_a_tree_builder_would_multiply_becomes_text()
    {
        var open = string.Concat(Enumerable.Range(0, 350).Select(i => $"<b title={i}>"));
        Assert.True(HtmlSanitizer.Sanitize(open + string.Concat(Enumerable.Repeat("<p>x", 20_000))).IsReduced);
    }

    [Fact]
    public void A_long_mail_stays_HTML()
    {
        var sanitized = HtmlSanitizer.Sanitize(string.Concat(Enumerable.Repeat("<table><tr><td style='color:red'><p>word<br></td></tr></table>", 8_000)));
        Assert.False(sanitized.IsReduced);
        Assert.True(sanitized.Html.Length > 500_000);
    }
}
