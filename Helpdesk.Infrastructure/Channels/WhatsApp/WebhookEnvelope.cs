using System.Text.Json;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>The little the door must know of a webhook: its event, session and chat. Everything else is read later, from the journal.</summary>
public sealed record WebhookEnvelope(string Kind, string? Session, string Chat, InboundProblem? Problem)
{
    /// <summary>Reads it; bytes that are no JSON object become a problem, never an exception.</summary>
    public static WebhookEnvelope Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return Malformed("not an object");
            var root = json.RootElement;
            return new WebhookEnvelope(Short(WireJson.Text(root, "event")) ?? "", Short(WireJson.Text(root, "session")), ChatOf(root), null);
        }
        catch (JsonException wrong)
        {
            return Malformed($"line {wrong.LineNumber}, byte {wrong.BytePositionInLine}");
        }
    }

    private static WebhookEnvelope Malformed(string where) => new("", null, "", new InboundProblem("malformed-json", where));

    private static string ChatOf(JsonElement root)
    {
        // Reactions and revocations name the message they are about; it lies in the same chat.
        var id = MessageKey.Parse(WireJson.Id(root, "id") ?? WireJson.Id(root, "refId") ?? WireJson.Id(root, "msgId"));
        return Short(id?.Chat ?? WireJson.Id(root, "from")) ?? "";
    }

    private static string? Short(string? text) => text is { Length: > 60 } ? text[..60] : text;
}
