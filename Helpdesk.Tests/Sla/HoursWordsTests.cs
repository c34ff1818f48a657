using System.Globalization;
using Helpdesk.Core.Sla;
using Helpdesk.Web.Resources;
using Helpdesk.Web.Sla;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;
using static Helpdesk.Tests.Sla.BusinessCalendarTests;

namespace Helpdesk.Tests.Sla;

/// <summary>Hours in words, and as the fields of the page hold them.</summary>
public sealed class HoursWordsTests
{
    private static readonly TimeZoneInfo Cairo = TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo");

    private static readonly HoursDefinition Office = new(
        [.. Enumerable.Range(0, 4).Select(day => Hours((DayOfWeek)day, "09:00", "17:00")), Hours(DayOfWeek.Thursday, "22:00", "02:00")], []);

    [Theory]
    [InlineData("en", "2026-11-22T12:00+02:00", "Open now, closes 17:00")]
    [InlineData("en", "2026-11-22T08:00+02:00", "Closed, opens 09:00")]
    [InlineData("en", "2026-11-22T15:30Z", "Closed, opens Monday 09:00")]
    [InlineData("en", "2026-11-26T23:00+02:00", "Open now, closes Friday 02:00")]
    [InlineData("en", "2026-11-27T12:00+02:00", "Closed, opens Sunday 09:00")]
    [InlineData("ar", "2026-11-27T12:00+02:00", "مغلق، يفتح الأحد 09:00")]
    public void It_says_until_when_by_the_clock_of_the_zone(string culture, string now, string words) =>
        Assert.Equal(words, Said(culture, new BusinessCalendar(Cairo, Office.Week, []), DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));

    [Fact]
    public void What_is_a_week_or_more_away_has_a_date()
    {
        var now = new DateTimeOffset(2026, 12, 22, 12, 0, 0, TimeSpan.Zero);
        var closed = new BusinessCalendar(Cairo, Office.Week, Enumerable.Range(22, 14).Select(day => new Holiday(new DateOnly(2026, 12, 1).AddDays(day - 1), false, "Off")));
        Assert.Equal("Closed, opens 5 Jan 2027 09:00", Said("en", closed, now));
        Assert.Equal("Always open", Said("en", BusinessCalendar.Always, now));
    }

    [Fact]
    public void The_fields_give_back_what_they_took_from_whichever_day_the_week_starts()
    {
        var hours = new HoursDefinition([.. Office.Week, WeeklyInterval.WholeDay(DayOfWeek.Saturday)], [new Holiday(new DateOnly(2026, 1, 7), true, "Christmas")]);
        foreach (var first in Enum.GetValues<DayOfWeek>())
        {
            var form = new HoursForm();
            form.Take(hours, first);
            Assert.Equal(first, form.Days[0].Day);
            Assert.Equal(hours.Tidy().Week, form.ToDefinition().Tidy().Week);
            Assert.Equal(hours.Holidays, form.ToDefinition().Holidays);
            Assert.Equal(TimeSpan.FromHours(60), form.Total);
        }
    }

    [Fact]
    public void One_days_times_are_copied_to_all_the_others()
    {
        var form = new HoursForm();
        form.Take(Office, DayOfWeek.Saturday);
        form.CopyFrom(form.Days.Single(d => d.Day == DayOfWeek.Thursday));
        Assert.Equal(Enum.GetValues<DayOfWeek>().Select(day => Hours(day, "22:00", "02:00")), form.ToDefinition().Tidy().Week);
        form.CopyFrom(form.Days[0]);
        form.Days[0].Close();
        form.CopyFrom(form.Days[0]);
        Assert.Equal(HoursErrors.NeverOpen, form.ToDefinition().Check());
    }

    private static string Said(string culture, BusinessCalendar calendar, DateTimeOffset now)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
            var factory = new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance);
            return HoursWords.Now(factory.Create(typeof(AdminTexts)), calendar, now).Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
