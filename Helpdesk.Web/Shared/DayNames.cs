using System.Globalization;
using Helpdesk.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Shared;

/// <summary>Names days and times as a reader expects them; digits stay Western in both languages.</summary>
public static class DayNames
{
    /// <summary>"14:05" today, "Yesterday", else "12 Nov" or "12 Nov 2025".</summary>
    public static string Short(IStringLocalizer texts, DateTimeOffset local, DateTimeOffset now)
    {
        var days = DateOnly.FromDateTime(now.DateTime).DayNumber - DateOnly.FromDateTime(local.DateTime).DayNumber;
        return days switch
        {
            0 => Time(local),
            1 => texts["day.yesterday"],
            _ => local.ToString(local.Year == now.Year ? "d MMM" : "d MMM yyyy", CultureInfo.CurrentCulture),
        };
    }

    /// <summary>"Today", "Yesterday", else "12 Nov".</summary>
    public static string Day(IStringLocalizer texts, DateTimeOffset local, DateTimeOffset now) =>
        local.Date == now.Date ? texts["day.today"] : Short(texts, local, now);

    /// <summary>"Today", "Yesterday", else "Wednesday 18 November".</summary>
    public static string Long(IStringLocalizer texts, DateOnly day, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.DateTime);
        return (today.DayNumber - day.DayNumber) switch
        {
            0 => texts["day.today"],
            1 => texts["day.yesterday"],
            _ => day.ToString(day.Year == today.Year ? "dddd d MMMM" : "d MMMM yyyy", CultureInfo.CurrentCulture),
        };
    }

    /// <summary>"14:05".</summary>
    public static string Time(DateTimeOffset local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"14:05" today, else with its day.</summary>
    public static string Moment(IStringLocalizer texts, DateTimeOffset local, DateTimeOffset now) =>
        local.Date == now.Date ? Time(local) : $"{Short(texts, local, now)} {Time(local)}";
}
