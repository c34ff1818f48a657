using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;

/// <summary>Bytes that claim a charset, as text: as declared, by its byte order mark, as UTF-8 when it is valid, else by guess.</summary>
internal static class TextDecoder
{
    /// <summary>The text, and whether the declaration (or its absence) had to be overruled.</summary>
    public static (string Text, bool Guessed) Decode(ReadOnlySpan<byte> bytes, string? label)
    {
        var declared = CharsetLabels.Find(label);
        if (Marked(bytes, declared) is var (marked, length)) return (marked.Decode(bytes[length..]), false);
        if (declared is null && LooksLikeIso2022Jp(bytes)) return (CharsetLabels.Find("iso-2022-jp")!.Decode(bytes), true);
        if (!bytes.ContainsAnyExceptInRange((byte)0, (byte)0x7F) && declared is null) return (Charset.Utf8.Decode(bytes), false);
        // Text that says UTF-8 and holds not one whole UTF-8 character beyond ASCII is not UTF-8; some broken characters are only broken.
        if (declared is not null && (declared != Charset.Utf8 || HasWholeCharacter(bytes) || Utf8.IsValid(bytes))) return (declared.Decode(bytes), false);
        return ((Utf8.IsValid(bytes) ? Charset.Utf8 : WindowsGuess.Of(bytes)).Decode(bytes), true);
    }

    /// <summary>The text of bytes that say nothing of themselves, as those of headers (RFC 6532, and what came before it).</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Decode(bytes, null).Text;

    // Nothing but UTF-8 starts with its mark; those of UTF-16 are letters of many 8-bit sets.
    private static (Charset Charset, int Length)? Marked(ReadOnlySpan<byte> bytes, Charset? declared)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return (Charset.Utf8, 3);
        if (declared is not null && !declared.Name.StartsWith("utf-16", StringComparison.Ordinal)) return null;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (Charset.CodePage(1200)!, 2);
        return bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (Charset.CodePage(1201)!, 2) : null;
    }

    private static bool LooksLikeIso2022Jp(ReadOnlySpan<byte> bytes) => bytes.Contains((byte)'\e') && (bytes.IndexOf("\e$B"u8) >= 0 || bytes.IndexOf("\e$@"u8) >= 0);

    private static bool HasWholeCharacter(ReadOnlySpan<byte> bytes)
    {
        for (var i = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F); i >= 0 && i < bytes.Length; i++)
        {
            if (bytes[i] >= 0x80 && Rune.DecodeFromUtf8(bytes[i..], out _, out _) == OperationStatus.Done) return true;
        }

        return false;
    }
}
