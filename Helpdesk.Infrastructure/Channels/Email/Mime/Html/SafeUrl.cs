using System.Text.RegularExpressions;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Html;

/// <summary>Which addresses a mail may point to.</summary>
internal static partial class SafeUrl
{
    private const int MaxLength = 8192;

    // Pictures of a signature; a photo belongs into an attachment.
    private const int MaxInlineImage = 200_000;

    /// <summary>The address of a link, null when it may not stay: only http, https, mailto and tel lead out of a mail.</summary>
    public static string? OfLink(string value) => Cleaned(value, MaxLength) is { } url && LinkScheme().IsMatch(url) ? url : null;

    /// <summary>The address of an image elsewhere, null when it is none.</summary>
    public static string? OfRemoteImage(string value) => Cleaned(value, MaxLength) is { } url && RemoteScheme().IsMatch(url) ? url : null;

    /// <summary>A small raster image written into the mail itself, null when it is none.</summary>
    public static string? OfInlineImage(string value) => Cleaned(value, MaxInlineImage) is { } url && InlineImage().IsMatch(url) ? url : null;

    /// <summary>The Content-ID a "cid:" address names (RFC 2392), null when it is none.</summary>
    public static string? ContentIdOf(string value) =>
        Cleaned(value, MaxLength) is { Length: > 4 } url && url.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(url[4..]).Trim('<', '>') : null;

    // As browsers do before they read the scheme (URL Standard 4.4): control characters and spaces around it off, tabs and breaks inside it out.
    private static string? Cleaned(string value, int most)
    {
        if (value.Length > most) return null;
        var url = string.Concat(value.Where(c => c is not ('\t' or '\n' or '\r'))).Trim();
        var start = 0;
        while (start < url.Length && url[start] <= ' ') start++;
        url = url[start..];
        return url.Any(char.IsControl) ? null : url;
    }

    [GeneratedRegex(@"^(?:https?://[^/\\?#]|mailto:|tel:)", RegexOptions.IgnoreCase)]
    private static partial Regex LinkScheme();

    [GeneratedRegex(@"^https?://[^/\\?#]", RegexOptions.IgnoreCase)]
    private static partial Regex RemoteScheme();

    [GeneratedRegex(@"^data:image/(?:png|gif|jpe?g|webp);base64,[A-Za-z0-9+/]+={0,2}$", RegexOptions.IgnoreCase)]
    private static partial Regex InlineImage();
}
