using System.Text.Json;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>Understands webhooks of WPPConnect 2.10 (contract, Webhooks): every id as string or object, unknown kinds without breaking.</summary>
internal static class WhatsAppReader
{
    // Notices of WhatsApp itself about a chat, not something a customer said.
    private static readonly HashSet<string> Notices =
        ["gp2", "notification", "notification_template", "e2e_notification", "call_log", "protocol", "revoked", "broadcast_notification", "ephemeral_setting"];

    private static readonly HashSet<string> Files = ["image", "video", "audio", "ptt", "sticker", "document"];

    public static WhatsAppEvent Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            return WireJson.Text(root, "event") switch
            {
                "onmessage" or "unreadmessages" => MessageOf(root),
                "onselfmessage" => MessageOf(root),
                "onack" => AckOf(root),
                "onrevokedmessage" => RevocationOf(root),
                "status-find" => ConnectionOf(WireJson.Text(root, "status")),
                "closesession" or "logoutsession" => new WhatsAppEvent.Connection(ChannelState.Disconnected),
                "onreactionmessage" or "onpollresponse" or "onpresencechanged" or "onparticipantschanged" or "onupdatelabel" or "incomingcall"
                    or "location" or "qrcode" or "phoneCode" => new WhatsAppEvent.Ignorable("kind-needs-no-effect"),
                null => new WhatsAppEvent.Unreadable("no-event", null),
                _ => new WhatsAppEvent.Ignorable("unknown-kind"),
            };
        }
        catch (JsonException wrong)
        {
            return new WhatsAppEvent.Unreadable("malformed-json", $"line {wrong.LineNumber}, byte {wrong.BytePositionInLine}");
        }
    }

    private static WhatsAppEvent MessageOf(JsonElement root)
    {
        if (MessageKey.Parse(WireJson.Id(root, "id")) is not { } key) return new WhatsAppEvent.Unreadable("no-message-id", null);
        if (key.Chat.EndsWith("@g.us", StringComparison.Ordinal)) return new WhatsAppEvent.Ignorable("group");
        if (key.Chat.EndsWith("@broadcast", StringComparison.Ordinal) || key.Chat.EndsWith("@newsletter", StringComparison.Ordinal))
            return new WhatsAppEvent.Ignorable("broadcast");
        if (MessageKey.AddressOf(key.Chat) is not { } address) return new WhatsAppEvent.Unreadable("no-chat", null);
        if ((WireJson.Number(root, "t") ?? WireJson.Number(root, "timestamp")) is not { } seconds || seconds is < 0 or > 253402300799)
            return new WhatsAppEvent.Unreadable("no-time", null);
        if (WireJson.Text(root, "type") is not { Length: > 0 } type) return new WhatsAppEvent.Unreadable("no-type", null);
        if (Notices.Contains(type)) return new WhatsAppEvent.Ignorable("notice");

        var message = ContentOf(root, type, new InboundMessage
        {
            ExternalId = key.Key,
            Address = address,
            CustomerName = key.FromMe ? null : NameOf(root),
            SentAt = DateTimeOffset.FromUnixTimeSeconds(seconds),
            QuotedExternalId = MessageKey.Parse(WireJson.Id(root, "quotedMsgId"))?.Key ?? WireJson.Text(root, "quotedStanzaID"),
            QuotedText = WireJson.Object(root, "quotedMsg") is { } quoted ? WireJson.Text(quoted, "caption") ?? TextIfChat(quoted) : null,
        });
        return key.FromMe ? new WhatsAppEvent.WeWrote(message) : new WhatsAppEvent.CustomerWrote(message);
    }

    private static string? NameOf(JsonElement root) =>
        (WireJson.Object(root, "sender") is { } sender ? WireJson.Text(sender, "pushname") : null) ?? WireJson.Text(root, "notifyName");

    private static string? TextIfChat(JsonElement message) => WireJson.Text(message, "type") == "chat" ? WireJson.Text(message, "body") : null;

    private static WhatsAppMessage ContentOf(JsonElement root, string type, InboundMessage message)
    {
        if (type == "ciphertext") return new WhatsAppMessage(message with { Content = MessageContent.Ciphertext }, null, null);
        if (type == "chat") return new WhatsAppMessage(message with { Text = WireJson.Text(root, "body") ?? "" }, null, null);
        if (Files.Contains(type)) return FileOf(root, message);
        return new WhatsAppMessage(message with { UnknownType = type.Length > 60 ? type[..60] : type }, null, null);
    }

    private static WhatsAppMessage FileOf(JsonElement root, InboundMessage message)
    {
        var caption = WireJson.Text(root, "caption") is { Length: > 0 } text ? text : null;
        var bytes = Decode(WireJson.Text(root, "body"));
        // When the download failed the same field holds the preview: only the length tells (contract, Media).
        var complete = bytes is not null && (WireJson.Number(root, "size") is not { } size || bytes.Length == size);
        return complete
            ? new WhatsAppMessage(message with { Text = caption }, bytes, WireJson.Text(root, "filename"))
            : new WhatsAppMessage(message with { Text = caption, Content = MessageContent.PreviewOnly }, null, null);
    }

    private static byte[]? Decode(string? base64)
    {
        if (string.IsNullOrEmpty(base64)) return null;
        var bytes = new byte[base64.Length * 3L / 4 + 3];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }

    private static WhatsAppEvent AckOf(JsonElement root)
    {
        if (MessageKey.Parse(WireJson.Id(root, "id")) is not { } key) return new WhatsAppEvent.Unreadable("no-message-id", null);
        if (!key.FromMe) return new WhatsAppEvent.Ignorable("ack-of-theirs");
        return WireJson.Number(root, "ack") switch
        {
            null => new WhatsAppEvent.Unreadable("no-ack", null),
            < 0 => new WhatsAppEvent.Acknowledged(new Receipt(key.Key, DeliveryState.Failed)),
            0 => new WhatsAppEvent.Ignorable("ack-clock"),
            1 => new WhatsAppEvent.Acknowledged(new Receipt(key.Key, DeliveryState.Sent)),
            2 => new WhatsAppEvent.Acknowledged(new Receipt(key.Key, DeliveryState.Delivered)),
            _ => new WhatsAppEvent.Acknowledged(new Receipt(key.Key, DeliveryState.Read)),
        };
    }

    private static WhatsAppEvent RevocationOf(JsonElement root) => MessageKey.Parse(WireJson.Id(root, "refId")) is { } key
        ? new WhatsAppEvent.Revoked(key.Key)
        : new WhatsAppEvent.Unreadable("no-message-id", null);

    private static WhatsAppEvent ConnectionOf(string? status) => status switch
    {
        "inChat" or "isLogged" => new WhatsAppEvent.Connection(ChannelState.Connected),
        "autocloseCalled" or "browserClose" or "disconnectedMobile" or "notLogged" or "phoneNotConnected" or "qrReadError" or "qrReadFail" or "serverClose"
            => new WhatsAppEvent.Connection(ChannelState.Disconnected),
        _ => new WhatsAppEvent.Ignorable("status-on-the-way"),
    };
}
