using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;

/// <summary>UTF-7 (RFC 2152), which .NET no longer reads: harmless here, where text is only shown after sanitising.</summary>
internal static class Utf7
{
    public static Charset Charset { get; } = new("utf-7", Decode);

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '+')
            {
                text.Append(bytes[i] < 0x80 ? (char)bytes[i] : Charsets.Charset.Unreadable);
                continue;
            }

            var start = i + 1;
            i = Shifted(bytes, start, text);
            if (i == start && i < bytes.Length && bytes[i] == '-') text.Append('+');
            // A minus ends the run and belongs to it; anything else is text again.
            if (i >= bytes.Length || bytes[i] != '-') i--;
        }

        return text.ToString();
    }

    // Sixteen bits a character, the bits left over are padding.
    private static int Shifted(ReadOnlySpan<byte> bytes, int i, StringBuilder text)
    {
        var (bits, count) = (0, 0);
        for (; i < bytes.Length && Base64Alphabet.ValueOf(bytes[i]) is var value and >= 0; i++)
        {
            bits = (bits << 6) | value;
            count += 6;
            if (count < 16) continue;
            count -= 16;
            text.Append((char)((bits >> count) & 0xFFFF));
            bits &= (1 << count) - 1;
        }

        return i;
    }
}
