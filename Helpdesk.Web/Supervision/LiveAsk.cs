using Helpdesk.Core.Identity;

namespace Helpdesk.Web.Supervision;

/// <summary>What a supervisor is asked before it is done.</summary>
public enum LiveAskKind
{
    /// <summary>Where an agent's conversations are to go.</summary>
    Move,

    /// <summary>How much the agent can hold.</summary>
    Capacity,

    /// <summary>Whether the agent's work is really to be ended.</summary>
    Offline,
}

/// <summary>A question about an agent.</summary>
public readonly record struct LiveAsk(LiveAskKind Kind, AgentId Agent);
