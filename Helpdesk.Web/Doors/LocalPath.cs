namespace Helpdesk.Web.Doors;

/// <summary>Where to go on: our own pages only, whatever a link says.</summary>
public static class LocalPath
{
    /// <summary>The path when it is ours, else the start page. A second slash or a backslash would name another host.</summary>
    public static string Of(string? path) => path is ['/', not ('/' or '\\'), ..] && !path.Any(char.IsControl) ? path : "/";
}
