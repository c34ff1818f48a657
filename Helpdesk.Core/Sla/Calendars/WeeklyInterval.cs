using System.Globalization;

namespace Helpdesk.Core.Sla;

/// <summary>Open hours of one day of the week, as the clock on the wall shows them, to the minute.</summary>
/// <param name="Day">The day it begins on.</param>
/// <param name="From">When it opens.</param>
/// <param name="To">When it closes; a time not after <paramref name="From"/> is one of the next day, so 22:00-06:00 is a night and 00:00-00:00 a whole day.</param>
public readonly record struct WeeklyInterval(DayOfWeek Day, TimeOnly From, TimeOnly To)
{
    /// <summary>How long the wall's clock runs from opening to closing: more than nothing, at most a day.</summary>
    public TimeSpan Length => To > From ? To - From : TimeSpan.FromDays(1) - (From - To);

    /// <summary>Whether it closes after the midnight that ends its day.</summary>
    public bool ClosesNextDay => To <= From && To != TimeOnly.MinValue;

    /// <summary>Whether it is a day from midnight to midnight.</summary>
    public bool IsWholeDay => From == TimeOnly.MinValue && To == TimeOnly.MinValue;

    /// <summary>A day from midnight to midnight.</summary>
    public static WeeklyInterval WholeDay(DayOfWeek day) => new(day, TimeOnly.MinValue, TimeOnly.MinValue);

    /// <summary>As stored and as the activity log shows it: <c>Monday 09:00-17:00</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day} {From:HH\\:mm}-{To:HH\\:mm}");

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else throws.</summary>
    public static WeeklyInterval Parse(string text)
    {
        var (space, dash) = (text.IndexOf(' ', StringComparison.Ordinal), text.IndexOf('-', StringComparison.Ordinal));
        return new WeeklyInterval(Enum.Parse<DayOfWeek>(text.AsSpan(0, space)), Time(text[(space + 1)..dash]), Time(text[(dash + 1)..]));
    }

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>A day that is not worked: what would begin on it does not. A night that began the evening before goes on to its end.</summary>
/// <param name="Date">The day; of a yearly one only month and day count.</param>
/// <param name="Yearly">Whether it comes every year; one of 29 February comes in leap years only.</param>
/// <param name="Name">What people call it.</param>
public readonly record struct Holiday(DateOnly Date, bool Yearly, string Name)
{
    private const string Day = "yyyy-MM-dd";
    private const string EveryYear = "yearly";
    private const string Once = "once";

    /// <summary>As stored and as the activity log shows it: <c>2026-01-07 yearly Coptic Christmas</c>.</summary>
    public override string ToString() => $"{Date.ToString(Day, CultureInfo.InvariantCulture)} {(Yearly ? EveryYear : Once)} {Name}";

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else throws.</summary>
    public static Holiday Parse(string text)
    {
        var parts = text.Split(' ', 3);
        var yearly = parts[1] switch { EveryYear => true, Once => false, _ => throw new FormatException($"Neither {EveryYear} nor {Once}: {text}") };
        return new Holiday(DateOnly.ParseExact(parts[0], Day, CultureInfo.InvariantCulture), yearly, parts[2]);
    }
}
