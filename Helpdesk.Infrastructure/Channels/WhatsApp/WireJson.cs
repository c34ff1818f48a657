using System.Text.Json;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>Reads WPPConnect's JSON, where ids are strings or objects and numbers may be missing or null (contract, Webhooks).</summary>
internal static class WireJson
{
    public static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>An id: a string, or an object with <c>_serialized</c>.</summary>
    public static string? Id(JsonElement from, string name) =>
        from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Object ? Text(value, "_serialized")
        : null;

    public static long? Number(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;

    public static bool Flag(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static JsonElement? Object(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
