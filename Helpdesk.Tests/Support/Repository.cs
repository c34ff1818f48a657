namespace Helpdesk.Tests.Support;

/// <summary>The repository's own files.</summary>
public static class Repository
{
    /// <summary>Where Helpdesk.sln lies.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Files of the projects with one of these endings, without what is built.</summary>
    public static IReadOnlyList<string> Files(params string[] endings) =>
    [
        .. Directory.EnumerateDirectories(Root, "Helpdesk.*").SelectMany(project => Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories))
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A file's text.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Helpdesk.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("Helpdesk.sln is above the tests.");
    }
}
