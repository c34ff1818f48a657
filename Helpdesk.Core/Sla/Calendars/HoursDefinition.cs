using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Sla;

/// <summary>What somebody writes down about the hours of a workspace or department: the week and the days that are not worked.</summary>
public sealed record HoursDefinition(IReadOnlyList<WeeklyInterval> Week, IReadOnlyList<Holiday> Holidays)
{
    /// <summary>The most times a day may open.</summary>
    public const int MostADay = 14;

    /// <summary>The most holidays one list holds.</summary>
    public const int MostHolidays = 200;

    /// <summary>The longest name of a holiday, in characters.</summary>
    public const int LongestName = 60;

    /// <summary>Every day from midnight to midnight: what holds where nobody wrote anything down (SEEDS 8.2).</summary>
    public static HoursDefinition Always { get; } = new([.. Enum.GetValues<DayOfWeek>().Select(WeeklyInterval.WholeDay)], []);

    /// <summary>In order of the week and the calendar, names without spaces around them; what is stored and compared.</summary>
    public HoursDefinition Tidy() => new(
        [.. Week.OrderBy(i => i.Day).ThenBy(i => i.From)],
        [.. Holidays.Select(h => h with { Name = h.Name.Trim() }).OrderBy(h => h.Date).ThenBy(h => h.Name, StringComparer.Ordinal)]);

    /// <summary>What is wrong with it, else null. A week that never opens is refused: with none a due time would never come (SEEDS 8.2).</summary>
    public Error? Check()
    {
        if (Week.Count == 0) return HoursErrors.NeverOpen;
        if (CheckWeek(Week) is { } refused) return refused;
        if (Week.GroupBy(i => i.Day).Any(day => day.Count() > MostADay)) return HoursErrors.TooMany;
        if (Holidays.Count > MostHolidays) return HoursErrors.Holidays;
        return Holidays.Any(h => h.Name.Trim().Length is 0 or > LongestName || h.Name.Any(char.IsControl)) ? HoursErrors.HolidayName : null;
    }

    /// <summary>What makes intervals no week, else null: an empty one, one that is not of whole minutes, or two that overlap.</summary>
    internal static Error? CheckWeek(IEnumerable<WeeklyInterval> week)
    {
        var spans = week.OrderBy(i => i.Day).ThenBy(i => i.From).ToList();
        foreach (var span in spans)
            if (!IsWhole(span.From) || !IsWhole(span.To) || (span.From == span.To && !span.IsWholeDay)) return HoursErrors.Interval.With(Times(span));
        for (var i = 0; i < spans.Count; i++)
        {
            // After the week's last comes its first again: Saturday's night reaches into Sunday.
            var (span, next) = (spans[i], spans[(i + 1) % spans.Count]);
            var until = Start(next) + (i + 1 < spans.Count ? TimeSpan.Zero : TimeSpan.FromDays(7));
            if (Start(span) + span.Length > until) return HoursErrors.Overlap.With($"{Times(span)}, {Times(next)}");
        }

        return null;
    }

    private static TimeSpan Start(WeeklyInterval span) => TimeSpan.FromDays((int)span.Day) + span.From.ToTimeSpan();

    private static bool IsWhole(TimeOnly time) => time.Ticks % TimeSpan.TicksPerMinute == 0;

    private static string Times(WeeklyInterval span) => FormattableString.Invariant($"{span.From:HH\\:mm}–{span.To:HH\\:mm}");
}

/// <summary>Refusals about hours.</summary>
public static class HoursErrors
{
    /// <summary>It opens and closes at the same minute; a whole day is 00:00 to 00:00.</summary>
    public static readonly Error Interval = new("hours.interval", ErrorKind.Invalid);
    public static readonly Error Overlap = new("hours.overlap", ErrorKind.Invalid);

    /// <summary>More than <see cref="HoursDefinition.MostADay"/> intervals on one day.</summary>
    public static readonly Error TooMany = new("hours.too-many", ErrorKind.Invalid);

    /// <summary>More than <see cref="HoursDefinition.MostHolidays"/> holidays.</summary>
    public static readonly Error Holidays = new("hours.holidays", ErrorKind.Invalid);
    public static readonly Error HolidayName = new("hours.holiday-name", ErrorKind.Invalid);

    /// <summary>No open hour in the whole week.</summary>
    public static readonly Error NeverOpen = new("hours.never-open", ErrorKind.Invalid);
}
