using Helpdesk.Core.Presence;

namespace Helpdesk.Web.Supervision;

/// <summary>How states of agents are drawn: the shape differs, not only the colour.</summary>
public static class LiveWords
{
    /// <summary>The icon of a state.</summary>
    public static string Icon(AgentState state) => state switch
    {
        AgentState.Online => "circle-check",
        AgentState.Away => "clock",
        AgentState.Break => "coffee",
        AgentState.Reconnecting => "refresh-cw",
        _ => "circle",
    };

    /// <summary>The colour class of a state.</summary>
    public static string Class(AgentState state) => $"ps-{state.ToString().ToLowerInvariant()}";

    /// <summary>An instant as the browser's clocks take it.</summary>
    public static string? Ms(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
