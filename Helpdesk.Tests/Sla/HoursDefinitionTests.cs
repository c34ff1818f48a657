using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Xunit;
using static Helpdesk.Tests.Sla.BusinessCalendarTests;

namespace Helpdesk.Tests.Sla;

/// <summary>Which hours may be written down, and how they are.</summary>
public sealed class HoursDefinitionTests
{
    private static readonly WeeklyInterval Day = Hours(DayOfWeek.Sunday, "09:00", "17:00");

    public static TheoryData<string, WeeklyInterval[]> Wrong => new()
    {
        { HoursErrors.NeverOpen.Code, [] },
        { HoursErrors.Interval.Code, [Hours(DayOfWeek.Sunday, "09:00", "09:00")] },
        { HoursErrors.Interval.Code, [Day with { To = new TimeOnly(17, 0, 1) }] },
        { HoursErrors.Overlap.Code, [Day, Day] },
        { HoursErrors.Overlap.Code, [Day, Hours(DayOfWeek.Sunday, "16:59", "18:00")] },
        { HoursErrors.Overlap.Code, [Hours(DayOfWeek.Saturday, "22:00", "09:01"), Day] },
        { HoursErrors.Overlap.Code, [WeeklyInterval.WholeDay(DayOfWeek.Sunday), Day] },
        { HoursErrors.TooMany.Code, [.. Enumerable.Range(0, 15).Select(hour => Hours(DayOfWeek.Sunday, $"{hour:00}:00", $"{hour:00}:30"))] },
    };

    public static TheoryData<WeeklyInterval[]> Right =>
    [
        [Day],
        [Day, Hours(DayOfWeek.Sunday, "17:00", "00:00"), WeeklyInterval.WholeDay(DayOfWeek.Monday)],
        [Hours(DayOfWeek.Saturday, "22:00", "09:00"), Day],
        [Hours(DayOfWeek.Saturday, "09:00", "08:59")],
        [.. HoursDefinition.Always.Week],
        [.. Enumerable.Range(0, 14).Select(hour => Hours(DayOfWeek.Sunday, $"{hour:00}:00", $"{hour + 1:00}:00"))],
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_week_that_is_none_is_refused(string code, WeeklyInterval[] week) => Assert.Equal(code, new HoursDefinition(week, []).Check()?.Code);

    [Theory]
    [MemberData(nameof(Right))]
    public void Touching_overnight_and_whole_days_are_weeks(WeeklyInterval[] week) => Assert.Null(new HoursDefinition(week, []).Check());

    [Fact]
    public void A_list_of_holidays_has_an_end_and_each_one_a_name()
    {
        var holiday = new Holiday(new DateOnly(2026, 1, 7), true, "Coptic Christmas");
        Assert.Equal(HoursErrors.Holidays, With([.. Enumerable.Repeat(holiday, 201)]));
        foreach (var name in (string[])["", "  ", "two\nlines", new string('x', 61)]) Assert.Equal(HoursErrors.HolidayName, With(holiday with { Name = name }));
        Assert.Null(With([.. Enumerable.Repeat(holiday, 200)]));

        static Error? With(params Holiday[] holidays) => new HoursDefinition([Day], holidays).Check();
    }

    [Theory]
    [InlineData("Sunday 09:00-17:00")]
    [InlineData("Saturday 22:00-06:00")]
    [InlineData("Wednesday 00:00-00:00")]
    public void An_interval_is_read_as_it_was_written(string text) => Assert.Equal(text, WeeklyInterval.Parse(text).ToString());

    [Theory]
    [InlineData("2026-01-07 yearly Coptic Christmas")]
    [InlineData("2026-03-20 once عيد الفطر")]
    public void A_holiday_is_read_as_it_was_written(string text) => Assert.Equal(text, Holiday.Parse(text).ToString());
}
