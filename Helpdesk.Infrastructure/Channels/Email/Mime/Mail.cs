using Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;
using Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

namespace Helpdesk.Infrastructure.Channels.Email.Mime;

/// <summary>
/// A mail as it was read: its tree, and what a desk asks of it. Everything is a reading of <see cref="Root"/>; nothing of the mail is lost.
/// Disposing it lets go of parts kept outside memory.
/// </summary>
public sealed class Mail : IDisposable
{
    private readonly DefectList _defects;
    private readonly MailBounds _bounds;
    private readonly Lazy<string?> _text;
    private readonly Lazy<string?> _html;

    internal Mail(MimeEntity root, DefectList defects, MailBounds bounds, long bytes, long visited)
    {
        (Root, _defects, _bounds, Bytes, BytesVisited) = (root, defects, bounds, bytes, visited);
        _text = new(() => TextOf("text/plain"));
        _html = new(() => TextOf("text/html"));
    }

    /// <summary>The whole tree.</summary>
    public MimeEntity Root { get; }

    /// <summary>Bytes read.</summary>
    public long Bytes { get; }

    /// <summary>How many bytes were looked at to build the tree, each as often as it was: the measure of the reader's work, a constant times <see cref="Bytes"/>.</summary>
    public long BytesVisited { get; }

    /// <summary>What was wrong, and which bounds were met. Charsets are judged when the texts are first read.</summary>
    public IReadOnlyList<MailDefect> Defects => _defects.All;

    /// <summary>The subject on one line; null when there is none.</summary>
    public string? Subject => Root.Headers.Text("Subject");

    /// <summary>The first author; one with a name only where none has an address. Null when there is none.</summary>
    public MailAddress? From => Addresses("From") is [var first, ..] ? first : AddressParser.Parse(Root.Headers.Last("From")?.Plain ?? "").FirstOrDefault();

    /// <summary>Where answers should go (RFC 5322 3.6.2), when not to the author.</summary>
    public IReadOnlyList<MailAddress> ReplyTo => Addresses("Reply-To");

    /// <summary>The addressees.</summary>
    public IReadOnlyList<MailAddress> To => Addresses("To");

    /// <summary>Those who got a copy.</summary>
    public IReadOnlyList<MailAddress> Cc => Addresses("Cc");

    /// <summary>Its identifier without brackets; null when there is none.</summary>
    public string? MessageId => MessageIds.First(Root.Headers.Last("Message-ID")?.Plain);

    /// <summary>The identifier of the mail it answers; null when there is none.</summary>
    public string? InReplyTo => MessageIds.First(Root.Headers.Last("In-Reply-To")?.Plain);

    /// <summary>The identifiers of its thread, oldest first.</summary>
    public IReadOnlyList<string> References => MessageIds.List(Root.Headers.Last("References")?.Plain);

    /// <summary>When it says it was written; null when it does not say, or not intelligibly.</summary>
    public DateTimeOffset? Date => MailDate.Parse(Root.Headers.Last("Date")?.Plain);

    /// <summary>All inline plain text, joined by line breaks; null when there is none.</summary>
    public string? Text => _text.Value;

    /// <summary>All inline HTML, joined by line breaks, as sent: never fit to be shown unsanitised. Null when there is none.</summary>
    public string? Html => _html.Value;

    /// <summary>Every other leaf, a mail within the mail as one of them.</summary>
    public IEnumerable<MimeEntity> Attachments => Leaves.Where(e => !IsInline(e, "text/plain") && !IsInline(e, "text/html"));

    /// <summary>Everyone with an address in the fields of a name.</summary>
    public IReadOnlyList<MailAddress> Addresses(string header) =>
        [.. Root.Headers.All(header).SelectMany(h => AddressParser.Parse(h.Plain)).Where(a => a.Address.Length > 0)];

    /// <summary>The text of a leaf in the charset it is in.</summary>
    public string TextOf(MimeEntity leaf) => TextOf(leaf, _bounds.TextBytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var entity in Root.Walk()) entity.Content?.Dispose();
    }

    private IEnumerable<MimeEntity> Leaves => Root.Walk().Where(e => !e.IsMultipart && !e.ClaimsMultipart);

    private string? TextOf(string type)
    {
        var left = (long)_bounds.TextBytes;
        var texts = new List<string>();
        foreach (var leaf in Leaves.Where(e => IsInline(e, type)))
        {
            texts.Add(TextOf(leaf, (int)Math.Max(0, left)));
            left -= leaf.Content?.Length ?? 0;
        }

        return texts.Count == 0 ? null : string.Join('\n', texts);
    }

    private string TextOf(MimeEntity leaf, int most)
    {
        if (leaf.Content is not { } content) return "";
        if (content.Length > most) _defects.Add(MailDefectKind.TextBound, leaf.ContentType.Value);
        var charset = leaf.ContentType["charset"];
        var (text, guessed) = TextDecoder.Decode(content.Start(most).Span, charset);
        if (guessed) _defects.Add(MailDefectKind.CharsetGuessed, charset);
        return text;
    }

    private static bool IsInline(MimeEntity entity, string type) => entity.ContentType.Value == type && !entity.IsAttachment;
}
