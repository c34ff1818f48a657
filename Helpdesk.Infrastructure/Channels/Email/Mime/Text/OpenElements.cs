using System.Globalization;
using AngleSharp.Html.Parser.Tokens;
using Helpdesk.Infrastructure.Channels.Email.Mime.Html;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Text;

/// <summary>The elements open at a place of an HTML text, and what each writes where it opens and closes.</summary>
internal sealed class OpenElements(TextWriterWithMarks writer)
{
    // Far enough for real markup; a bound so that broken markup stays linear.
    private const int ImpliedEndReach = 64;

    private static readonly HashSet<string> Hidden =
        ["script", "style", "title", "noscript", "template", "textarea", "select", "iframe", "noembed", "noframes", "xmp", "object", "svg", "math", "audio", "video", "canvas", "map", "datalist"];

    private static readonly HashSet<string> Paragraphs = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "figure"];

    private static readonly HashSet<string> Blocks =
        ["div", "tr", "li", "dt", "dd", "table", "tbody", "thead", "tfoot", "caption", "center", "address", "article", "section", "header", "footer", "main", "nav", "aside", "form", "fieldset", "figcaption", "details", "summary", "body", "html", "hr"];

    private readonly List<OpenElement> _open = [];
    private readonly Dictionary<string, int> _counts = [];
    private int _hidden;
    private int _preformatted;

    /// <summary>Whether a reader would not see what stands here.</summary>
    public bool IsHidden => _hidden > 0;

    /// <summary>Whether white space stands as it is.</summary>
    public bool IsPreformatted => _preformatted > 0;

    /// <summary>An element begins.</summary>
    public void Open(HtmlTagToken tag)
    {
        var name = tag.Name.ToString();
        EndImplied(name);
        if (HtmlTokens.Void.Contains(name))
        {
            if (!IsHidden) WriteVoid(name, tag);
            return;
        }

        var element = new OpenElement(name, BreaksOf(name, tag))
        {
            IsHidden = Hidden.Contains(name) || ElementStyle.IsHidden(tag),
            Mark = IsHidden || writer.QuoteDepth > 0 ? null : ClientMarkup.MarkOf(name, tag),
            IsContainer = ClientMarkup.IsContainer(tag),
        };
        _open.Add(element);
        _counts[name] = _counts.GetValueOrDefault(name) + 1;
        if (element.IsHidden) _hidden++;
        if (!IsHidden) Begin(element, tag);
    }

    /// <summary>An element ends; an end tag of one that is not open says nothing.</summary>
    public void Close(string name)
    {
        if (name is "br" or "p" && _counts.GetValueOrDefault(name) == 0)
        {
            if (!IsHidden) writer.Break();
            return;
        }

        if (_counts.GetValueOrDefault(name) == 0) return;
        var isBlock = BreaksOf(name) > 0 || name is "td" or "th" || Hidden.Contains(name);
        var at = _open.Count - 1;
        // The end of a <font> does not end the paragraph in it.
        for (; at >= 0 && _open[at].Name != name; at--)
        {
            if (!isBlock && _open[at].Breaks > 0) return;
        }

        while (_open.Count > at) Pop();
    }

    /// <summary>The end of the text ends all.</summary>
    public void CloseAll()
    {
        while (_open.Count > 0) Pop();
    }

    private void Begin(OpenElement element, HtmlTagToken tag)
    {
        if (element.Breaks > 0) writer.Block(element.Breaks);
        if (element.Mark is { } kind) element.MarkId = writer.BeginMark(kind);
        switch (element.Name)
        {
            case "blockquote":
                EndLeads();
                writer.QuoteDepth++;
                break;
            case "ul" or "ol":
                element.Number = element.Name == "ul" ? null : int.TryParse(tag.GetAttribute("start"), CultureInfo.InvariantCulture, out var start) ? start : 1;
                writer.Indent += _counts.GetValueOrDefault("ul") + _counts.GetValueOrDefault("ol") > 1 ? 2 : 0;
                break;
            case "li":
                writer.Lead(Bullet());
                break;
            case "td" or "th":
                writer.Cell();
                break;
            case "pre":
                _preformatted++;
                break;
            case "a":
                element.Href = tag.GetAttribute("href");
                element.TextStart = writer.Length;
                break;
            case "q":
                writer.Text("“", false);
                break;
        }
    }

    private void Pop()
    {
        var element = _open[^1];
        if (!IsHidden) End(element);
        if (element.IsHidden) _hidden--;
        _open.RemoveAt(_open.Count - 1);
        _counts[element.Name]--;
    }

    private void End(OpenElement element)
    {
        switch (element.Name)
        {
            case "blockquote":
                writer.QuoteDepth--;
                break;
            case "ul" or "ol":
                writer.Indent = Math.Max(0, writer.Indent - 2);
                break;
            case "li":
                writer.Lead("");
                break;
            case "pre":
                _preformatted--;
                break;
            case "a" when LinkText.After(writer.From(element.TextStart), element.Href) is { } address:
                writer.Text($" ({address})", false);
                break;
            case "q":
                writer.Text("”", false);
                break;
        }

        // Gmail's container without a quote in it is the earlier mail as it stands.
        if (element.MarkId is { } mark) writer.EndMark(mark, element.Mark == QuoteMarkKind.Attribution && element.IsContainer ? QuoteMarkKind.Quote : element.Mark!.Value);
        if (element.Breaks > 0) writer.Block(element.Breaks);
    }

    // What stands in Gmail's container before the quote introduces it.
    private void EndLeads()
    {
        for (int i = _open.Count - 1, reach = ImpliedEndReach; i >= 0 && reach > 0; i--, reach--)
        {
            if (_open[i] is { MarkId: { } mark, Mark: QuoteMarkKind.Attribution }) writer.EndMark(mark, QuoteMarkKind.Attribution);
        }
    }

    private void WriteVoid(string name, HtmlTagToken tag)
    {
        switch (name)
        {
            case "br":
                writer.Break();
                break;
            case "hr":
                writer.Block(1);
                int? mark = writer.QuoteDepth == 0 && ClientMarkup.MarkOf(name, tag) is { } kind ? writer.BeginMark(kind) : null;
                writer.Text("----------", false);
                if (mark is { } begun) writer.EndMark(begun, QuoteMarkKind.RestIsQuote);
                writer.Block(1);
                break;
            case "img" when !ElementStyle.IsHidden(tag) && !ElementStyle.IsPixel(tag) && tag.GetAttribute("alt").Trim() is { Length: > 0 } alt:
                writer.Text($"[{alt}]", false);
                break;
        }
    }

    private string Bullet()
    {
        for (int i = _open.Count - 1, reach = ImpliedEndReach; i >= 0 && reach > 0; i--, reach--)
        {
            if (_open[i].Name is not ("ul" or "ol")) continue;
            if (_open[i].Number is not { } number) break;
            _open[i].Number = number + 1;
            return $"{number}. ";
        }

        return "- ";
    }

    private void EndImplied(string name)
    {
        var (ends, until) = name switch
        {
            "p" => ("p", "div"),
            "li" => ("li", "ul"),
            "tr" => ("tr", "table"),
            "td" or "th" => ("td", "tr"),
            "dt" or "dd" => ("dd", "dl"),
            _ => ("", ""),
        };
        if (ends.Length == 0) return;
        for (int i = _open.Count - 1, reach = ImpliedEndReach; i >= 0 && reach > 0; i--, reach--)
        {
            var open = _open[i].Name;
            if (open == until || open is "table" or "blockquote" or "ol" or "ul" || (ends != open && ends is "p" && _open[i].Breaks > 0)) return;
            if (open != ends && !(ends == "td" && open == "th") && !(ends == "dd" && open == "dt")) continue;
            while (_open.Count > i) Pop();
            return;
        }
    }

    private static int BreaksOf(string name, HtmlTagToken tag)
    {
        var breaks = BreaksOf(name);
        // Word writes every line as a paragraph without margin.
        return breaks == 2 && name == "p" && ElementStyle.HasNoMargin(tag) ? 1 : breaks;
    }

    private static int BreaksOf(string name) => Paragraphs.Contains(name) ? 2 : Blocks.Contains(name) ? 1 : 0;
}
