using Helpdesk.Core.Presence;

namespace Helpdesk.Web.Supervision;

/// <summary>What a stretch of an agent's day was.</summary>
public enum DayKind
{
    Online,
    Away,
    Reconnecting,
    Break,

    /// <summary>The part of a break beyond its plan.</summary>
    Over,
}

/// <summary>A stretch of the bar, in hundredths of its length.</summary>
public readonly record struct DaySegment(DayKind Kind, double Start, double Length);

/// <summary>The part of the day all bars of a page show: whole hours where the reader is.</summary>
public readonly record struct DayWindow(DateTimeOffset From, DateTimeOffset To)
{
    private const int Shortest = 8;

    /// <summary>From the first hour anybody worked to the end of the running one, at least eight.</summary>
    /// <param name="first">When the first of them began; null when nobody has.</param>
    /// <param name="now">The moment, where the reader is.</param>
    public static DayWindow Of(DateTimeOffset? first, DateTimeOffset now)
    {
        var from = Hour(first?.ToOffset(now.Offset) ?? now);
        var end = Hour(now).AddHours(1);
        return new DayWindow(from, end - from < TimeSpan.FromHours(Shortest) ? from.AddHours(Shortest) : end);
    }

    /// <summary>The hours to write above the bars, few enough to be read.</summary>
    public IEnumerable<DateTimeOffset> Marks()
    {
        var hours = (int)(To - From).TotalHours;
        var step = hours <= 8 ? 2 : hours <= 12 ? 3 : 6;
        for (var hour = 0; hour < hours; hour += step) yield return From.AddHours(hour);
    }

    /// <summary>Where a moment lies, in hundredths.</summary>
    public double At(DateTimeOffset moment) => Math.Round(100 * Math.Clamp((moment - From) / (To - From), 0, 1), 2);

    private static DateTimeOffset Hour(DateTimeOffset at) => new(at.Year, at.Month, at.Day, at.Hour, 0, 0, at.Offset);
}

/// <summary>An agent's day as a bar (SEEDS 7: adherence).</summary>
public static class DayBars
{
    /// <summary>The stretches, oldest first; what a break lasted beyond its plan lies over it.</summary>
    public static IReadOnlyList<DaySegment> Of(IEnumerable<SpanRow> spans, IEnumerable<BreakRow> breaks, DayWindow window, DateTimeOffset now)
    {
        var segments = new List<DaySegment>();
        void Add(DayKind kind, DateTimeOffset from, DateTimeOffset to)
        {
            var (start, end) = (window.At(from), window.At(to));
            if (end > start) segments.Add(new DaySegment(kind, start, Math.Round(end - start, 2)));
        }

        foreach (var span in spans) Add(KindOf(span.State), span.From, span.To ?? now);
        foreach (var taken in breaks) Add(DayKind.Over, taken.StartedAt + TimeSpan.FromMinutes(taken.Minutes), taken.EndedAt ?? now);
        return segments;
    }

    private static DayKind KindOf(AgentState state) => state switch
    {
        AgentState.Online => DayKind.Online,
        AgentState.Break => DayKind.Break,
        AgentState.Reconnecting => DayKind.Reconnecting,
        _ => DayKind.Away,
    };
}
