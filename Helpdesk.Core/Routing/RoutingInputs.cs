using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>How an agent is chosen among those who fit.</summary>
public enum RoutingStrategy
{
    /// <summary>Who has most of their capacity free.</summary>
    LeastLoaded,

    /// <summary>One after the other.</summary>
    RoundRobin,

    /// <summary>Who has waited longest for something to do.</summary>
    LongestIdle,

    /// <summary>Any of them.</summary>
    Random,

    /// <summary>Nobody is chosen: agents take from the queue.</summary>
    Manual,
}

/// <summary>What the customer's language means for the choice.</summary>
public enum LanguageRule
{
    /// <summary>Nothing.</summary>
    Ignore,

    /// <summary>Who speaks it comes first.</summary>
    Prefer,

    /// <summary>Only who speaks it.</summary>
    Require,
}

/// <summary>A department's rules at one moment.</summary>
/// <param name="IsOpen">Whether it gives out work now; a department that routes in its hours only is closed outside them.</param>
/// <param name="OpensAt">When it opens next, if it is closed.</param>
/// <param name="WaveSize">Tickets of the backlog an agent gets at once (PEERS 5.10).</param>
/// <param name="WavePause">Time between two such waves.</param>
public sealed record RoutingRules(
    RoutingStrategy Strategy, bool PreviousFirst, LanguageRule Language, bool IsOpen, DateTimeOffset? OpensAt, int WaveSize, TimeSpan WavePause);

/// <summary>A waiting ticket, as routing sees it.</summary>
/// <param name="Weight">What it takes of an agent's capacity.</param>
/// <param name="Language">The customer's, when known.</param>
/// <param name="Skills">What its category needs.</param>
/// <param name="Previous">Who last held or answered this customer's ticket.</param>
/// <param name="Declined">Who was asked and said no.</param>
/// <param name="Missed">Who was asked and did not answer.</param>
public sealed record RoutingTicket(
    TicketId Id, TicketPriority Priority, DateTimeOffset QueuedAt, int Weight, string? Language, IReadOnlyList<string> Skills, AgentId? Previous,
    IReadOnlyList<AgentId> Declined, IReadOnlyList<AgentId> Missed);

/// <summary>A member of the department, as routing sees one.</summary>
/// <param name="Load">The weights of what the agent holds and is being asked to take.</param>
/// <param name="RoomAt">When the next of the agent's conversations falls idle and stops counting.</param>
public sealed record RoutingAgent(
    AgentId Id, AgentState State, int Capacity, int Load, IReadOnlyList<string> Languages, IReadOnlyList<string> Skills,
    DateTimeOffset? AvailableSince, DateTimeOffset? LastGivenAt, DateTimeOffset? WaveAt, int WaveGiven, DateTimeOffset? RoomAt)
{
    /// <summary>The same agent with one ticket more.</summary>
    public RoutingAgent With(RoutingTicket ticket, RoutingRules rules, DateTimeOffset now)
    {
        var taken = this with { Load = Load + ticket.Weight, LastGivenAt = now };
        if (!(ticket.QueuedAt < AvailableSince)) return taken;
        return WaveAt is null || now - WaveAt >= rules.WavePause ? taken with { WaveAt = now, WaveGiven = 1 } : taken with { WaveGiven = WaveGiven + 1 };
    }
}

/// <summary>Whether one agent can be given one ticket, and if not, why.</summary>
public enum AgentFit
{
    Fits,
    Offline,
    Reconnecting,
    Away,
    OnBreak,
    LacksSkill,
    LacksLanguage,

    /// <summary>Asked before, and said no.</summary>
    Declined,
    Full,

    /// <summary>Has had as much of the backlog as one wave gives.</summary>
    NextWave,
}

/// <summary>What routing thinks of one agent for one ticket.</summary>
public readonly record struct AgentVerdict(AgentId Agent, AgentFit Fit);

/// <summary>Why this agent, or why nobody.</summary>
public enum ChoiceReason
{
    /// <summary>Had this customer before.</summary>
    Previous,

    /// <summary>Nobody else fitted.</summary>
    OnlyOne,
    LeastLoaded,
    RoundRobin,
    LongestIdle,
    Random,

    /// <summary>Nobody: agents take from this queue themselves.</summary>
    Manual,

    /// <summary>Nobody: outside the department's hours.</summary>
    Closed,
    NextWave,
    AllFull,
    AllDeclined,
    NobodySpeaks,
    NobodySkilled,
    AllAway,
    AllOffline,
    NoMembers,
}

/// <summary>The choice for one ticket, with everything it rests on.</summary>
/// <param name="Agent">Who gets it; none when nobody fits.</param>
/// <param name="Reason">Why.</param>
/// <param name="Verdicts">What became of each member.</param>
/// <param name="As">The chosen agent as the choice saw them.</param>
/// <param name="Backlog">Whether the ticket waited before the agent could work.</param>
/// <param name="LookAgainAt">When the answer may be another without anything happening.</param>
public sealed record RoutingChoice(
    AgentId? Agent, ChoiceReason Reason, IReadOnlyList<AgentVerdict> Verdicts, RoutingAgent? As, bool Backlog, DateTimeOffset? LookAgainAt)
{
    /// <summary>Nobody can be given it now.</summary>
    public static RoutingChoice Nobody(ChoiceReason reason, IReadOnlyList<AgentVerdict> verdicts, DateTimeOffset? lookAgainAt = null) =>
        new(null, reason, verdicts, null, false, lookAgainAt);
}

/// <summary>What one look at a queue gives out, and when to look again if nothing happens before.</summary>
public sealed record RoutingPlan(IReadOnlyList<(RoutingTicket Ticket, RoutingChoice Choice)> Given, DateTimeOffset? LookAgainAt);
