namespace Helpdesk.Core.Sla;

/// <summary>
/// When a workspace or department works: a week of open hours in a time zone, and days that are not worked. An immutable value; everything
/// asked of it is pure arithmetic on instants.
/// <para>
/// It is open at an instant when the clock on the zone's wall then stands inside an interval whose day is no holiday. So an hour that daylight
/// saving skips is not worked, an hour it repeats is worked twice where both are inside, and a night that changes its clock is an hour
/// shorter or longer. An interval holds its opening and not its closing; one that touches the next goes over into it without closing.
/// </para>
/// <para>A day of 24 hours is 24 open hours, whatever a working day is (SEEDS 8.2).</para>
/// </summary>
public sealed class BusinessCalendar
{
    /// <summary>How far ahead anything is looked for: five years, the longest a target may be (SEEDS 8.2).</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays((5 * 365) + 2);

    private const long Week = 7 * TimeSpan.TicksPerDay;

    private readonly WeeklyInterval[][] _days;
    private readonly HashSet<DateOnly> _dates;
    private readonly HashSet<(int Month, int Day)> _yearly;
    private readonly long _openAWeek;

    /// <summary>A calendar of a zone. Throws when intervals are empty or overlap: <see cref="HoursDefinition.Check"/> refuses them before anything is stored.</summary>
    public BusinessCalendar(TimeZoneInfo zone, IEnumerable<WeeklyInterval> week, IEnumerable<Holiday> holidays)
    {
        var intervals = week.ToList();
        if (HoursDefinition.CheckWeek(intervals) is { } wrong) throw new ArgumentException(wrong.Code, nameof(week));
        var days = holidays.ToList();
        Zone = zone;
        _days = [.. Enum.GetValues<DayOfWeek>().Select(day => intervals.Where(i => i.Day == day).OrderBy(i => i.From).ToArray())];
        _dates = [.. days.Where(h => !h.Yearly).Select(h => h.Date)];
        _yearly = [.. days.Where(h => h.Yearly).Select(h => (h.Date.Month, h.Date.Day))];
        _openAWeek = intervals.Sum(i => i.Length.Ticks);
    }

    /// <summary>Open day and night: what holds where nobody wrote hours down.</summary>
    public static BusinessCalendar Always { get; } = new(TimeZoneInfo.Utc, HoursDefinition.Always.Week, []);

    /// <summary>The zone of the wall's clock.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Open hours of a week without holidays and changed clocks.</summary>
    public TimeSpan OpenAWeek => new(_openAWeek);

    /// <summary>Whether it is open at an instant.</summary>
    public bool IsOpen(DateTimeOffset at) => Open(at.UtcTicks, at.UtcTicks + 1).Any();

    /// <summary>The first instant from <paramref name="from"/> on at which it is open: <paramref name="from"/> itself when it is; null when it does not open within <see cref="Horizon"/>.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset from)
    {
        foreach (var span in Open(from.UtcTicks, (from + Horizon).UtcTicks)) return Instant(span.From);
        return null;
    }

    /// <summary>The first instant from <paramref name="from"/> on at which it is closed: <paramref name="from"/> itself when it is; null when it does not close within <see cref="Horizon"/>.</summary>
    public DateTimeOffset? NextClosing(DateTimeOffset from)
    {
        var closes = from.UtcTicks;
        foreach (var span in Open(from.UtcTicks, (from + Horizon).UtcTicks))
        {
            if (span.From > closes) break;
            closes = span.To;
        }

        return closes < (from + Horizon).UtcTicks ? Instant(closes) : null;
    }

    /// <summary>
    /// The first instant at which so much open time has passed since <paramref name="from"/>: a closing when it is used up exactly then, and
    /// <paramref name="from"/> itself for no time at all. Null when that takes longer than <see cref="Horizon"/>; negative time throws.
    /// </summary>
    public DateTimeOffset? Add(DateTimeOffset from, TimeSpan workingTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workingTime, TimeSpan.Zero);
        if (workingTime == TimeSpan.Zero) return from;
        var left = workingTime.Ticks;
        foreach (var stretch in Stretches(from.UtcTicks, (from + Horizon).UtcTicks))
        {
            if (left > _openAWeek && IsPlainWeek(stretch))
            {
                left -= _openAWeek;
                continue;
            }

            foreach (var (opens, closes) in Open(stretch))
            {
                if (left <= closes - opens) return Instant(opens + left);
                left -= closes - opens;
            }
        }

        return null;
    }

    /// <summary>The open time between two instants; none when <paramref name="to"/> is not the later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to) =>
        new(Stretches(from.UtcTicks, to.UtcTicks).Sum(stretch => IsPlainWeek(stretch) ? _openAWeek : Open(stretch).Sum(span => span.To - span.From)));

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    private IEnumerable<Span> Open(long from, long until) => Stretches(from, until).SelectMany(Open);

    // In order, cut to the stretch. The day before is asked too: its night may reach in.
    private IEnumerable<Span> Open(Stretch stretch)
    {
        var (from, to) = (stretch.From + stretch.Offset, stretch.To + stretch.Offset);
        for (var midnight = Midnight(from) - TimeSpan.TicksPerDay; midnight < to; midnight += TimeSpan.TicksPerDay)
        {
            var day = DateOnly.FromDateTime(new DateTime(midnight));
            if (IsHoliday(day)) continue;
            foreach (var interval in _days[(int)day.DayOfWeek])
            {
                var opens = Math.Max(midnight + interval.From.Ticks, from);
                var closes = Math.Min(midnight + interval.From.Ticks + interval.Length.Ticks, to);
                if (opens < closes) yield return new Span(opens - stretch.Offset, closes - stretch.Offset);
            }
        }
    }

    // Seven days on end hold each hour of the week once, wherever they begin.
    private bool IsPlainWeek(Stretch stretch)
    {
        if (stretch.To - stretch.From != Week) return false;
        if (_dates.Count + _yearly.Count == 0) return true;
        var first = DateOnly.FromDateTime(new DateTime(stretch.From + stretch.Offset)).AddDays(-1);
        return !Enumerable.Range(0, 9).Any(days => IsHoliday(first.AddDays(days)));
    }

    private bool IsHoliday(DateOnly day) => _dates.Contains(day) || _yearly.Contains((day.Month, day.Day));

    // The time between two instants in parts of at most a week, through each of which the zone's clock runs evenly. No zone changes its clock and
    // changes it back within a week.
    private IEnumerable<Stretch> Stretches(long from, long until)
    {
        for (var at = from; at < until;)
        {
            var offset = Offset(at);
            var end = Math.Min(at + Week, until);
            if (Offset(end) != offset) end = Change(at, end, offset);
            yield return new Stretch(at, end, offset);
            at = end;
        }
    }

    // Where the offset ends, to the second: clocks change at whole ones.
    private long Change(long from, long to, long offset)
    {
        var (before, after) = (from / TimeSpan.TicksPerSecond, (to + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (Offset(middle * TimeSpan.TicksPerSecond) == offset) before = middle;
            else after = middle;
        }

        return Math.Min(after * TimeSpan.TicksPerSecond, to);
    }

    private long Offset(long utc) => Zone.GetUtcOffset(Instant(utc)).Ticks;

    private static long Midnight(long wall) => wall - (wall % TimeSpan.TicksPerDay);

    /// <summary>Instants in UTC ticks, the later one not included.</summary>
    private readonly record struct Span(long From, long To);

    /// <summary>Instants in UTC ticks between which wall time is <paramref name="Offset"/> ticks ahead of them.</summary>
    private readonly record struct Stretch(long From, long To, long Offset);
}
