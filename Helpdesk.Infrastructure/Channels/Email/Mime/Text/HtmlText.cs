using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using Helpdesk.Infrastructure.Channels.Email.Mime.Html;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Text;

/// <summary>
/// The best plain text of an HTML mail: paragraphs, lists with bullets and numbers, table rows with tabs, links with their address when it says
/// more than their text, images by their alternative text, quotes with "&gt; ". What a reader does not see (hidden elements, preheaders, styles)
/// is left out. One pass over the tokens: time and memory are linear, depth does not matter.
/// </summary>
public static class HtmlText
{
    /// <summary>Text with marks of what the mail clients' markup says of its quotes. Never throws on markup, however broken.</summary>
    public static ReadableText Read(string html)
    {
        var writer = new TextWriterWithMarks();
        var elements = new OpenElements(writer);
        foreach (var token in HtmlTokens.Read(html))
        {
            switch (token.Type)
            {
                case HtmlTokenType.StartTag:
                    elements.Open(token.AsTag());
                    break;
                case HtmlTokenType.EndTag:
                    elements.Close(token.Name.ToString());
                    break;
                case HtmlTokenType.Character when !elements.IsHidden:
                    writer.Text(token.Data.ToString(), elements.IsPreformatted);
                    break;
            }
        }

        elements.CloseAll();
        return writer.Finish();
    }
}
