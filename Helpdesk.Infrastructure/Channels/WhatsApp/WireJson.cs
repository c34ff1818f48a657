using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>Reads WPPConnect's JSON, where ids are strings or objects and numbers may be missing or null (contract, Webhooks).</summary>
internal static partial class WireJson
{
    public static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Read(value) : null;

    /// <summary>An id: a string, or an object with <c>_serialized</c>.</summary>
    public static string? Id(JsonElement from, string name) =>
        from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? Read(value)
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

    // JavaScript writes a text that was cut inside an emoji as half a surrogate pair, which is no text here.
    private static string Read(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            var whole = HalfPair().Replace(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(text)), half => half.Groups["whole"].Success ? half.Value : @"\uFFFD");
            using var mended = JsonDocument.Parse(whole);
            return mended.RootElement.GetString()!;
        }
    }

    [GeneratedRegex(@"(?<whole>\\[^u]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")]
    private static partial Regex HalfPair();
}
