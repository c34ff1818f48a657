namespace Helpdesk.Infrastructure.Files;

/// <summary>Tells a file's type by its first bytes; what a sender claims is never believed (ABUSE 18).</summary>
public static class FileType
{
    /// <summary>Bytes of no type known here.</summary>
    public const string Unknown = "application/octet-stream";

    private static readonly HashSet<string> Inline = ["image/jpeg", "image/png", "image/gif", "image/webp", "audio/ogg", "audio/mpeg", "video/mp4"];

    /// <summary>Whether a browser may show it in place; everything else is downloaded (DESIGN 4).</summary>
    public static bool MayShowInline(string contentType) => Inline.Contains(contentType);

    /// <summary>Whether an agent may send it: what may be shown in place, and PDF.</summary>
    public static bool MayBeSent(string contentType) => Inline.Contains(contentType) || contentType == "application/pdf";

    /// <summary>The type by the first 16 bytes.</summary>
    public static string Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mpeg",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "video/mp4",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
        [(byte)'P', (byte)'K', 0x03, 0x04, ..] => "application/zip",
        _ => Unknown,
    };
}
