namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>
/// One message of a chat at one moment: later acks, edits and reactions give a new value in the history.
/// <see cref="Key"/> is the stable part of <see cref="Id"/> (contract: "id grammar"); <see cref="Ack"/> counts as the contract's table of acks.
/// </summary>
public sealed record DoubleMessage
{
    /// <summary>Name of the session the message went through.</summary>
    public required string Session { get; init; }

    /// <summary>The KEY part of the id.</summary>
    public required string Key { get; init; }

    /// <summary>The chat: <c>digits@c.us</c>, <c>digits@lid</c> or <c>digits@g.us</c>.</summary>
    public required string ChatId { get; init; }

    /// <summary>True when the business wrote it, by the API or on its own phone.</summary>
    public required bool FromBusiness { get; init; }

    /// <summary>WhatsApp's type: chat, image, document, ptt, location, vcard…</summary>
    public required string Type { get; init; }

    /// <summary>The text, or a file's caption.</summary>
    public required string Text { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>1 server, 2 device, 3 read; never falls.</summary>
    public int Ack { get; init; } = 1;

    /// <summary>The file, if any.</summary>
    public DoubleMedia? Media { get; init; }

    /// <summary>The place, if any.</summary>
    public DoublePlace? Place { get; init; }

    /// <summary>Id of the message this one answers.</summary>
    public string? QuotedId { get; init; }

    /// <summary>The sender inside a group.</summary>
    public string? Author { get; init; }

    /// <summary>The latest reaction, empty when there is none.</summary>
    public string Reaction { get; init; } = "";

    /// <summary>True once it was deleted for everyone.</summary>
    public bool Revoked { get; init; }

    /// <summary>True once its text was changed.</summary>
    public bool Edited { get; init; }

    /// <summary>The full id: <c>(true|false)_chat_KEY[_participant]</c>.</summary>
    public string Id => $"{(FromBusiness ? "true" : "false")}_{ChatId}_{Key}{(Author is null ? "" : $"_{Author}")}";
}

/// <summary>A file in a message. Seconds is the length of a voice note.</summary>
public sealed record DoubleMedia(ReadOnlyMemory<byte> Bytes, string MimeType, string? FileName = null, int? Seconds = null);

/// <summary>A shared place.</summary>
public sealed record DoublePlace(double Latitude, double Longitude, string Title, string Address);

/// <summary>What the business asks to be sent, before it has a chat and a key.</summary>
internal sealed record OutgoingDraft(string Type, string Text, DoubleMedia? Media = null, DoublePlace? Place = null, string? QuotedId = null);
