namespace Helpdesk.Infrastructure.Channels.Email.Mime;

/// <summary>What was wrong with a mail, or more than its reader takes.</summary>
public enum MailDefectKind
{
    /// <summary>A line among the headers is not a header; it is kept as a field without a name.</summary>
    NotAHeader,

    /// <summary>No empty line ends the headers; the body was taken to start at the first line that is no header.</summary>
    MissingHeaderEnd,

    /// <summary>The headers start with a continuation line, which was dropped.</summary>
    OrphanContinuation,

    /// <summary>A multipart names no boundary; it is kept as one raw part.</summary>
    MissingBoundary,

    /// <summary>A multipart's boundary never comes; it is kept as one raw part.</summary>
    BoundaryNotFound,

    /// <summary>A multipart was not closed before the mail or its parent ended.</summary>
    MissingCloseBoundary,

    /// <summary>A transfer encoding that is not known; the bytes are kept as they came.</summary>
    UnknownTransferEncoding,

    /// <summary>Characters outside base64, or a last group that is not whole.</summary>
    BrokenBase64,

    /// <summary>An <c>=</c> that introduces nothing; kept as written.</summary>
    BrokenQuotedPrintable,

    /// <summary>A charset that is not known, or not the one the text is in; the text was read by guess.</summary>
    CharsetGuessed,

    /// <summary>More multiparts within each other than <see cref="MailBounds.Depth"/>.</summary>
    DepthBound,

    /// <summary>More entities than <see cref="MailBounds.Parts"/>.</summary>
    PartsBound,

    /// <summary>More header bytes than <see cref="MailBounds.HeaderBytes"/>, or fields than <see cref="MailBounds.Headers"/>.</summary>
    HeaderBound,

    /// <summary>More bytes than <see cref="MailBounds.TotalBytes"/>.</summary>
    TotalBound,

    /// <summary>More text than <see cref="MailBounds.TextBytes"/>.</summary>
    TextBound,
}

/// <summary>One defect and, where it helps, what it was about.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">The encoding, charset or type concerned; never text of the mail.</param>
public readonly record struct MailDefect(MailDefectKind Kind, string? Detail = null);

/// <summary>The defects of one mail: each once, and not more than a reader of them would look at.</summary>
internal sealed class DefectList
{
    private const int Most = 100;
    private readonly List<MailDefect> _all = [];

    public IReadOnlyList<MailDefect> All => _all;

    public void Add(MailDefectKind kind, string? detail = null)
    {
        var defect = new MailDefect(kind, detail is { Length: > 60 } ? detail[..60] : detail);
        if (_all.Count < Most && !_all.Contains(defect)) _all.Add(defect);
    }
}
