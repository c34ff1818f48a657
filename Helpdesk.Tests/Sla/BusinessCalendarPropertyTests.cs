using System.Collections.Concurrent;
using System.Globalization;
using Helpdesk.Core.Sla;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Sla;

/// <summary>Random calendars around the days on which clocks and years change, against one that looks every minute; and the laws of the arithmetic.</summary>
public sealed class BusinessCalendarPropertyTests(ITestOutputHelper output)
{
    private const int Minutes = 9 * 24 * 60;
    private const int CalendarsADay = 6;

    // Looking every minute takes longer than all the rest: once per zone.
    private static readonly ConcurrentDictionary<string, List<Case>> Known = new();

    public static TheoryData<string> Zones => [.. RandomCalendars.Zones];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_minute_is_open_or_closed_as_the_clock_on_the_wall_says(string zone)
    {
        var (looked, open) = (0, 0);
        foreach (var (calendar, minutes, start, _) in Cases(zone))
        {
            for (var m = 0; m < Minutes; m += 7)
            {
                Assert.True(minutes[m] == calendar.IsOpen(start.AddMinutes(m)), $"{zone} {start.AddMinutes(m):O}");
                looked++;
                open += minutes[m] ? 1 : 0;
            }
        }

        output.WriteLine($"{looked} minutes, {open} of them open");
        Assert.InRange(open, looked / 10, looked * 9 / 10);
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Open_time_between_two_instants_is_the_number_of_open_minutes(string zone)
    {
        foreach (var (calendar, minutes, start, seed) in Cases(zone))
        {
            var random = new Random(seed);
            foreach (var (from, to) in Pairs(random, 30))
                Assert.Equal(minutes[from..to].Count(m => m), calendar.Between(start.AddMinutes(from), start.AddMinutes(to)).TotalMinutes);
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Added_time_is_used_up_at_the_end_of_that_many_open_minutes(string zone)
    {
        var reached = 0;
        foreach (var (calendar, minutes, start, seed) in Cases(zone))
        {
            var random = new Random(seed);
            foreach (var (from, _) in Pairs(random, 30))
            {
                var work = random.Next(1, 3000);
                var last = Enumerable.Range(from, Minutes - from).Where(m => minutes[m]).Skip(work - 1).Cast<int?>().FirstOrDefault();
                if (last is not { } minute) continue;
                Assert.Equal(start.AddMinutes(minute + 1), calendar.Add(start.AddMinutes(from), TimeSpan.FromMinutes(work)));
                reached++;
            }
        }

        Assert.True(reached > 200, $"only {reached} ends were inside what was looked at");
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void The_next_opening_and_closing_are_the_next_minutes_of_that_kind(string zone)
    {
        var found = 0;
        foreach (var (calendar, minutes, start, seed) in Cases(zone))
        {
            var random = new Random(seed);
            foreach (var (from, _) in Pairs(random, 30))
            {
                var (opens, closes) = (Array.IndexOf(minutes, true, from), Array.IndexOf(minutes, false, from));
                if (opens >= 0) Assert.Equal(start.AddMinutes(opens), calendar.NextOpening(start.AddMinutes(from)));
                if (closes >= 0) Assert.Equal(start.AddMinutes(closes), calendar.NextClosing(start.AddMinutes(from)));
                found += opens >= 0 && closes >= 0 ? 1 : 0;
            }
        }

        Assert.True(found > 200, $"only {found} of both kinds were inside what was looked at");
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void What_is_added_lies_between_adds_up_and_never_runs_backwards(string zone)
    {
        foreach (var (calendar, _, start, seed) in Cases(zone))
        {
            var random = new Random(seed);
            foreach (var (first, second) in Pairs(random, 20))
            {
                // Odd ticks too: nothing is rounded to minutes. Months, so that whole weeks are skipped.
                var (a, b) = (start.AddMinutes(first).AddTicks(random.Next(1000)), start.AddMinutes(second * 9).AddTicks(random.Next(1000)));
                if (calendar.OpenAWeek == TimeSpan.Zero)
                {
                    Assert.Null(calendar.Add(a, TimeSpan.FromTicks(1)));
                    Assert.Equal(TimeSpan.Zero, calendar.Between(a, b));
                    continue;
                }

                var (t, u) = (SomeWeeks(calendar, random), SomeWeeks(calendar, random));
                var due = calendar.Add(a, t)!.Value;
                Assert.Equal(t, calendar.Between(a, due));
                Assert.Equal(calendar.Add(a, t + u), calendar.Add(due, u));
                Assert.True(calendar.Add(a, t) < calendar.Add(a, t + u));
                Assert.True(calendar.Add(a, t) <= calendar.Add(a.AddMinutes(random.Next(5000)), t));
                var middle = a + ((b - a) / 3);
                Assert.Equal(calendar.Between(a, b), calendar.Between(a, middle) + calendar.Between(middle, b));
                Assert.Equal(TimeSpan.Zero, calendar.Between(b, a));
            }
        }
    }

    private static List<Case> Cases(string zone) => Known.GetOrAdd(zone, id => [.. MadeFor(TimeZoneInfo.FindSystemTimeZoneById(id))]);

    private static IEnumerable<Case> MadeFor(TimeZoneInfo zone)
    {
        var seed = zone.Id.Length * 1000;
        foreach (var text in RandomCalendars.Days)
        {
            var day = DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddDays(-4);
            for (var i = 0; i < CalendarsADay; i++)
            {
                var (week, holidays) = RandomCalendars.Of(new Random(++seed), day);
                yield return new Case(new BusinessCalendar(zone, week, holidays), new MinuteOracle(zone, week, holidays).Minutes(start, Minutes), start, seed);
            }
        }
    }

    private static TimeSpan SomeWeeks(BusinessCalendar calendar, Random random) => new(random.NextInt64(1, 20 * calendar.OpenAWeek.Ticks));

    private static IEnumerable<(int From, int To)> Pairs(Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var from = random.Next(0, Minutes);
            yield return (from, random.Next(from, Minutes));
        }
    }

    /// <summary>A calendar, which minutes from a start on are open, and a seed of its own.</summary>
    private sealed record Case(BusinessCalendar Calendar, bool[] Minutes, DateTimeOffset Start, int Seed);
}
