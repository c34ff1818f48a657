using System.Text.Json.Nodes;
using Xunit;

namespace Helpdesk.Tests.Support;

/// <summary>The sample data beside the repository (<c>../shared/data</c>), which not every check-out has.</summary>
public static class SharedData
{
    public static string? WppConnect => Folder("wppconnect");

    public static string? MailCorpus => Folder("mailcorpus");

    public static JsonObject Sample(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(WppConnect!, "samples", name)))!.AsObject();

    private static string? Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Helpdesk.sln")))
            {
                var data = Path.Combine(folder.FullName, "..", "shared", "data", name);
                return Directory.Exists(data) ? data : null;
            }
        }

        return null;
    }
}

/// <summary>A test over <c>../shared/data/wppconnect</c>, skipped where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute() => Skip = SharedData.WppConnect is null ? "../shared/data/wppconnect is not there" : null;
}

/// <summary>As <see cref="SharedDataFactAttribute"/>, for each sample.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute() => Skip = SharedData.WppConnect is null ? "../shared/data/wppconnect is not there" : null;
}

/// <summary>A test over <c>../shared/data/mailcorpus</c>, skipped where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MailCorpusFactAttribute : FactAttribute
{
    public MailCorpusFactAttribute() => Skip = SharedData.MailCorpus is null ? "../shared/data/mailcorpus is not there" : null;
}
