using System.Globalization;

namespace Helpdesk.Web.Shared;

/// <summary>Says how large a file is.</summary>
public static class FileSize
{
    /// <summary>"212 KB", "18.2 MB".</summary>
    public static string Of(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0.0} MB"),
    };
}
