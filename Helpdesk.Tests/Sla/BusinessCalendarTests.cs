using System.Globalization;
using Helpdesk.Core.Sla;
using Xunit;

namespace Helpdesk.Tests.Sla;

/// <summary>The rules of working hours, one by one, by the clock on the wall.</summary>
public sealed class BusinessCalendarTests
{
    private static readonly WeeklyInterval[] Office = [.. Enumerable.Range(0, 5).Select(day => Hours((DayOfWeek)day, "09:00", "17:00"))];

    [Theory]
    [InlineData("2026-11-22 08:59:59", false)] // A Sunday.
    [InlineData("2026-11-22 09:00:00", true)]
    [InlineData("2026-11-22 16:59:59", true)]
    [InlineData("2026-11-22 17:00:00", false)]
    [InlineData("2026-11-27 12:00:00", false)] // A Friday.
    public void An_interval_holds_its_opening_and_not_its_closing(string wall, bool open) => Assert.Equal(open, Cairo(Office).IsOpen(In(wall)));

    [Fact]
    public void Time_goes_on_after_the_weekend()
    {
        Assert.Equal(In("2026-11-29 10:30"), Cairo(Office).Add(In("2026-11-26 16:00"), TimeSpan.FromHours(2.5)));
        Assert.Equal(TimeSpan.FromHours(2.5), Cairo(Office).Between(In("2026-11-26 16:00"), In("2026-11-29 10:30")));
    }

    [Fact]
    public void Time_that_is_used_up_at_closing_is_due_at_closing_and_no_time_at_once()
    {
        Assert.Equal(In("2026-11-22 17:00"), Cairo(Office).Add(In("2026-11-22 09:00"), TimeSpan.FromHours(8)));
        Assert.Equal(In("2026-11-22 03:00"), Cairo(Office).Add(In("2026-11-22 03:00"), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cairo(Office).Add(In("2026-11-22 03:00"), TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void Intervals_that_touch_go_over_into_each_other()
    {
        var calendar = Cairo([Hours(DayOfWeek.Sunday, "09:00", "12:00"), Hours(DayOfWeek.Sunday, "12:00", "00:00"), Hours(DayOfWeek.Monday, "00:00", "02:00")]);
        Assert.Equal(In("2026-11-23 02:00"), calendar.NextClosing(In("2026-11-22 10:00")));
    }

    [Fact]
    public void A_holiday_closes_what_begins_on_it_and_not_the_night_before()
    {
        var nights = Cairo([.. Enum.GetValues<DayOfWeek>().Select(day => Hours(day, "22:00", "06:00"))], Off("2026-11-24"));
        Assert.True(nights.IsOpen(In("2026-11-24 05:59")));
        Assert.False(nights.IsOpen(In("2026-11-24 22:00")));
        Assert.False(nights.IsOpen(In("2026-11-25 03:00")));
        Assert.Equal(In("2026-11-25 22:00"), nights.NextOpening(In("2026-11-24 06:00")));
    }

    [Theory]
    [InlineData("2027-02-28", true)]
    [InlineData("2027-03-01", true)]
    [InlineData("2028-02-29", false)]
    public void A_yearly_holiday_of_29_february_comes_in_leap_years_only(string day, bool open) =>
        Assert.Equal(open, Cairo(HoursDefinition.Always.Week, Off("2024-02-29", yearly: true)).IsOpen(In($"{day} 12:00")));

    [Fact]
    public void An_hour_that_is_skipped_is_not_worked_and_one_that_is_repeated_is_worked_twice()
    {
        var berlin = new BusinessCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), [Hours(DayOfWeek.Sunday, "01:00", "05:00")], []);
        Assert.Equal(TimeSpan.FromHours(3), berlin.Between(Utc("2026-03-28 12:00"), Utc("2026-03-29 12:00")));
        Assert.Equal(TimeSpan.FromHours(5), berlin.Between(Utc("2026-10-24 12:00"), Utc("2026-10-25 12:00")));
        Assert.Equal(TimeSpan.FromHours(4), berlin.Between(Utc("2026-07-04 12:00"), Utc("2026-07-05 12:00")));
    }

    [Fact]
    public void What_never_opens_is_never_due_and_ends()
    {
        var never = Cairo([]);
        Assert.Null(never.NextOpening(In("2026-11-22 09:00")));
        Assert.Null(never.Add(In("2026-11-22 09:00"), TimeSpan.FromMinutes(1)));
        Assert.Equal(TimeSpan.Zero, never.Between(In("2026-11-22 09:00"), In("2046-11-22 09:00")));
        Assert.Equal(In("2026-11-22 09:00"), never.NextClosing(In("2026-11-22 09:00")));
        var everyMonday = Enumerable.Range(0, 400).Select(week => new Holiday(new DateOnly(2026, 11, 23).AddDays(7 * week), false, "Off"));
        Assert.Null(Cairo([Hours(DayOfWeek.Monday, "09:00", "17:00")], [.. everyMonday]).NextOpening(In("2026-11-22 09:00")));
    }

    [Fact]
    public void Nothing_is_promised_further_ahead_than_five_years()
    {
        var from = In("2026-11-22 09:00");
        Assert.Equal(from + BusinessCalendar.Horizon, BusinessCalendar.Always.Add(from, BusinessCalendar.Horizon));
        Assert.Null(BusinessCalendar.Always.Add(from, BusinessCalendar.Horizon + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Without_hours_it_is_always_open()
    {
        var (from, to) = (Utc("2026-02-27 23:59"), Utc("2029-03-01 00:01"));
        Assert.True(BusinessCalendar.Always.IsOpen(from));
        Assert.Equal(from, BusinessCalendar.Always.NextOpening(from));
        Assert.Null(BusinessCalendar.Always.NextClosing(from));
        Assert.Equal(to - from, BusinessCalendar.Always.Between(from, to));
        Assert.Equal(TimeSpan.FromDays(7), BusinessCalendar.Always.OpenAWeek);
    }

    [Fact]
    public void A_calendar_is_not_made_of_hours_that_overlap()
    {
        Assert.Throws<ArgumentException>(() => Cairo([Hours(DayOfWeek.Sunday, "09:00", "12:00"), Hours(DayOfWeek.Sunday, "11:00", "13:00")]));
        Assert.Throws<ArgumentException>(() => Cairo([Hours(DayOfWeek.Saturday, "22:00", "06:00"), Hours(DayOfWeek.Sunday, "05:59", "13:00")]));
    }

    internal static WeeklyInterval Hours(DayOfWeek day, string from, string to) =>
        new(day, TimeOnly.ParseExact(from, "HH:mm", CultureInfo.InvariantCulture), TimeOnly.ParseExact(to, "HH:mm", CultureInfo.InvariantCulture));

    private static Holiday Off(string date, bool yearly = false) => new(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture), yearly, "Off");

    private static BusinessCalendar Cairo(IEnumerable<WeeklyInterval> week, params Holiday[] holidays) =>
        new(TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo"), week, holidays);

    // In November and February Cairo is two hours ahead.
    private static DateTimeOffset In(string wall) => new(DateTime.Parse(wall, CultureInfo.InvariantCulture), TimeSpan.FromHours(2));

    private static DateTimeOffset Utc(string text) => new(DateTime.Parse(text, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
