using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Helpdesk.Tests.Dev;

/// <summary>Compares the property names and types of two JSON values, whatever their contents.</summary>
internal static class JsonShape
{
    public static void AssertSame(JsonNode? expected, JsonNode? actual) =>
        Assert.Equal(Lines(expected, "$").Order(StringComparer.Ordinal), Lines(actual, "$").Order(StringComparer.Ordinal));

    private static IEnumerable<string> Lines(JsonNode? node, string path) => node switch
    {
        JsonObject some => some.SelectMany(property => Lines(property.Value, $"{path}.{property.Key}")).Prepend($"{path}: object"),
        JsonArray { Count: > 0 } many => Lines(many[0], $"{path}[]").Prepend($"{path}: array"),
        _ => [$"{path}: {Kind(node)}"],
    };

    private static string Kind(JsonNode? node) => (node?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString(),
    };
}
