namespace Helpdesk.Core.Presence;

/// <summary>What colleagues see of an agent.</summary>
public enum AgentState
{
    /// <summary>Not here.</summary>
    Offline,

    /// <summary>The connection was lost a moment ago: not away yet (DESIGN 3).</summary>
    Reconnecting,

    /// <summary>Here, but not to be given work: by choice, or idle.</summary>
    Away,

    /// <summary>On a break.</summary>
    Break,

    /// <summary>Here and working.</summary>
    Online,
}

/// <summary>One of an agent's connections, as its node sees them together: any page or hub client counts.</summary>
public enum ConnectionState
{
    /// <summary>Lost, and still waited for.</summary>
    Lost,

    /// <summary>Open, but nobody has touched it for the workspace's time.</summary>
    Idle,

    /// <summary>Open and used.</summary>
    Active,
}

/// <summary>Which state follows from breaks, choice and connections (DECISIONS 30: Break &gt; manual Away &gt; best of connections).</summary>
public static class PresencePolicy
{
    /// <summary>How long a lost connection is waited for (SEEDS 24.4, DESIGN 3).</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>How long agents of a node that was stopped are waited for: longer, because a deploy redistributes nothing (DECISIONS 30).</summary>
    public static readonly TimeSpan RestartGrace = TimeSpan.FromSeconds(60);

    /// <summary>The best of the connections; who has none is offline.</summary>
    public static AgentState Best(IEnumerable<ConnectionState> connections)
    {
        var best = AgentState.Offline;
        foreach (var connection in connections)
        {
            var state = connection switch
            {
                ConnectionState.Active => AgentState.Online,
                ConnectionState.Idle => AgentState.Away,
                _ => AgentState.Reconnecting,
            };
            if (state > best) best = state;
        }

        return best;
    }

    /// <summary>The state. Who chose to be away and has lost the connection is reconnecting like everybody else.</summary>
    public static AgentState StateOf(bool onBreak, bool manualAway, AgentState best) =>
        onBreak ? AgentState.Break
        : manualAway && best is AgentState.Online or AgentState.Away ? AgentState.Away
        : best;
}
