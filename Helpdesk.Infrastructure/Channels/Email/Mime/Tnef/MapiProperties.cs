using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Tnef;

/// <summary>The few properties a desk needs out of a property list (MS-OXTNEF 2.1.3.4, MS-OXPROPS).</summary>
internal sealed record MapiProperties
{
    private const int FirstNamed = 0x8000;
    private const int OfManyValues = 0x1000;
    private const int GuidBytes = 16;

    public string? Body { get; private set; }

    public string? Html { get; private set; }

    public string? LongFileName { get; private set; }

    public string? MimeType { get; private set; }

    public string? ContentId { get; private set; }

    public ReadOnlyMemory<byte>? Data { get; private set; }

    /// <summary>Reads until the list ends or breaks.</summary>
    public static MapiProperties Read(ReadOnlyMemory<byte> bytes, Charset charset)
    {
        var found = new MapiProperties();
        var scan = new TnefScan(bytes);
        if (scan.UInt32() is not { } count) return found;
        for (var i = 0u; i < count && scan.UInt16() is { } type && scan.UInt16() is { } id; i++)
        {
            if (id >= FirstNamed && !SkipName(scan)) break;
            if (Value(scan, type) is not { } value) break;
            found.Take(id, type, value, charset);
        }

        return found;
    }

    private void Take(int id, int type, ReadOnlyMemory<byte> value, Charset charset)
    {
        switch (id)
        {
            case 0x1000: Body = TextOf(); break;
            case 0x1013: Html = type == 0x102 ? TextDecoder.Decode(value.Span, charset.Name).Text.TrimEnd('\0') : TextOf(); break;
            case 0x3707: LongFileName = TextOf(); break;
            case 0x370E: MimeType = TextOf(); break;
            case 0x3712: ContentId = TextOf(); break;
            case 0x3701: Data = value; break;
        }

        string? TextOf()
        {
            var text = (type == 0x1F ? Encoding.Unicode.GetString(value.Span) : charset.Decode(value.Span)).TrimEnd('\0');
            return text.Length == 0 ? null : text;
        }
    }

    // Of several values the last is given; nothing a desk needs has several.
    private static ReadOnlyMemory<byte>? Value(TnefScan scan, int type)
    {
        var single = type & ~OfManyValues;
        var isRun = single is 0x1E or 0x1F or 0x102 or 0x0D;
        if (!isRun && type == single) return Fixed(scan, single);
        ReadOnlyMemory<byte>? last = null;
        if (scan.UInt32() is not { } count) return null;
        for (var i = 0u; i < count; i++)
        {
            last = isRun ? scan.UInt32() is { } length ? scan.Padded(length) : null : Fixed(scan, single);
            if (last is null) return null;
        }

        return last ?? ReadOnlyMemory<byte>.Empty;
    }

    private static ReadOnlyMemory<byte>? Fixed(TnefScan scan, int type) => type switch
    {
        0x02 or 0x0B or 0x03 or 0x04 or 0x0A or 0x01 => scan.Bytes(4),
        0x05 or 0x06 or 0x07 or 0x14 or 0x40 => scan.Bytes(8),
        0x48 => scan.Bytes(GuidBytes),
        _ => null,
    };

    // A named property: its set, then a number or a text.
    private static bool SkipName(TnefScan scan)
    {
        if (scan.Bytes(GuidBytes) is null || scan.UInt32() is not { } kind) return false;
        if (scan.UInt32() is not { } number) return false;
        return kind == 0 || scan.Padded(number) is not null;
    }
}
