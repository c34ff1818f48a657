using Helpdesk.Core.Presence;

namespace Helpdesk.Web.Presence;

/// <summary>How an agent's state is drawn: the shape differs, not only the colour.</summary>
public static class PresenceWords
{
    /// <summary>The class of the dot.</summary>
    public static string Class(AgentState state) => $"p-{state.ToString().ToLowerInvariant()}";

    /// <summary>The break's planned end, while it runs.</summary>
    public static DateTimeOffset? PlannedEnd(BreakNow taken) => taken.StartedAt + TimeSpan.FromMinutes(taken.Minutes);
}
