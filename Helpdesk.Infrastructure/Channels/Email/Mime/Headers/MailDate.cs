using System.Globalization;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

/// <summary>Dates of mails (RFC 5322 3.3 and the obsolete forms of 4.3).</summary>
internal static class MailDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    // Hours from UTC; letters other than Z mean nothing (RFC 5322 4.3).
    private static readonly Dictionary<string, int> Zones =
        "UT 0 UTC 0 GMT 0 Z 0 EST -5 EDT -4 CST -6 CDT -5 MST -7 MDT -6 PST -8 PDT -7".Split(' ').Chunk(2)
            .ToDictionary(zone => zone[0], zone => int.Parse(zone[1], CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);

    /// <summary>The moment; null when it cannot be told. An unknown zone counts as UTC (RFC 5322 4.3).</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null) return null;
        var words = new HeaderScan(text).Until().Split([' ', '\t', ',', '-', '/'], 12, StringSplitOptions.RemoveEmptyEntries);
        var month = Array.FindIndex(words, w => MonthOf(w) > 0);
        if (month < 0 || month + 1 >= words.Length) return null;
        // "21 Nov 2025 09:55:06" or, as asctime writes it, "Nov 21 09:55:06 2025".
        var dayFirst = month > 0 && Number(words[month - 1]) is not null;
        if (!dayFirst && month + 3 >= words.Length) return null;
        if (Number(words[dayFirst ? month - 1 : month + 1]) is not { } day) return null;
        var (year, clock) = (words[dayFirst ? month + 1 : month + 3], month + 2);
        if (Number(year) is not { } y) return null;
        // Two and three digits: RFC 5322 4.3.
        var full = y switch { < 50 => y + 2000, < 1000 => y + 1900, _ => y };
        var time = clock < words.Length ? words[clock].Split(':') : ["0"];
        var zone = text.AsSpan().TrimEnd() is var trimmed && dayFirst && clock + 1 < words.Length ? ZoneOf(words[clock + 1], trimmed) : TimeSpan.Zero;
        return Moment(full, MonthOf(words[month]), day, time, zone);
    }

    private static DateTimeOffset? Moment(int year, int month, int day, string[] time, TimeSpan zone)
    {
        if (Number(time[0]) is not ({ } hour and < 24)) return null;
        var minute = time.Length > 1 ? Number(time[1]) : 0;
        var second = time.Length > 2 ? Number(time[2]) : 0;
        if (minute is not ({ } m and < 60) || second is not ({ } s and <= 60) || year is < 1900 or > 9000 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        return new DateTimeOffset(year, month, day, hour, m, Math.Min(59, s), zone);
    }

    private static int MonthOf(string word) => word.Length < 3 ? 0 : Array.FindIndex(Months, m => word.StartsWith(m, StringComparison.OrdinalIgnoreCase)) + 1;

    private static int? Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan ZoneOf(string word, ReadOnlySpan<char> text)
    {
        if (Zones.TryGetValue(word, out var hours)) return TimeSpan.FromHours(hours);
        // The sign of a negative zone was taken for a separator.
        if (Number(word.TrimStart('+')) is not ({ } number and <= 1400) || word.TrimStart('+').Length != 4 || number % 100 > 59) return TimeSpan.Zero;
        var zone = new TimeSpan(number / 100, number % 100, 0);
        return text.LastIndexOf($"-{word}") >= 0 ? -zone : zone;
    }
}
