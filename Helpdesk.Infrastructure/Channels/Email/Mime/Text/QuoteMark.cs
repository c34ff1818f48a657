namespace Helpdesk.Infrastructure.Channels.Email.Mime.Text;

/// <summary>What a mail client's own markup says about a stretch of text.</summary>
public enum QuoteMarkKind
{
    /// <summary>The line that introduces a quote: Gmail's <c>gmail_attr</c>, Thunderbird's <c>moz-cite-prefix</c>.</summary>
    Attribution,

    /// <summary>A container that holds nothing but the earlier mail: Yahoo's <c>yahoo_quoted</c>, GMX's <c>name="quote"</c>.</summary>
    Quote,

    /// <summary>The earlier mail begins here and reaches to the end: Outlook's <c>divRplyFwdMsg</c>, its border above the old header.</summary>
    RestIsQuote,

    /// <summary>A mail passed on: Thunderbird's <c>moz-forward-container</c>.</summary>
    Forwarded,

    /// <summary>The sender's signature: <c>gmail_signature</c>, <c>moz-signature</c>, Outlook's mobile signature.</summary>
    Signature,
}

/// <summary>A range of a text, in UTF-16 units, and what the markup it came from says of it.</summary>
public readonly record struct QuoteMark(QuoteMarkKind Kind, int Start, int End);

/// <summary>The plain text of a mail and what its markup said about quotes in it; text that was plain already has no marks.</summary>
public sealed record ReadableText(string Text, IReadOnlyList<QuoteMark> Marks);
