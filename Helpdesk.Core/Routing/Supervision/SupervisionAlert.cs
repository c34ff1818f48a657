using Helpdesk.Core.Presence;

namespace Helpdesk.Core.Routing;

/// <summary>What a supervisor should look at, most urgent first.</summary>
public enum AlertKind
{
    /// <summary>A customer has waited too long.</summary>
    Delayed,

    /// <summary>Tickets lie in a queue and nobody is here for them.</summary>
    Deserted,

    /// <summary>An agent who holds tickets is not here.</summary>
    ConnectionLost,

    /// <summary>A break has lasted longer than planned.</summary>
    BreakOver,
}

/// <summary>One thing to look at.</summary>
/// <param name="Since">Since when it is so.</param>
/// <param name="Count">How many tickets it concerns.</param>
public sealed record SupervisionAlert(AlertKind Kind, DateTimeOffset Since, int Count, LiveTicket? Ticket = null, AgentNow? Agent = null, LiveQueue? Queue = null)
{
    /// <summary>The same for the same thing for as long as it lasts.</summary>
    public string Key => $"{Kind}-{Ticket?.Id.Value ?? Agent?.Id.Value ?? Queue?.Id.Value}";

    /// <summary>Everything to look at, most urgent first, of equals what has lasted longest.</summary>
    public static IReadOnlyList<SupervisionAlert> Of(SupervisionNow now, DateTimeOffset at)
    {
        var alerts = now.Tickets.Where(t => t.IsDelayed(at)).Select(t => new SupervisionAlert(AlertKind.Delayed, t.DelayedAt!.Value, 1, Ticket: t))
            .Concat(now.Queues.Select(q => Deserted(q, now)).OfType<SupervisionAlert>())
            .Concat(now.Agents.Where(a => a is { State: AgentState.Reconnecting or AgentState.Offline, Held: > 0 }).Select(a => new SupervisionAlert(AlertKind.ConnectionLost, a.Since, a.Held, Agent: a)))
            .Concat(now.Agents.Where(a => a.State == AgentState.Break && a.Break?.PlannedEnd <= at).Select(a => new SupervisionAlert(AlertKind.BreakOver, a.Break!.PlannedEnd!.Value, a.Held, Agent: a)));
        return [.. alerts.OrderBy(a => a.Kind).ThenBy(a => a.Since)];
    }

    private static SupervisionAlert? Deserted(LiveQueue queue, SupervisionNow now)
    {
        if (queue.Why is not (ChoiceReason.AllOffline or ChoiceReason.AllAway or ChoiceReason.NoMembers or ChoiceReason.NobodySkilled or ChoiceReason.NobodySpeaks)) return null;
        var line = now.Tickets.Where(t => t.QueuedAt is not null && t.Place.Department == queue.Id).ToList();
        return line.Count == 0 ? null : new SupervisionAlert(AlertKind.Deserted, line.Min(t => t.QueuedAt)!.Value, line.Count, Queue: queue);
    }
}
