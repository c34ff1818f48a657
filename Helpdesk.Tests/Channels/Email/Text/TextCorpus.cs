using System.Text.Json;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Text;

/// <summary>Rows of <c>../shared/data/mailcorpus</c>, which not every check-out has.</summary>
public static class TextCorpus
{
    private static readonly string Folder = Path.Combine(Repository.Root, "..", "shared", "data", "mailcorpus");

    public static bool IsThere => Directory.Exists(Folder);

    public static IEnumerable<JsonElement> Rows(string manifest) =>
        File.ReadLines(Path.Combine(Folder, manifest)).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement);

    public static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A test over the corpus, skipped where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TextCorpusFactAttribute : FactAttribute
{
    public TextCorpusFactAttribute() => Skip = TextCorpus.IsThere ? null : "../shared/data/mailcorpus is not there";
}
