using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>The JSON of messages, acks, contacts and chats, field for field as in the contract's samples.</summary>
internal static class Shapes
{
    public const string Thumbnail = "/9j/4AAQSkZJRgABAQAAAQABAAD/thumbnail";

    private const string MessageConstants = """
        {"viewed":false,"invis":false,"isNewMsg":true,"star":false,"kicNotified":false,"recvFresh":true,"isFromTemplate":false,
         "pollInvalidated":false,"isSentCagPollCreation":false,"latestEditMsgKey":null,"latestEditSenderTimestampMs":null,
         "mentionedJidList":[],"groupMentions":[],"isVcardOverMmsDocument":false,"isForwarded":false,"labels":[],"hasReaction":false,
         "productHeaderImageRejected":false,"lastPlaybackProgress":0,"isDynamicReplyButtonsMsg":false,"isMdHistoryMsg":false,
         "stickerSentTs":0,"isAvatar":false,"lastUpdateFromServerTs":0,"invokedBotWid":null,"bizBotType":null,
         "botResponseTargetId":null,"botPluginType":null,"requiresDirectConnection":null}
        """;

    private const string MediaConstants = """
        {"isMMS":true,"isMedia":true,"isViewOnce":false,"directPath":"/v/t62.7118-24/000_n.enc?ccb=11-4",
         "deprecatedMms3Url":"https://mmg.whatsapp.net/v/t62.7118-24/000_n.enc?ccb=11-4&oh=01_Q5&oe=680&_nc_sid=5e03e0&mms3=true",
         "filehash":"3q2+7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","encFilehash":"3q2+7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=",
         "mediaKey":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}
        """;

    private const string ImageStage = """
        {"type":"image","mediaStage":"RESOLVED","animationDuration":0,"animatedAsNewMsg":false,"_swStreamingSupported":false,"_listeningToSwSupport":false}
        """;

    public static JsonObject Wid(string chatId) => new()
    {
        ["server"] = ChatIds.Server(chatId),
        ["user"] = ChatIds.User(chatId),
        ["_serialized"] = chatId,
    };

    public static JsonObject IdObject(DoubleMessage message)
    {
        var id = new JsonObject { ["fromMe"] = message.FromBusiness, ["remote"] = message.ChatId, ["id"] = message.Key };
        if (message.Author is not null)
        {
            id["participant"] = Wid(message.Author);
        }

        id["_serialized"] = message.Id;
        return id;
    }

    /// <summary>A message as in onmessage and in the replies of send-message. With its file only where the server has downloaded it.</summary>
    public static JsonObject Message(DoubleSession session, DoubleMessage message, bool withFile)
    {
        var seconds = message.Time.ToUnixTimeSeconds();
        var shape = Parse(MessageConstants);
        shape["id"] = message.Id;
        shape["body"] = Body(message, withFile);
        shape["type"] = message.Type;
        shape["t"] = seconds;
        shape["notifyName"] = session.NameOf(message);
        AddSides(shape, session, message);
        shape["ack"] = message.Ack;
        shape["chatId"] = message.ChatId;
        shape["fromMe"] = message.FromBusiness;
        shape["sender"] = Contact(session, session.SenderOf(message), session.NameOf(message));
        shape["timestamp"] = seconds;
        shape["content"] = Body(message, withFile && message.Type != "image");
        shape["isGroupMsg"] = ChatIds.IsGroup(message.ChatId);
        shape["mediaData"] = withFile && message.Type == "image" ? Parse(ImageStage) : new JsonObject();
        AddMedia(shape, message, seconds);
        AddQuote(shape, session, message);
        if (message.Author is not null)
        {
            shape["author"] = message.Author;
        }

        return shape;
    }

    public static JsonObject Ack(DoubleSession session, DoubleMessage message, int ack)
    {
        var shape = new JsonObject
        {
            ["id"] = IdObject(message),
            ["viewed"] = false,
            ["body"] = message.Text,
            ["type"] = message.Type,
            ["t"] = message.Time.ToUnixTimeSeconds(),
            ["ack"] = ack,
            ["invis"] = false,
            ["isNewMsg"] = true,
            ["star"] = false,
            ["mentionedJidList"] = new JsonArray(),
            ["isForwarded"] = false,
            ["labels"] = new JsonArray(),
        };
        AddSides(shape, session, message);
        return shape;
    }

    public static JsonObject Contact(DoubleSession session, string chatId, string name) => new()
    {
        ["id"] = ChatIds.IsLid(chatId) ? Wid(chatId) : chatId,
        ["pushname"] = name,
        ["type"] = "in",
        ["isBusiness"] = false,
        ["isEnterprise"] = false,
        ["isSmb"] = false,
        ["labels"] = new JsonArray(),
        ["textStatusLastUpdateTime"] = -1,
        ["formattedName"] = ChatIds.IsLid(chatId) ? $"~{name}" : $"+{ChatIds.User(chatId)}",
        ["isMe"] = chatId == session.OwnId,
        ["isMyContact"] = false,
        ["isPSA"] = false,
        ["isUser"] = !ChatIds.IsGroup(chatId),
        ["isWAContact"] = true,
        ["profilePicThumbObj"] = new JsonObject(),
        ["msgs"] = null,
    };

    /// <summary>A chat of list-chats.</summary>
    /// <remarks>Unverified ([?]): the contract says nothing of this shape.</remarks>
    public static JsonObject Chat(DoubleSession session, string chatId)
    {
        var name = session.NameOf(chatId);
        return new JsonObject
        {
            ["id"] = Wid(chatId),
            ["t"] = session.Log.Of(chatId) is [.., var last] ? last.Time.ToUnixTimeSeconds() : null,
            ["unreadCount"] = session.Log.Unread(chatId).Count,
            ["name"] = name,
            ["isGroup"] = ChatIds.IsGroup(chatId),
            ["contact"] = Contact(session, chatId, name),
        };
    }

    private static string? Body(DoubleMessage message, bool withFile) =>
        message.Type == "ciphertext" ? null
        : message.Media is { } media ? withFile ? Convert.ToBase64String(media.Bytes.Span) : Thumbnail
        : message.Place is not null ? Thumbnail
        : message.Text;

    private static void AddSides(JsonObject shape, DoubleSession session, DoubleMessage message)
    {
        shape["from"] = message.FromBusiness ? session.OwnId : message.ChatId;
        shape["to"] = message.FromBusiness ? message.ChatId : session.OwnId;
        shape["self"] = message.FromBusiness ? "out" : "in";
    }

    private static void AddMedia(JsonObject shape, DoubleMessage message, long seconds)
    {
        if (message.Place is { } place)
        {
            shape["lat"] = place.Latitude;
            shape["lng"] = place.Longitude;
            shape["loc"] = $"{place.Title}\n{place.Address}";
        }

        if (message.Type == "vcard")
        {
            shape["vcardFormattedName"] = VcardName(message.Text);
        }

        if (message.Media is not { } media)
        {
            return;
        }

        foreach (var (name, value) in Parse(MediaConstants))
        {
            shape[name] = value?.DeepClone();
        }

        shape["mediaKeyTimestamp"] = seconds;
        shape["mimetype"] = media.MimeType;
        shape["size"] = media.Bytes.Length;
        AddMediaOfType(shape, message, media);
    }

    private static void AddMediaOfType(JsonObject shape, DoubleMessage message, DoubleMedia media)
    {
        switch (message.Type)
        {
            case "image":
                shape["caption"] = message.Text;
                (shape["width"], shape["height"]) = (800, 600);
                break;
            case "ptt":
                shape["duration"] = $"{media.Seconds ?? 1}";
                break;
            default:
                shape["isMedia"] = false;
                shape["caption"] = message.Text.Length > 0 ? message.Text : media.FileName;
                shape["filename"] = media.FileName;
                shape["pageCount"] = 1;
                break;
        }
    }

    private static void AddQuote(JsonObject shape, DoubleSession session, DoubleMessage message)
    {
        if (session.Log.Find(message.QuotedId) is not { } quoted)
        {
            return;
        }

        shape["quotedMsg"] = new JsonObject { ["type"] = quoted.Type, ["body"] = quoted.Text };
        shape["quotedStanzaID"] = quoted.Key;
        shape["quotedParticipant"] = session.SenderOf(quoted);
        shape["quotedMsgId"] = quoted.Id;
    }

    private static string VcardName(string card) =>
        card.Split('\n').FirstOrDefault(line => line.StartsWith("FN:", StringComparison.Ordinal))?[3..] ?? "";

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
