using System.Collections.Concurrent;
using System.Globalization;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;

/// <summary>
/// The charset a label of a mail means: the labels of the WHATWG Encoding Standard (4.2), those of old mail software, and all of .NET's code pages.
/// As browsers and mail clients do, the ISO sets are read as the Windows sets that contain them where those exist.
/// </summary>
internal static class CharsetLabels
{
    private const int LongestLabel = 40;
    private const int MostKept = 500;

    private static readonly Dictionary<string, int> Pages = Table(
        (1252, "iso-8859-1 latin1 l1 iso8859-1 iso88591 cp819 ibm819 iso-ir-100 csisolatin1 ansi cp1252"),
        (28592, "iso-8859-2 latin2 l2 iso88592 iso-ir-101 csisolatin2"),
        (28593, "iso-8859-3 latin3 l3 iso88593"),
        (28594, "iso-8859-4 latin4 l4 iso88594"),
        (28595, "iso-8859-5 iso88595 cyrillic csisolatincyrillic"),
        (28596, "iso-8859-6 iso88596 iso-8859-6-i iso-8859-6-e arabic ecma-114 csisolatinarabic"),
        (28597, "iso-8859-7 iso88597 greek greek8 ecma-118 elot928 csisolatingreek sungreek"),
        (28598, "iso-8859-8 iso88598 iso-8859-8-e hebrew visual csisolatinhebrew"),
        (38598, "iso-8859-8-i logical csiso88598i"),
        (1254, "iso-8859-9 iso88599 latin5 l5 csisolatin5"),
        (28603, "iso-8859-13 iso885913 latin7"),
        (28605, "iso-8859-15 iso885915 latin9 latin-9 l9 csisolatin9"),
        (874, "iso-8859-11 iso885911 tis-620 tis620 dos-874"),
        (20866, "koi8-r koi8 koi cskoi8r"),
        (21866, "koi8-u koi8-ru"),
        (54936, "gb2312 gbk x-gbk cp936 ms936 gb-2312-80 gb_2312-80 chinese csgb2312 iso-ir-58 euc-cn x-euc-cn gb18030 gb-18030 windows-936"),
        (52936, "hz-gb-2312 hz"),
        (50227, "iso-2022-cn iso-2022-cn-ext"),
        (950, "big5 big5-hkscs big5hkscs cn-big5 x-x-big5 csbig5 cp950"),
        (51932, "euc-jp x-euc-jp x-euc eucjp cseucpkdfmtjapanese"),
        (932, "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j cswindows31j csshiftjis cp932"),
        (50221, "iso-2022-jp csiso2022jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-ms iso-2022-jp-2004 iso2022jp cp50220"),
        (50225, "iso-2022-kr csiso2022kr"),
        (949, "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 ks_c_5601 korean cseuckr csksc56011987 iso-ir-149 uhc ms949 cp949 windows-949"),
        (1361, "johab"),
        (10000, "macintosh mac x-mac-roman csmacintosh macroman mac-roman"),
        (10007, "x-mac-cyrillic maccyrillic mac-cyrillic"),
        (10006, "x-mac-greek macgreek mac-greek"),
        (10017, "x-mac-ukrainian"),
        (10079, "x-mac-icelandic maciceland mac-iceland"),
        (10081, "x-mac-turkish macturkish mac-turkish"),
        (10029, "x-mac-ce x-mac-centraleurroman maccentraleurope mac-centeuro mac-latin2"),
        (866, "csibm866"),
        (65001, "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf-8-sig utf8mb4"),
        (1200, "utf-16 utf-16le utf16 utf16le unicode ucs-2 iso-10646-ucs-2 csunicode"),
        (1201, "utf-16be utf16be unicodefffe"),
        (12000, "utf-32 utf-32le utf32 ucs-4"),
        (12001, "utf-32be"));

    private static readonly Dictionary<string, Charset> Own = new(StringComparer.Ordinal)
    {
        ["utf-7"] = Utf7.Charset,
        ["utf7"] = Utf7.Charset,
        ["unicode-1-1-utf-7"] = Utf7.Charset,
        ["unicode-2-0-utf-7"] = Utf7.Charset,
        ["x-unicode-2-0-utf-7"] = Utf7.Charset,
        ["csunicode11utf7"] = Utf7.Charset,
        ["iso-8859-10"] = LatinTables.Latin6,
        ["latin6"] = LatinTables.Latin6,
        ["iso-8859-14"] = LatinTables.Latin8,
        ["latin8"] = LatinTables.Latin8,
        ["iso-8859-16"] = LatinTables.Latin10,
        ["latin10"] = LatinTables.Latin10,
    };

    // Labels are few and mails many; a stranger inventing labels must not fill memory.
    private static readonly ConcurrentDictionary<string, Charset?> Known = new(StringComparer.Ordinal);

    /// <summary>The charset; null when the label names none (as <c>us-ascii</c> and <c>unknown-8bit</c> do for bytes above 127).</summary>
    public static Charset? Find(string? label)
    {
        if (label is not { Length: > 0 and <= LongestLabel }) return null;
        if (Known.TryGetValue(label, out var known)) return known;
        var found = Look(Plain(label));
        if (Known.Count < MostKept) Known[label] = found;
        return found;
    }

    private static Charset? Look(string label)
    {
        if (Own.TryGetValue(label, out var own)) return own;
        if (Pages.TryGetValue(label, out var page)) return page == 65001 ? Charset.Utf8 : Charset.CodePage(page);
        return NumberedPage(label) is { } number ? Charset.CodePage(number) : Charset.Named(label);
    }

    // "charset=utf-8", "'UTF-8'", "iso_8859-1:1987", "ISO8859_15" and the like are meant well.
    private static string Plain(string label)
    {
        var plain = label.Trim().Trim('"', '\'').ToLowerInvariant();
        if (plain.StartsWith("charset=", StringComparison.Ordinal)) plain = plain[8..].Trim('"', '\'');
        if (plain.IndexOf(':') is var colon and > 0) plain = plain[..colon];
        if (plain.StartsWith("iso_", StringComparison.Ordinal) || plain.StartsWith("iso8859_", StringComparison.Ordinal)) plain = plain.Replace('_', '-');
        if (plain.StartsWith("iso8859-", StringComparison.Ordinal)) plain = "iso-" + plain[3..];
        if (plain.StartsWith("iso-8859", StringComparison.Ordinal) && plain.Length > 8 && char.IsAsciiDigit(plain[8])) plain = "iso-8859-" + plain[8..];
        return plain;
    }

    private static int? NumberedPage(string label)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["windows-", "windows", "win-", "win", "x-cp", "cp-", "cp", "ibm-", "ibm", "dos-", "ms"])
        {
            if (label.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(label.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number is > 0 and <= ushort.MaxValue and not 65000 ? number : null;
        }

        return null;
    }

    private static Dictionary<string, int> Table(params ReadOnlySpan<(int Page, string Labels)> rows)
    {
        var table = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (page, labels) in rows)
            foreach (var label in labels.Split(' ')) table.Add(label, page);
        return table;
    }
}
