using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Helpdesk.Bench;

/// <summary><c>docs/performance.md</c>: a section per bench, each replaced as a whole by the bench's next run.</summary>
public static class PerformancePage
{
    private const string Head = """
        # Measurements

        Written by `Helpdesk.Bench`; each section by its own command, as a whole. Cells hold the least, the median and the most of the runs.

        """;

    /// <summary>Prints a section and puts it in the place of the one of the same name, or at the end.</summary>
    /// <param name="command">The bench's command, which names the section.</param>
    /// <param name="databases">What the data lay in, with versions.</param>
    /// <param name="lines">The text and tables.</param>
    public static void Write(string command, IEnumerable<string> databases, IEnumerable<string> lines)
    {
        List<string> section = [$"## Helpdesk.Bench {command}", "", $"{Machine()} {string.Join(", ", databases.Distinct())}. {Origin()}", "", .. lines, ""];
        foreach (var line in section) Console.WriteLine(line);
        var file = Path.Combine(Root(), "docs", "performance.md");
        var page = File.Exists(file) ? File.ReadAllLines(file).ToList() : [.. Head.Split('\n')];
        var start = page.IndexOf(section[0]);
        if (start < 0) start = page.Count;
        var end = page.FindIndex(Math.Min(start + 1, page.Count), line => line.StartsWith("## ", StringComparison.Ordinal));
        page.RemoveRange(start, (end < 0 ? page.Count : end) - start);
        page.InsertRange(start, section);
        File.WriteAllText(file, string.Join('\n', page).TrimEnd('\n') + "\n");
        Console.WriteLine($"Written to {file}");
    }

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? RuntimeInformation.ProcessArchitecture.ToString();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        return string.Create(
            CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores ({model}), {memory:0.#} GiB, {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription},");
    }

    private static string Origin() => string.Create(CultureInfo.InvariantCulture, $"Commit {Commit()}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}.");

    private static string Commit()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty", "--exclude=*"]) { RedirectStandardOutput = true, WorkingDirectory = Root() })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Helpdesk.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("Helpdesk.sln");
        return folder.FullName;
    }
}
