namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>Files as a send carries them. Only data URLs: the real server takes anything else for an address or a path of its own disk.</summary>
internal static class DataUrls
{
    private const string Scheme = "data:";
    private const string Encoding = ";base64,";

    public static DoubleMedia? Parse(string? url, string? fileName)
    {
        var comma = url?.IndexOf(Encoding, StringComparison.Ordinal) ?? -1;
        if (url is null || comma < 0 || !url.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var encoded = url.AsSpan(comma + Encoding.Length);
        var bytes = new byte[encoded.Length * 3 / 4 + 3];
        return Convert.TryFromBase64Chars(encoded, bytes, out var length)
            ? new DoubleMedia(bytes.AsMemory(0, length), url[Scheme.Length..comma], fileName)
            : null;
    }

    public static async Task<DoubleMedia> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await file.CopyToAsync(buffer, cancellationToken);
        return new DoubleMedia(buffer.ToArray(), file.ContentType, file.FileName);
    }

    public static string TypeOf(DoubleMedia media) => media.MimeType.Split('/')[0] switch
    {
        "image" => "image",
        "video" => "video",
        "audio" => "audio",
        _ => "document",
    };
}
