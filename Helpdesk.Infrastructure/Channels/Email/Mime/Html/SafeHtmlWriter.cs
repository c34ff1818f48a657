using System.Text;
using AngleSharp.Dom;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Html;

/// <summary>
/// Writes what of a tree may be shown. Without <paramref name="urlOfContentId"/> the "cid:" addresses stay as they are, so that the output can be
/// sanitised again. Goes down the tree with a stack of its own: depth costs no call stack.
/// </summary>
internal sealed class SafeHtmlWriter(Func<string, string?>? urlOfContentId = null)
{
    private const string Html = "http://www.w3.org/1999/xhtml";

    private readonly StringBuilder _html = new();

    /// <summary>Images marked to be fetched only when the reader agrees.</summary>
    public int RemoteImages { get; private set; }

    /// <summary>The body's content; a body with a look of its own becomes an element around it.</summary>
    public string Write(IElement body)
    {
        var look = string.Join("; ", LookOf(body));
        var direction = body.GetAttribute("dir") is { } dir && AllowedMarkup.IsKept("div", "dir", dir) ? dir : null;
        var isWrapped = look.Length > 0 || direction is not null;
        if (isWrapped)
        {
            _html.Append("<div");
            if (direction is not null) Attribute("dir", direction);
            if (look.Length > 0) Attribute("style", look);
            _html.Append('>');
        }

        Children(body);
        if (isWrapped) _html.Append("</div>");
        return _html.ToString();
    }

    private static IEnumerable<string> LookOf(IElement body)
    {
        if (body.GetAttribute("bgcolor") is { } background && AllowedMarkup.IsKept("td", "bgcolor", background)) yield return $"background-color: {background}";
        if (body.GetAttribute("text") is { } color && AllowedMarkup.IsKept("td", "bgcolor", color)) yield return $"color: {color}";
        if (SafeStyle.Of(body.GetAttribute("style") ?? "") is { Length: > 0 } style) yield return style;
    }

    private void Children(IElement root)
    {
        var open = new Stack<(INodeList Nodes, int Next, string? End)>();
        open.Push((root.ChildNodes, 0, null));
        while (open.TryPop(out var level))
        {
            if (level.Next == level.Nodes.Length)
            {
                if (level.End is { } end) _html.Append("</").Append(end).Append('>');
                continue;
            }

            // By number: AngleSharp looks a next sibling up from the first on.
            var node = level.Nodes[level.Next];
            open.Push(level with { Next = level.Next + 1 });
            switch (node)
            {
                case IText text:
                    Text(text.Data);
                    break;
                case IElement element when element.NamespaceUri == Html && !AllowedMarkup.IsDropped(element.LocalName):
                    open.Push((element.ChildNodes, 0, Begin(element)));
                    break;
            }
        }
    }

    // The name of the end tag to come, null where none does.
    private string? Begin(IElement element)
    {
        var name = element.LocalName;
        if (!AllowedMarkup.IsKept(name)) return null;
        _html.Append('<').Append(name);
        foreach (var attribute in element.Attributes.OrderBy(a => a.Name, StringComparer.Ordinal))
        {
            if (AllowedMarkup.IsKept(name, attribute.Name, attribute.Value)) Attribute(attribute.Name, attribute.Value);
        }

        if (SafeStyle.Of(element.GetAttribute("style") ?? "") is { Length: > 0 } style) Attribute("style", style);
        if (name == "a" && SafeUrl.OfLink(element.GetAttribute("href") ?? "") is { } href) Link(href);
        if (name == "img") Image(element);
        _html.Append('>');
        if (HtmlTokens.Void.Contains(name)) return null;
        // A browser takes a line break that follows <pre> for part of the tag.
        if (name == "pre" && element.FirstChild is IText { Data: ['\n', ..] }) _html.Append('\n');
        return name;
    }

    private void Link(string href)
    {
        Attribute("href", href);
        Attribute("rel", "noopener noreferrer nofollow");
        Attribute("target", "_blank");
    }

    private void Image(IElement image)
    {
        var source = image.GetAttribute("src") ?? "";
        if (SafeUrl.ContentIdOf(source) is { } id)
        {
            if (urlOfContentId is null) Attribute("src", source);
            else if (urlOfContentId(id) is { } url) Attribute("src", url);
        }
        else if (SafeUrl.OfInlineImage(source) is { } data)
        {
            Attribute("src", data);
        }
        else if ((SafeUrl.OfRemoteImage(source) ?? SafeUrl.OfRemoteImage(image.GetAttribute("data-remote-src") ?? "")) is { } remote)
        {
            Attribute("data-remote-src", remote);
            RemoteImages++;
        }
    }

    private void Attribute(string name, string value)
    {
        _html.Append(' ').Append(name).Append("=\"");
        foreach (var c in value) _ = Escaped(c) is { } entity ? _html.Append(entity) : _html.Append(c);
        _html.Append('"');
    }

    private void Text(string text)
    {
        foreach (var c in text) _ = c != '"' && Escaped(c) is { } entity ? _html.Append(entity) : _html.Append(c);
    }

    private static string? Escaped(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\u00a0' => "&nbsp;",
        '\r' => "&#13;",
        _ => null,
    };
}
