using Helpdesk.Core.Sla;

namespace Helpdesk.Core.Routing;

/// <summary>When a customer who waits has waited too long: the one place that says so for the supervisor's page.</summary>
public static class WaitLimit
{
    /// <summary>The moment a wait turns into a delay.</summary>
    /// <param name="waitingSince">Since when the customer waits; null when nobody does.</param>
    /// <param name="limit">How long one may (<see cref="DeskSettings.DelayAfter"/>).</param>
    /// <param name="hours">The hours that count towards it.</param>
    public static DateTimeOffset? DelayedAt(DateTimeOffset? waitingSince, TimeSpan limit, BusinessCalendar hours) =>
        waitingSince is { } since ? hours.Add(since, limit) : null;
}
