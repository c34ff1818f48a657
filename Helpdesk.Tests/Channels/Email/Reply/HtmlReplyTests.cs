using Helpdesk.Infrastructure.Channels.Email.Mime.Reply;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Reply;

/// <summary>Replies as each client's markup writes them; the introductions are in no language, so that the structure alone decides.</summary>
public sealed class HtmlReplyTests
{
    private const string Reply = "<div dir=ltr>Yes, it works.</div>";

    [Theory]
    [InlineData("<div class=\"gmail_quote gmail_quote_container\"><div dir=ltr class=gmail_attr>Xx 5 Ana:<br></div><blockquote class=gmail_quote>Old</blockquote></div>")]
    [InlineData("<br><div class=gmail_quote>Xx 5 Ana:<br><blockquote class=gmail_quote>Old</blockquote></div>")]
    [InlineData("<div class=gmail_extra><div class=gmail_quote>Xx Ana<p>Old</p></div></div>")]
    [InlineData("<hr style=\"width:98%\"><div id=divRplyFwdMsg><b>Xx:</b> Ana</div><div>Old</div>")]
    [InlineData("<div id=appendonsend></div><hr><div id=divRplyFwdMsg>Xx</div>Old")]
    [InlineData("<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Xx:</b> Ana<br></p></div></div><p class=MsoNormal>Old</p>")]
    [InlineData("<span id=OLK_SRC_BODY_SECTION><div>Xx: Ana</div><div>Old</div></span>")]
    [InlineData("<div><br><blockquote type=cite><div>On 5.5.2020, at 12:42, Ana &lt;ana@example.com&gt; wrote:</div><div>Old</div></blockquote></div>")]
    [InlineData("<div class=moz-cite-prefix>Xx Ana:<br></div><blockquote type=cite cite='mid:x'>Old</blockquote>")]
    [InlineData("<div id=yahoo_quoted_1 class=yahoo_quoted><div>Xx Ana<br></div><div>Old</div></div>")]
    [InlineData("<div class=protonmail_quote>Xx Ana:<br><blockquote class=protonmail_quote type=cite>Old</blockquote></div>")]
    [InlineData("<hr id=zwchr data-marker=__DIVIDER__><div>Old</div>")]
    [InlineData("<div name=quote style='margin:10px 5px 5px 10px'><b>Xx:</b> Ana<div>Old</div></div>")]
    [InlineData("<div><hr id=stopSpelling>Xx: Ana<br>Old</div>")]
    [InlineData("<div class=zmail_extra>Xx Ana<blockquote>Old</blockquote></div>")]
    [InlineData("<blockquote>26.06.2014, 14:41, \"Ana\" &lt;<a href='mailto:ana@example.com'>ana@example.com</a>&gt;:<br>Old</blockquote>")]
    [InlineData("<div style='padding-top:5px;border-top:1px solid'><b>From:</b>&nbsp;<a href='mailto:ana@example.com'>Ana</a><br><b>Sent:</b>&nbsp;5 May 2020<br><b>To:</b>&nbsp;Ben</div>Old")]
    [InlineData("<table class=fsReplyAbove><tr><td>-- Xx --</td></tr></table>Old")]
    public void The_earlier_mail_is_not_shown(string quote) => Assert.Equal("Yes, it works.", VisibleReply.SplitHtml(Reply + quote).Visible());

    [Fact]
    public void Answers_between_Gmails_quotes_are_shown_with_what_they_answer()
    {
        const string html = "<div class=gmail_quote><div class=gmail_attr>Xx Ana:</div><blockquote>Which version?</blockquote><div>5.2</div><blockquote>Which system?</blockquote><div>Windows</div></div>";
        Assert.Equal("> Which version?\n\n5.2\n\n> Which system?\n\nWindows", VisibleReply.SplitHtml(html).Visible());
    }

    [Fact]
    public void A_mail_forwarded_by_Gmail_is_shown()
    {
        const string html = "<div>Look</div><div class=gmail_quote><div class=gmail_attr>---------- Forwarded message ---------<br>From: Ana<br>Date: 5 May 2020</div>Where is it?</div>";
        Assert.EndsWith("Where is it?", VisibleReply.SplitHtml(html).Visible(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_forwarded_by_Thunderbird_is_shown()
    {
        const string html = "<p>Look</p><div class=moz-forward-container>-------- Xx --------<table><tr><th>Subject: <td>Order</table>Where is it?</div>";
        Assert.EndsWith("Where is it?", VisibleReply.SplitHtml(html).Visible(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<div class=gmail_signature>Ben Ali<br>Sales</div>")]
    [InlineData("<div id=Signature><p>Ben Ali</p></div>")]
    [InlineData("<div id=ms-outlook-mobile-signature>Xx <a href='https://aka.ms/x'>Outlook</a></div>")]
    [InlineData("<pre class=moz-signature>-- <br>Ben Ali</pre>")]
    public void A_signature_the_client_marks_is_one(string signature) => Assert.Equal("Yes, it works.", VisibleReply.SplitHtml(Reply + signature).Visible());

    [Fact]
    public void What_stands_below_a_marked_signature_is_shown() =>
        Assert.Equal("Yes, it works.\n\nP.S. Thanks", VisibleReply.SplitHtml($"{Reply}<br><div class=gmail_signature>Ben Ali</div><div>P.S. Thanks</div>").Visible());
}
