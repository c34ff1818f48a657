namespace Helpdesk.Infrastructure.Channels.Email.Mime.Text;

/// <summary>An element that is open, with what its end needs to know.</summary>
internal sealed class OpenElement(string name, int breaks)
{
    public string Name => name;

    /// <summary>Line breaks it keeps to its neighbours: none, one, or two for a paragraph.</summary>
    public int Breaks => breaks;

    public bool IsHidden { get; init; }

    public QuoteMarkKind? Mark { get; init; }

    public int? MarkId { get; set; }

    /// <summary>Whether the mark covers the introduction and the quote, not the introduction alone.</summary>
    public bool IsContainer { get; init; }

    public string? Href { get; set; }

    public int TextStart { get; set; }

    /// <summary>The next number of an ordered list.</summary>
    public int? Number { get; set; }
}
