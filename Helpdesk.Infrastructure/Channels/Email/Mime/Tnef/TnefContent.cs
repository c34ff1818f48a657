using Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Tnef;

/// <summary>A file within a <c>winmail.dat</c>.</summary>
/// <param name="FileName">As its sender wrote it: never a safe path. Null when none is given.</param>
/// <param name="ContentType">Its media type; null when not told.</param>
/// <param name="ContentId">What the HTML calls it; null when nothing does.</param>
/// <param name="Bytes">The file.</param>
public sealed record TnefFile(string? FileName, string? ContentType, string? ContentId, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// What Outlook packs into <c>winmail.dat</c> (MS-OXTNEF): the files, and the text where it is not only in compressed RTF.
/// Broken bytes end the reading, not the reader: what came before them is given.
/// </summary>
/// <param name="Text">The plain text; null when there is none.</param>
/// <param name="Html">The HTML; null when there is none.</param>
/// <param name="Files">The files.</param>
/// <param name="IsWhole">Whether it could be read to its end.</param>
public sealed record TnefContent(string? Text, string? Html, IReadOnlyList<TnefFile> Files, bool IsWhole)
{
    private const uint Signature = 0x223E9F78;
    private const int MostFiles = 1000;

    // MS-OXTNEF 2.1.3.2: identifiers with their types.
    private const uint Body = 0x0002800C;
    private const uint CodePageOfAll = 0x00069007;
    private const uint MessageProperties = 0x00069003;
    private const uint FileStarts = 0x00069002;
    private const uint FileTitle = 0x00018010;
    private const uint FileData = 0x0006800F;
    private const uint FileProperties = 0x00069005;

    /// <summary>Whether a part is one.</summary>
    public static bool Is(MimeEntity part) => PartKinds.Of(part) == PartKind.Tnef;

    /// <summary>Reads the bytes of such a part; null when they are none.</summary>
    public static TnefContent? Read(ReadOnlyMemory<byte> bytes)
    {
        var scan = new TnefScan(bytes);
        if (scan.UInt32() != Signature || scan.UInt16() is null) return null;
        string? text = null;
        MapiProperties message = new();
        var charset = Charset.Windows(1252);
        var files = new List<(string? Title, ReadOnlyMemory<byte>? Data, MapiProperties Properties)>();
        while (scan.Byte() is not null && scan.UInt32() is { } attribute && scan.UInt32() is { } length && scan.Bytes(length) is { } data && scan.UInt16() is not null)
        {
            switch (attribute)
            {
                case CodePageOfAll when data.Length >= 4:
                    charset = Charset.CodePage((int)new TnefScan(data).UInt32()!.Value) ?? charset;
                    break;
                case Body:
                    text = charset.Decode(data.Span).TrimEnd('\0');
                    break;
                case MessageProperties:
                    message = MapiProperties.Read(data, charset);
                    break;
                case FileStarts when files.Count < MostFiles:
                    files.Add((null, null, new MapiProperties()));
                    break;
                case FileTitle when files.Count > 0:
                    files[^1] = files[^1] with { Title = charset.Decode(data.Span).TrimEnd('\0') };
                    break;
                case FileData when files.Count > 0:
                    files[^1] = files[^1] with { Data = data };
                    break;
                case FileProperties when files.Count > 0:
                    files[^1] = files[^1] with { Properties = MapiProperties.Read(data, charset) };
                    break;
            }
        }

        return new TnefContent(message.Body ?? text, message.Html, [.. files.Select(f => new TnefFile(
            f.Properties.LongFileName ?? f.Title, f.Properties.MimeType, f.Properties.ContentId, f.Data ?? f.Properties.Data ?? default))], scan.AtEnd);
    }
}
