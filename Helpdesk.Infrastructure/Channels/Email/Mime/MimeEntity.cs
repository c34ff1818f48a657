using Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

namespace Helpdesk.Infrastructure.Channels.Email.Mime;

/// <summary>One node of a mail's tree (RFC 2045): a multipart with children, or a leaf with content.</summary>
public sealed class MimeEntity
{
    internal MimeEntity(HeaderList headers, bool inDigest)
    {
        Headers = headers;
        ContentType = TypeOf(headers.Last("Content-Type"), inDigest);
        Disposition = headers.Last("Content-Disposition") is { } disposition ? ParameterParser.Parse(disposition.Plain) : Parameterized.None;
        TransferEncoding = headers.Last("Content-Transfer-Encoding") is { } encoding ? ParameterParser.Parse(encoding.Plain).Value : "";
    }

    /// <summary>Its own header block.</summary>
    public HeaderList Headers { get; }

    /// <summary>The media type, in lower case, and its parameters; <c>text/plain</c> when none is given or it is no type (RFC 2045 5.2).</summary>
    public Parameterized ContentType { get; }

    /// <summary><c>inline</c>, <c>attachment</c> or another word; empty when not given.</summary>
    public Parameterized Disposition { get; }

    /// <summary>The transfer encoding's name in lower case; empty when not given.</summary>
    public string TransferEncoding { get; }

    /// <summary>The parts of a multipart.</summary>
    public List<MimeEntity> Children { get; } = [];

    /// <summary>The decoded bytes of a leaf; of a multipart that could not be taken apart, the raw bytes.</summary>
    public PartContent? Content { get; internal set; }

    /// <summary>Whether it is a multipart that was taken apart.</summary>
    public bool IsMultipart { get; internal set; }

    /// <summary>The name it should be saved under, as the sender wrote it: never a safe path. Null when none is given.</summary>
    public string? FileName => Disposition["filename"] ?? ContentType["name"];

    /// <summary>The identifier HTML refers to with <c>cid:</c> (RFC 2392); null when none is given.</summary>
    public string? ContentId => MessageIds.First(Headers.Last("Content-ID")?.Plain);

    /// <summary>Whether the sender wants it apart from the text.</summary>
    public bool IsAttachment => Disposition.Value == "attachment" || FileName is not null;

    /// <summary>Itself and everything below, in document order.</summary>
    public IEnumerable<MimeEntity> Walk() => Children.SelectMany(c => c.Walk()).Prepend(this);

    internal bool ClaimsMultipart => ContentType.Value.StartsWith("multipart/", StringComparison.Ordinal);

    private static Parameterized TypeOf(MailHeader? header, bool inDigest)
    {
        var parsed = header is null ? Parameterized.None : ParameterParser.Parse(header.Plain);
        if (IsType(parsed.Value)) return parsed;
        // In a digest a part without a type is a message (RFC 2046 5.1.5).
        return parsed with { Value = header is null && inDigest ? "message/rfc822" : "text/plain" };
    }

    private static bool IsType(string value) => value.IndexOf('/') is var slash and > 0 && slash < value.Length - 1 && value.IndexOf('/', slash + 1) < 0;
}
