namespace Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

/// <summary>Whether a person stands behind a mail (RFC 3834 5).</summary>
public enum Automation
{
    /// <summary>A person wrote it.</summary>
    None,

    /// <summary>A machine wrote it by itself.</summary>
    Generated,

    /// <summary>A machine answers with it.</summary>
    Replied,
}

/// <summary>A mail to be written. Texts may hold anything: line breaks and control characters in header values become spaces.</summary>
public sealed record OutgoingMail
{
    /// <summary>The author.</summary>
    public required MailAddress From { get; init; }

    /// <summary>Where answers should go, when not to the author.</summary>
    public IReadOnlyList<MailAddress> ReplyTo { get; init; } = [];

    /// <summary>The addressees.</summary>
    public required IReadOnlyList<MailAddress> To { get; init; }

    /// <summary>Those who get a copy and are seen to. Blind copies are the transport's affair and never written.</summary>
    public IReadOnlyList<MailAddress> Cc { get; init; } = [];

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The plain text; null for a mail of HTML only.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML; null for a mail of text only.</summary>
    public string? Html { get; init; }

    /// <summary>What the HTML shows by <c>cid:</c>.</summary>
    public IReadOnlyList<OutgoingPart> Inline { get; init; } = [];

    /// <summary>What comes with it.</summary>
    public IReadOnlyList<OutgoingPart> Attachments { get; init; } = [];

    /// <summary>The identifier of the mail it answers, without brackets.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The identifiers of its thread, oldest first, without brackets; written up to 4 kB, the first and the newest.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Whether a machine wrote it; one that did also asks for no automatic answers.</summary>
    public Automation Automation { get; init; }

    /// <summary>The list it goes to, as <c>news.example.org</c> (RFC 2919).</summary>
    public string? ListId { get; init; }

    /// <summary>Where to leave that list: by a mail, or by one click on the web (RFC 2369, 8058).</summary>
    public Uri? ListUnsubscribe { get; init; }

    /// <summary>Further fields, unstructured.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether only servers that speak SMTPUTF8 (RFC 6531) can carry it: an address has a local part beyond ASCII.</summary>
    public bool NeedsSmtpUtf8 => AddressWriter.NeedsUtf8(From) || ReplyTo.Concat(To).Concat(Cc).Any(AddressWriter.NeedsUtf8);
}

/// <summary>A file that goes with a mail.</summary>
/// <param name="FileName">The name it is saved under.</param>
/// <param name="ContentType">Its media type; <c>application/octet-stream</c> is written when it is none.</param>
/// <param name="Open">Its bytes from the start; called once, for a mail within the mail twice.</param>
/// <param name="ContentId">What the HTML calls it, without brackets; null for an attachment.</param>
public sealed record OutgoingPart(string FileName, string ContentType, Func<Stream> Open, string? ContentId = null);
