using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;

namespace Helpdesk.Web.Supervision;

/// <summary>A queue's row.</summary>
/// <param name="Waiting">Customers of the department who wait for an answer, held or not.</param>
/// <param name="Oldest">Who of them waits longest.</param>
/// <param name="InLine">How many nobody holds.</param>
/// <param name="First">Who of those came first.</param>
/// <param name="Lengths">How many were in line over the last hour.</param>
/// <param name="Free">What its agents can still take.</param>
public sealed record QueueLine(
    LiveQueue Queue, int Waiting, LiveTicket? Oldest, int InLine, LiveTicket? First, IReadOnlyList<int> Lengths, int In, int Out, int Free, AgentNow? Next);

/// <summary>An agent's row.</summary>
/// <param name="Tickets">What the agent holds and the reader sees; who waits longest first.</param>
/// <param name="LastAction">When the agent last did something.</param>
/// <param name="Day">The day so far.</param>
public sealed record AgentLine(AgentNow Agent, IReadOnlyList<LiveTicket> Tickets, DateTimeOffset? LastAction, IReadOnlyList<DaySegment> Day)
{
    /// <summary>Who waits longest for this agent.</summary>
    public LiveTicket? Longest => Tickets is [{ WaitingSince: not null } first, ..] ? first : null;

    /// <summary>Whether work is held by somebody who is not here to do it.</summary>
    public bool IsDeserted => Agent is { State: AgentState.Reconnecting or AgentState.Offline, Held: > 0 };

    /// <summary>Whether two rows look the same; the lists inside are new ones each time.</summary>
    public bool LooksLike(AgentLine? other) =>
        other is not null && Agent with { Departments = [] } == other.Agent with { Departments = [] } && LastAction == other.LastAction
        && Tickets.SequenceEqual(other.Tickets) && Day.SequenceEqual(other.Day);
}

/// <summary>Everything the page shows at one moment; pure, from what its reader may see.</summary>
public sealed record LiveView(
    SupervisionFigures Figures, IReadOnlyList<QueueLine> Queues, IReadOnlyList<AgentLine> Agents, IReadOnlyList<SupervisionAlert> Alerts, DayWindow Window)
{
    /// <summary>Works it out; queues by who waits longest, agents too, then those who work before those who do not.</summary>
    /// <param name="now">The moment's picture.</param>
    /// <param name="day">The hour and day behind it.</param>
    /// <param name="at">The moment, where the reader is.</param>
    /// <param name="minute">The minute it lies in: how far the bars reach.</param>
    public static LiveView Of(SupervisionNow now, SupervisionDay day, DateTimeOffset at, DateTimeOffset minute)
    {
        var window = DayWindow.Of(now.Agents.SelectMany(a => day.Spans[a.Id]).Select(s => (DateTimeOffset?)(s.From < day.From ? day.From : s.From)).Min(), at);
        var held = now.Tickets.Where(t => t.Place.Assignee is not null).ToLookup(t => t.Place.Assignee!.Value);
        var (waiting, stays) = (now.Tickets.ToLookup(t => t.Place.Department), day.Stays.ToLookup(s => s.Department));
        var agents = now.Agents.ToDictionary(a => a.Id);
        return new LiveView(
            SupervisionFigures.Of(now, at),
            [.. now.Queues.Select(q => LineOf(q, [.. waiting[q.Id]], [.. stays[q.Id]], agents, at))
                .OrderBy(q => q.Oldest?.WaitingSince ?? DateTimeOffset.MaxValue).ThenBy(q => q.Queue.Name, StringComparer.CurrentCulture)],
            [.. now.Agents.Select(a => LineOf(a, [.. held[a.Id]], day, window, minute))
                .OrderBy(a => a.Longest?.WaitingSince ?? DateTimeOffset.MaxValue).ThenByDescending(a => a.Agent.State).ThenBy(a => a.Agent.Name, StringComparer.CurrentCulture)],
            SupervisionAlert.Of(now, at),
            window);
    }

    private static QueueLine LineOf(LiveQueue queue, List<LiveTicket> tickets, List<QueueStay> stays, Dictionary<AgentId, AgentNow> agents, DateTimeOffset at)
    {
        var (waiting, line) = (tickets.FindAll(t => t.WaitingSince is not null), tickets.FindAll(t => t.QueuedAt is not null));
        var (came, left) = QueueHistory.Flow(stays, at);
        return new QueueLine(
            queue, waiting.Count, waiting.MinBy(t => t.WaitingSince), line.Count, line.MinBy(t => t.QueuedAt), QueueHistory.Lengths(stays, at), came, left,
            SupervisionFigures.FreeOf(agents.Values.Where(a => a.Departments.Contains(queue.Id))), queue.Next is { } next ? agents.GetValueOrDefault(next) : null);
    }

    private static AgentLine LineOf(AgentNow agent, List<LiveTicket> tickets, SupervisionDay day, DayWindow window, DateTimeOffset minute) => new(
        agent, [.. tickets.OrderBy(t => t.WaitingSince ?? DateTimeOffset.MaxValue).ThenBy(t => t.Id.Value)],
        day.LastActions.TryGetValue(agent.Id, out var last) ? last : null, DayBars.Of(day.Spans[agent.Id], day.Breaks[agent.Id], window, minute));
}
