using System.Globalization;
using Helpdesk.Core.Sla;
using Helpdesk.Web.Resources;
using Helpdesk.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Sla;

/// <summary>Says hours in words; all times are those of the calendar's zone.</summary>
public static class HoursWords
{
    /// <summary>"Open now, closes 17:00", "Closed, opens Sunday 09:00" or "Always open".</summary>
    public static string Now(IStringLocalizer texts, BusinessCalendar calendar, DateTimeOffset now)
    {
        var open = calendar.IsOpen(now);
        if ((open ? calendar.NextClosing(now) : calendar.NextOpening(now)) is not { } change) return texts[open ? "hours.always" : "hours.never"];
        var when = When(TimeZoneInfo.ConvertTime(change, calendar.Zone), TimeZoneInfo.ConvertTime(now, calendar.Zone));
        return texts[open ? "hours.closes" : "hours.opens", Isolate.Of(when)];
    }

    /// <summary>"8 h"; halves and quarters as decimals.</summary>
    public static string Length(IStringLocalizer texts, TimeSpan time) => texts["hours.length", Number(time)];

    /// <summary>"56 h a week".</summary>
    public static string Weekly(IStringLocalizer texts, TimeSpan time) => texts["hours.weekly", Number(time)];

    /// <summary>"Sunday".</summary>
    public static string Day(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day);

    // The day's name says enough for six days; the seventh has today's.
    private static string When(DateTimeOffset at, DateTimeOffset now) => (at.Date - now.Date).Days switch
    {
        0 => DayNames.Time(at),
        < 7 => $"{Day(at.DayOfWeek)} {DayNames.Time(at)}",
        _ => $"{at.ToString(at.Year == now.Year ? "d MMM" : "d MMM yyyy", CultureInfo.CurrentCulture)} {DayNames.Time(at)}",
    };

    private static string Number(TimeSpan time) => Isolate.Of(time.TotalHours.ToString("0.##", CultureInfo.InvariantCulture));
}
