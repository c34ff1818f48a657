using System.Globalization;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;

/// <summary>
/// Which Windows code page undeclared 8-bit text is in: the one under which its letters form words of one script with sane capitals.
/// A guess: good for sentences, for single letters it falls back to windows-1252.
/// </summary>
internal static class WindowsGuess
{
    private const int SampleBytes = 4096;
    private static readonly int[] Candidates = [1252, 1255, 1251, 1256, 1250, 1253, 1255, 1254, 1257];

    public static Charset Of(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        if (first < 0) return Charset.Windows(1252);
        var sample = bytes.Slice(first == 0 ? 0 : first - 1, Math.Min(SampleBytes, bytes.Length - first));
        var (best, highest) = (Candidates[0], int.MinValue);
        foreach (var candidate in Candidates)
        {
            var score = Score(Charset.Windows(candidate).Decode(sample));
            if (score > highest) (best, highest) = (candidate, score);
        }

        return Charset.Windows(best);
    }

    private static int Score(string text)
    {
        var score = 0;
        var before = ' ';
        foreach (var c in text)
        {
            if (c >= 0x80 || before >= 0x80) score += Pair(before, c);
            before = c;
        }

        return score;
    }

    private static int Pair(char before, char c)
    {
        if (c == Charset.Unreadable || c is >= '\u0080' and <= '\u009F') return -8;
        if (!char.IsLetter(c)) return c < 0x80 || char.IsPunctuation(c) || char.IsWhiteSpace(c) || char.IsDigit(c) || IsMark(c) ? 0 : -2;
        if (!char.IsLetter(before)) return IsMark(before) ? 1 : c >= 0x80 ? 0 : 1;
        if (Script(before) != Script(c)) return -4;
        // Hebrew's final letters end words; Cyrillic read as Hebrew has them anywhere.
        if (before is 'ך' or 'ם' or 'ן' or 'ף' or 'ץ') return -4;
        if (char.IsLower(before) && char.IsUpper(c)) return -3;
        // In Latin script accented letters seldom stand together; in the others every letter is of the upper half.
        return Script(c) == 0 && before >= 0x80 && c >= 0x80 ? 0 : 2;
    }

    private static bool IsMark(char c) => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    private static int Script(char c) => c switch
    {
        < '\u0370' => 0,
        < '\u0400' => 1,
        < '\u0590' => 2,
        < '\u0600' => 3,
        _ => 4,
    };
}
