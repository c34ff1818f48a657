using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>
/// A customer's phone with its one chat with the business. What it does reaches the product through webhooks; each method completes when
/// the listener has answered (or failed), so calls run in parallel only if the caller starts them so. Contract: "Webhooks".
/// </summary>
public sealed class CustomerPhone
{
    private static readonly TimeSpan LongestTyping = TimeSpan.FromSeconds(25);
    private readonly DoubleSession _session;
    private DateTimeOffset _businessTypesUntil;

    internal CustomerPhone(DoubleSession session, string chatId)
    {
        _session = session;
        ChatId = chatId;
    }

    /// <summary>The chat as the server names it: <c>digits@c.us</c> or a privacy id <c>digits@lid</c>.</summary>
    public string ChatId { get; }

    /// <summary>The name the customer gave himself.</summary>
    public string PushName { get; internal set; } = "";

    /// <summary>The real number behind a privacy id, where WhatsApp would tell it.</summary>
    public string? KnownNumber { get; internal set; }

    /// <summary>The profile picture (PNG), served by the double itself; null for none.</summary>
    public byte[]? Picture { get; set; }

    /// <summary>What the phone does with the business's messages.</summary>
    public AutoAcks AutoAcks { get; set; }

    /// <summary>Gives the acks in the wrong order: read before received.</summary>
    public bool AcksReversed { get; set; }

    /// <summary>Whether the business is shown as typing now.</summary>
    public bool BusinessIsTyping => _session.Server.Clock.GetUtcNow() < _businessTypesUntil;

    /// <summary>The chat as the phone holds it, oldest first.</summary>
    public IReadOnlyList<DoubleMessage> History => _session.Log.Of(ChatId);

    /// <summary>Sends a text, perhaps as the answer to a message (its id).</summary>
    public Task<DoubleMessage> SendTextAsync(string text, string? quotedId = null, CancellationToken cancellationToken = default) =>
        SendAsync(Draft("chat", text) with { QuotedId = quotedId }, cancellationToken);

    /// <summary>Sends a picture.</summary>
    public Task<DoubleMessage> SendImageAsync(ReadOnlyMemory<byte> bytes, string mime, string caption, CancellationToken cancellationToken = default) =>
        SendAsync(Draft("image", caption) with { Media = new DoubleMedia(bytes, mime) }, cancellationToken);

    /// <summary>Sends a file under its name.</summary>
    public Task<DoubleMessage> SendDocumentAsync(ReadOnlyMemory<byte> bytes, string mime, string fileName, string caption = "", CancellationToken cancellationToken = default) =>
        SendAsync(Draft("document", caption) with { Media = new DoubleMedia(bytes, mime, fileName) }, cancellationToken);

    /// <summary>Sends a voice note (OGG/Opus).</summary>
    public Task<DoubleMessage> SendVoiceAsync(ReadOnlyMemory<byte> bytes, int seconds, CancellationToken cancellationToken = default) =>
        SendAsync(Draft("ptt", "") with { Media = new DoubleMedia(bytes, "audio/ogg; codecs=opus", Seconds: seconds) }, cancellationToken);

    /// <summary>Shares a place.</summary>
    public Task<DoubleMessage> SendLocationAsync(DoublePlace place, CancellationToken cancellationToken = default) =>
        SendAsync(Draft("location", "") with { Place = place }, cancellationToken);

    /// <summary>Shares somebody's contact card.</summary>
    public Task<DoubleMessage> SendContactCardAsync(string name, string digits, CancellationToken cancellationToken = default) =>
        SendAsync(Draft("vcard", $"BEGIN:VCARD\nVERSION:3.0\nN:;{name};;;\nFN:{name}\nTEL;type=CELL;waid={digits}:+{digits}\nEND:VCARD"), cancellationToken);

    /// <summary>Writes into a group both belong to: the chat is the group, the author this phone.</summary>
    public Task<DoubleMessage> SendTextToGroupAsync(string groupDigits, string text, CancellationToken cancellationToken = default) =>
        SendAsync(Draft("chat", text) with { ChatId = $"{groupDigits}@g.us", Author = ChatId }, cancellationToken);

    /// <summary>Sends a text the server cannot read at first: a ciphertext, then the same id again with the text ([?] in the contract).</summary>
    public async Task<DoubleMessage> SendTextAfterCiphertextAsync(string text, CancellationToken cancellationToken = default)
    {
        var sealedMessage = await SendAsync(Draft("ciphertext", ""), cancellationToken);
        var readable = _session.Log.Change(sealedMessage.Key, message => message with { Type = "chat", Text = text })!;
        await TellAsync(readable, cancellationToken);
        return readable;
    }

    /// <summary>Reacts to a message (its id) with an emoji; an empty one takes the reaction back.</summary>
    public async Task ReactAsync(string messageId, string emoji, CancellationToken cancellationToken = default)
    {
        var target = _session.Log.Change(messageId, message => message with { Reaction = emoji });
        _session.Server.RaiseChanged();
        if (target is not null)
        {
            var reaction = Draft("reaction", emoji);
            await PostAsync("onreactionmessage", ReactionShape(reaction, target), cancellationToken);
        }
    }

    /// <summary>Deletes one of its messages (its id) for everyone.</summary>
    public async Task RevokeAsync(string messageId, CancellationToken cancellationToken = default)
    {
        var target = _session.Log.Change(messageId, message => message with { Revoked = true });
        _session.Server.RaiseChanged();
        if (target is not null)
        {
            var shape = new JsonObject { ["from"] = ChatId, ["to"] = _session.OwnId, ["id"] = Draft("revoked", "").Id, ["refId"] = target.Id };
            await PostAsync("onrevokedmessage", shape, cancellationToken);
        }
    }

    /// <summary>The phone comes on the line: everything of the business gets ack 2.</summary>
    public Task ReceiveAsync(CancellationToken cancellationToken = default) => AcknowledgeAllAsync(2, cancellationToken);

    /// <summary>The customer opens the chat: everything of the business gets ack 3.</summary>
    public Task ReadAsync(CancellationToken cancellationToken = default) => AcknowledgeAllAsync(3, cancellationToken);

    /// <summary>The customer starts or stops typing.</summary>
    public Task TypeAsync(bool typing, CancellationToken cancellationToken = default) => PostAsync("onpresencechanged", PresenceShape(typing), cancellationToken);

    /// <summary>The customer rings.</summary>
    public Task CallAsync(CancellationToken cancellationToken = default) => PostAsync("incomingcall", CallShape(), cancellationToken);

    internal IReadOnlyList<int> AcksOfArrival()
    {
        int[] acks = AutoAcks switch
        {
            AutoAcks.None => [1],
            AutoAcks.Received => [1, 2],
            _ => [1, 2, 3],
        };
        return AcksReversed ? [.. acks.Reverse()] : acks;
    }

    internal void ShowBusinessTyping(bool typing)
    {
        _businessTypesUntil = typing ? _session.Server.Clock.GetUtcNow() + LongestTyping : DateTimeOffset.MinValue;
        _session.Server.RaiseChanged();
    }

    internal void StopBusinessTyping() => _businessTypesUntil = DateTimeOffset.MinValue;

    private DoubleMessage Draft(string type, string text) => new()
    {
        Session = _session.Name,
        Key = _session.Server.Keys.ForPhone(),
        ChatId = ChatId,
        FromBusiness = false,
        Type = type,
        Text = text,
        Time = _session.Server.Clock.GetUtcNow(),
    };

    private async Task<DoubleMessage> SendAsync(DoubleMessage message, CancellationToken cancellationToken)
    {
        var arrived = _session.State == SessionState.Connected;
        _session.Log.Add(message);
        _session.Server.RaiseChanged();
        if (arrived)
        {
            await TellAsync(message, cancellationToken);
            _session.Log.Change(message.Key, current => current with { Ack = Math.Max(current.Ack, 2) });
            _session.Server.RaiseChanged();
        }

        return message;
    }

    private async Task TellAsync(DoubleMessage message, CancellationToken cancellationToken)
    {
        var server = _session.Server;
        var downloaded = server.AutoDownload && (message.Media is null || !server.Faults.Strikes(Fault.DownloadFails));
        var shape = Shapes.Message(_session, message, downloaded);
        if (server.Faults.Strikes(Fault.ChatIdAsObject))
        {
            shape["chatId"] = Shapes.Wid(message.ChatId);
        }

        var accepted = await server.Webhooks.PostAsync(_session, "onmessage", shape).WaitAsync(cancellationToken);
        if (accepted && server.ReadMessage)
        {
            _session.MarkRead(message.ChatId);
        }
    }

    private async Task AcknowledgeAllAsync(int ack, CancellationToken cancellationToken)
    {
        var raised = _session.Log.Acknowledge(ChatId, fromBusiness: true, ack);
        await Task.WhenAll(raised.Select(message => _session.AcknowledgeAsync(message, ack))).WaitAsync(cancellationToken);
    }

    private async Task PostAsync(string name, JsonObject shape, CancellationToken cancellationToken)
    {
        if (_session.State == SessionState.Connected)
        {
            await _session.Server.Webhooks.PostAsync(_session, name, shape).WaitAsync(cancellationToken);
        }
    }

    private JsonObject ReactionShape(DoubleMessage reaction, DoubleMessage target) => new()
    {
        ["id"] = Shapes.IdObject(reaction),
        ["msgId"] = Shapes.IdObject(target),
        ["reactionText"] = reaction.Text,
        ["read"] = false,
        ["sender"] = Shapes.Wid(ChatId),
        ["orphan"] = 0,
        ["orphanReason"] = null,
        ["timestamp"] = reaction.Time.ToUnixTimeSeconds(),
    };

    private JsonObject PresenceShape(bool typing) => new()
    {
        ["id"] = ChatId,
        ["isOnline"] = typing,
        ["isGroup"] = false,
        ["isUser"] = true,
        ["shortName"] = PushName,
        ["state"] = typing ? "composing" : "unavailable",
        ["t"] = _session.Server.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
        ["isContact"] = false,
    };

    private JsonObject CallShape() => new()
    {
        ["id"] = _session.Server.Keys.Salt(32),
        ["peerJid"] = ChatId,
        ["offerTime"] = _session.Server.Clock.GetUtcNow().ToUnixTimeSeconds(),
        ["isVideo"] = false,
        ["isGroup"] = false,
        ["groupJid"] = null,
        ["canHandleLocally"] = true,
        ["outgoing"] = false,
        ["isSilenced"] = false,
        ["offerReceivedWhileOffline"] = false,
        ["webClientShouldHandle"] = true,
        ["participants"] = new JsonArray(),
    };
}
