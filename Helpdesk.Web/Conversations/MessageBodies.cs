using System.ComponentModel;
using Helpdesk.Core.Conversations;

namespace Helpdesk.Web.Conversations;

/// <summary>An entry of a ticket's thread.</summary>
public sealed record MessageBody(
    long Id,
    [property: Description("Its place in the order of arrival.")] long Sequence,
    MessageKind Kind,
    [property: Description("None for a file without words, and for what was taken back.")] string? Text,
    [property: Description("How much of a customer's message has arrived.")] MessageContent Content,
    long? AuthorId,
    string? AuthorName,
    [property: Description("Typed on the WhatsApp phone itself.")] bool FromPhone,
    DateTimeOffset SentAt,
    [property: Description("How far a reply has come.")] DeliveryState Delivery,
    string? FailureCode,
    string? QuotedText,
    [property: Description("What an event tells.")] ThreadEvent? Event,
    [property: Description("A name, a status or a priority.")] string? EventValue,
    bool Revoked,
    IReadOnlyList<AttachmentBody> Attachments)
{
    /// <summary>As a row is shown.</summary>
    public static MessageBody Of(MessageRow row) => new(
        row.Id.Value, row.Sequence, row.Kind, row.Text, row.Content, row.AuthorId?.Value, row.AuthorName, row.FromPhone, row.SentAt, row.Delivery,
        row.FailureCode, row.QuotedText, row.Event, row.EventValue, row.Revoked,
        [.. row.Attachments.Select(a => new AttachmentBody(a.Id, a.Name, a.ContentType, a.Size))]);
}

/// <summary>A file of a message.</summary>
public sealed record AttachmentBody(long Id, string Name, string ContentType, [property: Description("In bytes.")] long Size);

/// <summary>A page of a thread.</summary>
public sealed record ThreadBody(
    [property: Description("Oldest first.")] IReadOnlyList<MessageBody> Items,
    [property: Description("Send it as before to read what came earlier; null at the beginning.")] long? Before,
    [property: Description("The thread's highest sequence: to be sent back as seen.")] long LastSequence);

/// <summary>A reply to the customer.</summary>
public sealed record ReplyBody(
    string Text,
    [property: Description("The highest sequence the caller has read. When somebody has written since, the reply is refused as reply.stale.")] long Seen,
    [property: Description("Send all the same.")] bool SendAnyway = false,
    [property: Description("The caller's own id of the message, 8 to 64 characters: the same one again is the same message.")] string? ClientId = null);

/// <summary>A note that only colleagues see.</summary>
public sealed record NoteBody(
    string Text,
    [property: Description("The caller's own id of the note, 8 to 64 characters: the same one again is the same note.")] string? ClientId = null);

/// <summary>What was made.</summary>
public sealed record CreatedBody(long Id);
