using Helpdesk.Core.Sla;

namespace Helpdesk.Web.Sla;

/// <summary>Hours as somebody edits them: a row for each day of the reader's week, and the holidays.</summary>
public sealed class HoursForm
{
    /// <summary>The days, from the one on which the reader's week starts.</summary>
    public IReadOnlyList<DayForm> Days { get; private set; } = [];

    /// <summary>The days that are not worked.</summary>
    public List<HolidayForm> Holidays { get; private set; } = [];

    /// <summary>Open hours of the week as it stands in the fields.</summary>
    public TimeSpan Total => TimeSpan.FromTicks(Days.Sum(d => d.Total.Ticks));

    /// <summary>Shows a definition, from what was edited.</summary>
    public void Take(HoursDefinition hours, DayOfWeek first)
    {
        Days = [.. Enumerable.Range(0, 7).Select(i => new DayForm((DayOfWeek)(((int)first + i) % 7), hours.Week))];
        Holidays = hours.Holidays.Select(h => new HolidayForm { Date = h.Date, Yearly = h.Yearly, Name = h.Name }).ToList();
    }

    /// <summary>What the fields say.</summary>
    public HoursDefinition ToDefinition() => new(
        [.. Days.SelectMany(d => d.Intervals)], [.. Holidays.Select(h => new Holiday(h.Date, h.Yearly, h.Name))]);

    /// <summary>Gives every other day one day's hours.</summary>
    public void CopyFrom(DayForm day)
    {
        foreach (var other in Days.Where(d => d != day)) other.Take(day.Intervals);
    }

    /// <summary>One day: closed without times.</summary>
    public sealed class DayForm
    {
        // What an office is taken to do (SEEDS 8.1), until somebody says otherwise.
        private static readonly (TimeOnly From, TimeOnly To) Office = (new(9, 0), new(17, 0));
        private readonly List<SpanForm> _spans = [];

        /// <summary>The day as a week has it.</summary>
        public DayForm(DayOfWeek day, IEnumerable<WeeklyInterval> week)
        {
            Day = day;
            Take(week.Where(i => i.Day == day));
        }

        public DayOfWeek Day { get; }

        /// <summary>Its times, as they were added.</summary>
        public IReadOnlyList<SpanForm> Spans => _spans;

        /// <summary>Whether it is open from midnight to midnight.</summary>
        public bool IsWholeDay => _spans is [{ From.Ticks: 0, To.Ticks: 0 }];

        /// <summary>What its fields say, right or wrong.</summary>
        public IEnumerable<WeeklyInterval> Intervals => _spans.Select(s => new WeeklyInterval(Day, s.From, s.To));

        /// <summary>Its open hours; times that are no interval yet count nothing.</summary>
        public TimeSpan Total => TimeSpan.FromTicks(Intervals.Where(i => i.From != i.To || i.IsWholeDay).Sum(i => i.Length.Ticks));

        /// <summary>Takes the times of hours of any day.</summary>
        public void Take(IEnumerable<WeeklyInterval> hours)
        {
            var taken = hours.Select(h => new SpanForm { From = h.From, To = h.To }).ToList();
            _spans.Clear();
            _spans.AddRange(taken);
        }

        /// <summary>Closes it.</summary>
        public void Close() => _spans.Clear();

        /// <summary>Opens it from midnight to midnight.</summary>
        public void OpenAllDay() => Take([WeeklyInterval.WholeDay(Day)]);

        /// <summary>Takes one time away.</summary>
        public void Remove(SpanForm span) => _spans.Remove(span);

        /// <summary>An office's day, or two more hours after a break of one.</summary>
        public void Add() => _spans.Add(_spans is [.., var last]
            ? new SpanForm { From = last.To.AddHours(1), To = last.To.AddHours(3) }
            : new SpanForm { From = Office.From, To = Office.To });
    }

    /// <summary>Two fields of one day.</summary>
    public sealed class SpanForm
    {
        public TimeOnly From { get; set; }

        public TimeOnly To { get; set; }

        /// <summary>Whether it closes after the midnight that ends its day.</summary>
        public bool ClosesNextDay => new WeeklyInterval(default, From, To).ClosesNextDay;
    }

    /// <summary>The fields of one holiday.</summary>
    public sealed class HolidayForm
    {
        public DateOnly Date { get; set; }

        public bool Yearly { get; set; }

        public string Name { get; set; } = "";
    }
}
