namespace Helpdesk.Core.Identity;

/// <summary>The workspace's members, as other capabilities need them.</summary>
public interface IAgentDirectory
{
    /// <summary>Whether somebody is an active member.</summary>
    Task<bool> IsActiveAsync(AgentId agent, CancellationToken ct);

    /// <summary>All active members by name.</summary>
    Task<IReadOnlyList<AgentRow>> ListAsync(CancellationToken ct);
}

/// <summary>A member as lists and pickers show one.</summary>
public sealed record AgentRow(AgentId Id, string Name, Role Role);
