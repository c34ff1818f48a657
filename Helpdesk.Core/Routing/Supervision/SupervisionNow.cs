using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>A ticket that lies in a queue or is being worked.</summary>
/// <param name="WaitingSince">Since when its customer waits for an answer.</param>
/// <param name="DelayedAt">When that wait becomes, or became, too long.</param>
/// <param name="QueuedAt">Since when it has a place in its department's queue; null while somebody holds it.</param>
public sealed record LiveTicket(
    TicketId Id, string Number, string Customer, TicketPlace Place, TicketPriority Priority, DateTimeOffset? WaitingSince, DateTimeOffset? DelayedAt, DateTimeOffset? QueuedAt)
{
    /// <summary>Whether its customer has waited too long at a moment.</summary>
    public bool IsDelayed(DateTimeOffset at) => DelayedAt <= at;
}

/// <summary>A department's queue.</summary>
/// <param name="BreakPlaces">How many of its members may be on a break at once; zero for any number.</param>
/// <param name="Next">Whom routing would choose now for the first in line, or for one that came now; null when nobody.</param>
/// <param name="Why">Why this agent, or why nobody.</param>
public sealed record LiveQueue(DepartmentId Id, string Name, int BreakPlaces, AgentId? Next, ChoiceReason Why);

/// <summary>A workspace at work, at one moment: one immutable picture for every supervisor of a node, each of whom sees their part of it.</summary>
/// <param name="NotShown">Events of providers that were taken in and could not be handled: on no screen until somebody tries them again.</param>
public sealed record SupervisionNow(
    IReadOnlyList<AgentNow> Agents, IReadOnlyList<LiveQueue> Queues, IReadOnlyList<LiveTicket> Tickets, HeldCounts Open, int NotShown)
{
    /// <summary>Nothing at all.</summary>
    public static SupervisionNow Nothing { get; } = new([], [], [], new HeldCounts([]), 0);

    /// <summary>What one actor may see of it: the agents they supervise (<see cref="AgentReach"/>) and the tickets they see (<see cref="TicketAccess"/>).</summary>
    public SupervisionNow For(Actor actor)
    {
        if (!actor.Granted.Contains(Permission.SuperviseAgents)) return Nothing;
        return new SupervisionNow(
            [.. Agents.Where(a => AgentReach.Includes(actor, a.Departments))],
            [.. Queues.Where(q => AgentReach.Includes(actor, [q.Id]))],
            [.. Tickets.Where(t => actor.Sees(t.Place))],
            new HeldCounts([.. Open.Places.Where(p => actor.Sees(p.Place))]),
            actor.Granted.Contains(Permission.HandleFailures) ? NotShown : 0);
    }

    /// <summary>What belongs to one department.</summary>
    public SupervisionNow In(DepartmentId department) => this with
    {
        Agents = [.. Agents.Where(a => a.Departments.Contains(department))],
        Queues = [.. Queues.Where(q => q.Id == department)],
        Tickets = [.. Tickets.Where(t => t.Place.Department == department)],
        Open = new HeldCounts([.. Open.Places.Where(p => p.Place.Department == department)]),
    };

    /// <summary>The next moment at which something turns late without anybody doing anything; null when nothing will.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset after) =>
        Tickets.Select(t => t.DelayedAt).Concat(Agents.Select(a => a.Break?.PlannedEnd)).Where(at => at > after).Min();
}

/// <summary>The figures above the page.</summary>
/// <param name="Waiting">Customers who wait for an answer.</param>
/// <param name="WaitingUnheld">Of those, how many nobody holds.</param>
/// <param name="Oldest">Who waits longest.</param>
/// <param name="Delayed">How many have waited too long.</param>
/// <param name="Open">Active tickets.</param>
/// <param name="Online">Agents who are here and working.</param>
/// <param name="Free">Conversations they could take on, by weight.</param>
public sealed record SupervisionFigures(int Waiting, int WaitingUnheld, LiveTicket? Oldest, int Delayed, int Open, int Online, int Members, int Free, int NotShown)
{
    /// <summary>Counts a picture.</summary>
    public static SupervisionFigures Of(SupervisionNow now, DateTimeOffset at)
    {
        var waiting = now.Tickets.Where(t => t.WaitingSince is not null).ToList();
        return new SupervisionFigures(
            waiting.Count, waiting.Count(t => t.Place.Assignee is null), waiting.MinBy(t => t.WaitingSince), waiting.Count(t => t.IsDelayed(at)),
            now.Open.Places.Sum(p => p.Count), now.Agents.Count(a => a.State == AgentState.Online), now.Agents.Count, FreeOf(now.Agents), now.NotShown);
    }

    /// <summary>What those who are here and working can still take.</summary>
    public static int FreeOf(IEnumerable<AgentNow> agents) => agents.Where(a => a.State == AgentState.Online).Sum(a => Math.Max(0, a.Capacity - a.Load));
}
