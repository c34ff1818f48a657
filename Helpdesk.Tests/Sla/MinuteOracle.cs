using Helpdesk.Core.Sla;

namespace Helpdesk.Tests.Sla;

/// <summary>
/// Working hours as a child would find them out: look at the wall's clock every minute. Knows nothing of the calendar's own arithmetic, and
/// is only as exact as a minute.
/// </summary>
internal sealed class MinuteOracle(TimeZoneInfo zone, IReadOnlyList<WeeklyInterval> week, IReadOnlyList<Holiday> holidays)
{
    public bool IsOpen(DateTimeOffset at)
    {
        var wall = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        return week.Any(i => Holds(i, DateOnly.FromDateTime(wall), wall) || Holds(i, DateOnly.FromDateTime(wall).AddDays(-1), wall));
    }

    /// <summary>Which of the minutes from an instant on are open.</summary>
    public bool[] Minutes(DateTimeOffset from, int count) => [.. Enumerable.Range(0, count).Select(m => IsOpen(from.AddMinutes(m)))];

    private bool Holds(WeeklyInterval interval, DateOnly day, DateTime wall)
    {
        if (interval.Day != day.DayOfWeek || holidays.Any(h => h.Yearly ? (h.Date.Month, h.Date.Day) == (day.Month, day.Day) : h.Date == day)) return false;
        var opens = day.ToDateTime(interval.From);
        var closes = day.ToDateTime(interval.To);
        if (closes <= opens) closes = closes.AddDays(1);
        return opens <= wall && wall < closes;
    }
}

/// <summary>Calendars nobody thought of, the same ones every time for the same seed.</summary>
internal static class RandomCalendars
{
    /// <summary>Where clocks change by an hour or half of one, at midnight or at night, and where they never do.</summary>
    public static readonly string[] Zones = ["Africa/Cairo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Havana"];

    /// <summary>Days around which something happens: clocks that change, years that end, a leap day.</summary>
    public static readonly string[] Days =
    [
        "2026-04-24", "2026-10-30", "2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-04-05", "2026-10-04", "2026-12-31", "2028-02-29", "2027-07-14",
    ];

    public static (List<WeeklyInterval> Week, List<Holiday> Holidays) Of(Random random, DateOnly around)
    {
        var week = new List<WeeklyInterval>();
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            // Cuts of the day in order, taken in pairs; the last one of a day may run into the next morning before it opens.
            var cuts = Enumerable.Range(0, random.Next(0, 4) * 2).Select(_ => random.Next(6 * 60, 24 * 60)).Distinct().Order().ToList();
            for (var i = 0; i + 1 < cuts.Count; i += 2) week.Add(new WeeklyInterval(day, Time(cuts[i]), Time(cuts[i + 1])));
            var free = cuts.Count > 0 ? cuts[^1] : 6 * 60;
            if (random.Next(3) == 0 && free < 24 * 60) week.Add(new WeeklyInterval(day, Time(random.Next(free, 24 * 60)), Time(random.Next(0, 6 * 60))));
        }

        if (random.Next(8) == 0) week = [.. HoursDefinition.Always.Week];
        var holidays = Enumerable.Range(0, random.Next(0, 5)).Select(_ => new Holiday(around.AddDays(random.Next(-4, 5)), random.Next(2) == 0, "Day off")).ToList();
        return (week, holidays);
    }

    private static TimeOnly Time(int minute) => TimeOnly.MinValue.AddMinutes(minute);
}
