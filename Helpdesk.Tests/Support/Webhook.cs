using System.Text.Json.Nodes;

namespace Helpdesk.Tests.Support;

/// <summary>Webhooks as WPPConnect posts them, with the few fields the product reads.</summary>
public static class Webhook
{
    /// <summary>The session of <see cref="Given.NumberAsync"/>.</summary>
    public const string Session = "helpdesk";

    /// <summary>The customer who writes when a test does not care who.</summary>
    public const string Mona = "201001234567";

    /// <summary>A message's id: the chat is digits, or a whole address such as <c>123@lid</c>.</summary>
    public static string Id(string key, string chat = Mona, bool fromMe = false) =>
        $"{(fromMe ? "true" : "false")}_{(chat.Contains('@', StringComparison.Ordinal) ? chat : chat + "@c.us")}_{key}";

    /// <summary>A customer's text.</summary>
    public static JsonObject Text(string key, string text, DateTimeOffset at, string chat = Mona, string? name = "Mona", string? quotedId = null) =>
        Message("onmessage", "chat", key, at, chat, fromMe: false, body: text, name, quotedId);

    /// <summary>A text our own number sent: an echo, or typed on the phone.</summary>
    public static JsonObject Own(string key, string text, DateTimeOffset at, string chat = Mona) =>
        Message("onselfmessage", "chat", key, at, chat, fromMe: true, body: text, name: "Helpdesk", quotedId: null);

    /// <summary>A text that could not be decrypted yet.</summary>
    public static JsonObject Ciphertext(string key, DateTimeOffset at, string chat = Mona) =>
        Message("onmessage", "ciphertext", key, at, chat, fromMe: false, body: null, name: "Mona", quotedId: null);

    /// <summary>A picture; its bytes, or a preview when <paramref name="size"/> is not theirs.</summary>
    public static JsonObject Image(string key, byte[] bytes, DateTimeOffset at, string? caption = null, long? size = null, string chat = Mona)
    {
        var message = Message("onmessage", "image", key, at, chat, fromMe: false, Convert.ToBase64String(bytes), "Mona", quotedId: null);
        message["caption"] = caption;
        message["size"] = size ?? bytes.Length;
        message["mimetype"] = "image/png";
        return message;
    }

    /// <summary>How far one of our messages has come.</summary>
    public static JsonObject Ack(string key, int ack, string chat = Mona) => new()
    {
        ["event"] = "onack",
        ["session"] = Session,
        ["id"] = new JsonObject { ["_serialized"] = Id(key, chat, fromMe: true) },
        ["ack"] = ack,
    };

    private static JsonObject Message(
        string happened, string type, string key, DateTimeOffset at, string chat, bool fromMe, string? body, string? name, string? quotedId) => new()
        {
            ["event"] = happened,
            ["session"] = Session,
            ["id"] = Id(key, chat, fromMe),
            ["type"] = type,
            ["body"] = body,
            ["t"] = at.ToUnixTimeSeconds(),
            ["sender"] = new JsonObject { ["pushname"] = name },
            ["quotedMsgId"] = quotedId,
        };
}
