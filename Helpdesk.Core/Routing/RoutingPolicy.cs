using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>
/// Who gets which waiting ticket: a pure function of queue, roster, rules and the moment, so that a choice can be explained, tested and replayed.
/// Khalifa's least-loaded rule (SEEDS 5.1) with what it left out: departments, skills, languages, strategies, and a queue that drains.
/// </summary>
public static class RoutingPolicy
{
    /// <summary>Gives out a queue, most urgent first, then who has waited longest.</summary>
    public static RoutingPlan Plan(IEnumerable<RoutingTicket> queue, IReadOnlyList<RoutingAgent> roster, RoutingRules rules, DateTimeOffset now)
    {
        var (agents, given, lookAgain) = (roster.ToArray(), new List<(RoutingTicket Ticket, RoutingChoice Choice)>(), (DateTimeOffset?)null);
        foreach (var ticket in queue.OrderByDescending(t => t.Priority).ThenBy(t => t.QueuedAt).ThenBy(t => t.Id.Value))
        {
            var choice = Choose(ticket, agents, rules, now);
            if (choice.Agent is { } chosen)
            {
                var at = Array.FindIndex(agents, a => a.Id == chosen);
                // One after the other, also within one moment: the turn must know who was last.
                agents[at] = agents[at].With(ticket, rules, now.AddMicroseconds(given.Count));
                given.Add((ticket, choice));
            }
            else
            {
                lookAgain = Earlier(lookAgain, choice.LookAgainAt);
            }
        }

        return new RoutingPlan(given, lookAgain);
    }

    /// <summary>Chooses an agent for one ticket, or says why there is none.</summary>
    public static RoutingChoice Choose(RoutingTicket ticket, IReadOnlyList<RoutingAgent> roster, RoutingRules rules, DateTimeOffset now)
    {
        if (rules.Strategy == RoutingStrategy.Manual) return RoutingChoice.Nobody(ChoiceReason.Manual, []);
        if (!rules.IsOpen) return RoutingChoice.Nobody(ChoiceReason.Closed, [], rules.OpensAt);

        var verdicts = roster.Select(agent => new AgentVerdict(agent.Id, Judge(ticket, agent, rules, now))).ToList();
        var fitting = roster.Where((_, i) => verdicts[i].Fit == AgentFit.Fits).ToList();
        // Who let an offer of it pass is asked again only when nobody else is left.
        if (fitting.Exists(a => !ticket.Missed.Contains(a.Id))) fitting.RemoveAll(a => ticket.Missed.Contains(a.Id));
        if (fitting.Count == 0) return RoutingChoice.Nobody(NobodyReason(verdicts), verdicts, LookAgainAt(ticket, roster, verdicts, rules));
        if (rules.PreviousFirst && fitting.Find(a => a.Id == ticket.Previous) is { } previous) return Chosen(previous, ChoiceReason.Previous);

        var speaking = rules.Language == LanguageRule.Prefer && ticket.Language is { } language ? fitting.FindAll(a => a.Languages.Contains(language)) : [];
        if (speaking.Count > 0) fitting = speaking;
        return fitting.Count == 1 ? Chosen(fitting[0], ChoiceReason.OnlyOne) : Chosen(Pick(ticket, fitting, roster, rules.Strategy), ReasonOf(rules.Strategy));

        RoutingChoice Chosen(RoutingAgent agent, ChoiceReason reason) => new(agent.Id, reason, verdicts, agent, IsBacklog(ticket, agent), null);
    }

    private static AgentFit Judge(RoutingTicket ticket, RoutingAgent agent, RoutingRules rules, DateTimeOffset now) =>
        agent.State switch
        {
            AgentState.Offline => AgentFit.Offline,
            AgentState.Reconnecting => AgentFit.Reconnecting,
            AgentState.Away => AgentFit.Away,
            AgentState.Break => AgentFit.OnBreak,
            _ when ticket.Skills.Except(agent.Skills).Any() => AgentFit.LacksSkill,
            _ when rules.Language == LanguageRule.Require && ticket.Language is { } language && !agent.Languages.Contains(language) => AgentFit.LacksLanguage,
            _ when ticket.Declined.Contains(agent.Id) => AgentFit.Declined,
            _ when agent.Load + ticket.Weight > agent.Capacity => AgentFit.Full,
            _ when IsBacklog(ticket, agent) && agent.WaveGiven >= rules.WaveSize && now - agent.WaveAt < rules.WavePause => AgentFit.NextWave,
            _ => AgentFit.Fits,
        };

    // What waited before the agent came is backlog: given in waves, so that the first to sign in does not get all of it (PEERS 5.10).
    private static bool IsBacklog(RoutingTicket ticket, RoutingAgent agent) => ticket.QueuedAt < agent.AvailableSince;

    private static RoutingAgent Pick(RoutingTicket ticket, List<RoutingAgent> fitting, IReadOnlyList<RoutingAgent> roster, RoutingStrategy strategy) => strategy switch
    {
        // Compared by share of capacity; of equals, who was given something longest ago.
        RoutingStrategy.LeastLoaded => fitting.MinBy(a => ((double)a.Load / a.Capacity, a.LastGivenAt ?? DateTimeOffset.MinValue, a.Id.Value))!,
        RoutingStrategy.RoundRobin => NextInTurn(fitting, roster),
        RoutingStrategy.LongestIdle => fitting.MinBy(a => (Later(a.LastGivenAt, a.AvailableSince) ?? DateTimeOffset.MinValue, a.Id.Value))!,
        // The ticket's own id decides: as good as dice, and the same again when replayed.
        RoutingStrategy.Random => fitting[(int)(Mix((ulong)ticket.Id.Value) % (ulong)fitting.Count)],
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, null),
    };

    private static RoutingAgent NextInTurn(List<RoutingAgent> fitting, IReadOnlyList<RoutingAgent> roster)
    {
        var last = roster.MaxBy(a => (a.LastGivenAt ?? DateTimeOffset.MinValue, a.Id.Value))!;
        var behind = last.LastGivenAt is null ? [] : fitting.Where(a => a.Id.Value > last.Id.Value).ToList();
        return (behind.Count > 0 ? behind : fitting).MinBy(a => a.Id.Value)!;
    }

    // SplitMix64's finisher (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014): neighbouring ids fall far apart.
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static ChoiceReason ReasonOf(RoutingStrategy strategy) => strategy switch
    {
        RoutingStrategy.RoundRobin => ChoiceReason.RoundRobin,
        RoutingStrategy.LongestIdle => ChoiceReason.LongestIdle,
        RoutingStrategy.Random => ChoiceReason.Random,
        _ => ChoiceReason.LeastLoaded,
    };

    // The nearest miss says most: somebody is here but full; somebody could but is away; nobody knows how; nobody works here.
    private static ChoiceReason NobodyReason(List<AgentVerdict> verdicts)
    {
        bool Any(params AgentFit[] fits) => verdicts.Exists(v => fits.Contains(v.Fit));
        return Any(AgentFit.NextWave) ? ChoiceReason.NextWave
            : Any(AgentFit.Full) ? ChoiceReason.AllFull
            : Any(AgentFit.Declined) ? ChoiceReason.AllDeclined
            : Any(AgentFit.LacksLanguage) ? ChoiceReason.NobodySpeaks
            : Any(AgentFit.LacksSkill) ? ChoiceReason.NobodySkilled
            : Any(AgentFit.Away, AgentFit.OnBreak, AgentFit.Reconnecting) ? ChoiceReason.AllAway
            : verdicts.Count > 0 ? ChoiceReason.AllOffline
            : ChoiceReason.NoMembers;
    }

    private static DateTimeOffset? LookAgainAt(RoutingTicket ticket, IReadOnlyList<RoutingAgent> roster, List<AgentVerdict> verdicts, RoutingRules rules)
    {
        DateTimeOffset? soonest = null;
        for (var i = 0; i < roster.Count; i++)
        {
            if (verdicts[i].Fit == AgentFit.NextWave) soonest = Earlier(soonest, roster[i].WaveAt + rules.WavePause);
            // A conversation that falls idle frees room without anybody doing anything.
            if (verdicts[i].Fit == AgentFit.Full && ticket.Weight <= roster[i].Capacity) soonest = Earlier(soonest, roster[i].RoomAt);
        }

        return soonest;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;
}
