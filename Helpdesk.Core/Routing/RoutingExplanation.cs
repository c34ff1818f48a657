using System.Globalization;
using Helpdesk.Core.Identity;

namespace Helpdesk.Core.Routing;

/// <summary>Why a ticket came to its agent, as it is kept with the move and shown as "Why me?".</summary>
/// <param name="Reason">What decided.</param>
/// <param name="Load">The agent's load before.</param>
/// <param name="Capacity">Of how much.</param>
/// <param name="Language">The customer's language, when the agent speaks it.</param>
/// <param name="Skills">The skills it needed, all of which the agent has.</param>
/// <param name="Others">Why others were not chosen, at most <see cref="MostOthers"/>.</param>
public sealed record RoutingExplanation(
    ChoiceReason Reason, int Load, int Capacity, string? Language, IReadOnlyList<string> Skills, IReadOnlyList<AgentVerdict> Others)
{
    /// <summary>How many others are named.</summary>
    public const int MostOthers = 12;

    /// <summary>Explains a choice that was made.</summary>
    public static RoutingExplanation Of(RoutingTicket ticket, RoutingChoice choice)
    {
        var agent = choice.As ?? throw new ArgumentException("Nobody was chosen.", nameof(choice));
        return new RoutingExplanation(
            choice.Reason, agent.Load, agent.Capacity, ticket.Language is { } language && agent.Languages.Contains(language) ? language : null, [.. ticket.Skills.Select(Plain)],
            [.. choice.Verdicts.Where(v => v.Agent != agent.Id).Take(MostOthers)]);
    }

    /// <summary>As it is kept: one line of plain text.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Reason}|{Load}/{Capacity}|{Language}|{string.Join(',', Skills)}|{string.Join(',', Others.Select(o => $"{o.Agent.Value}:{o.Fit}"))}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static RoutingExplanation? Parse(string? text)
    {
        if (text?.Split('|') is not [var reason, var load, var language, var skills, var others] || !Enum.TryParse<ChoiceReason>(reason, out var why)) return null;
        if (load.Split('/') is not [var held, var most]) return null;
        return new RoutingExplanation(
            why, int.Parse(held, CultureInfo.InvariantCulture), int.Parse(most, CultureInfo.InvariantCulture), language.Length > 0 ? language : null,
            skills.Split(',', StringSplitOptions.RemoveEmptyEntries),
            [.. others.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(o => o.Split(':'))
                .Select(o => new AgentVerdict(new AgentId(long.Parse(o[0], CultureInfo.InvariantCulture)), Enum.Parse<AgentFit>(o[1])))]);
    }

    // A skill is people's own words: what separates here is taken out of it.
    private static string Plain(string skill) => skill.Replace(',', ' ').Replace('|', ' ');
}
