namespace Helpdesk.Infrastructure.Import;

/// <summary>The folder with the old system's uploads. Addresses in its database never lead out of it.</summary>
internal sealed class FilesFolder(string? folder)
{
    private readonly string? _root = folder is null ? null : Path.GetFullPath(folder);

    /// <summary>Whether there is one.</summary>
    public bool IsGiven => _root is not null;

    /// <summary>
    /// The file behind an address such as <c>http://localhost:8888/uploads/x.jpg</c>: the host was hard-coded, and how much of the path the
    /// folder repeats depends on how it was copied. Null when there is none.
    /// </summary>
    public string? Find(string url)
    {
        if (_root is null) return null;
        var parts = PathOf(url).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Any(p => p is "." or ".." || p.IndexOfAny(['\\', ':', '\0']) >= 0)) return null;
        return Enumerable.Range(0, parts.Length).Select(skip => Path.Combine([_root, .. parts[skip..]]))
            .FirstOrDefault(path => File.Exists(path) && IsInside(path));
    }

    /// <summary>The path of an address, without host, query and escapes.</summary>
    public static string PathOf(string url)
    {
        var path = Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address!.AbsolutePath : url;
        var end = path.IndexOfAny(['?', '#']);
        return Uri.UnescapeDataString(end < 0 ? path : path[..end]);
    }

    // A link in the folder may point anywhere.
    private bool IsInside(string path) =>
        (File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
