using System.Text.Json;
using Helpdesk.Tests.Support;

namespace Helpdesk.Tests.Channels.Email.Text;

/// <summary>Rows of <c>../shared/data/mailcorpus</c>, which not every check-out has.</summary>
public static class TextCorpus
{
    public static IEnumerable<JsonElement> Rows(string manifest) =>
        File.ReadLines(Path.Combine(SharedData.MailCorpus!, manifest)).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement);

    public static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
