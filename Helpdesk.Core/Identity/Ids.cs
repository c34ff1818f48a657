namespace Helpdesk.Core.Identity;

/// <summary>A person with a sign-in; one over the whole installation (DECISIONS 25).</summary>
public readonly record struct UserId(long Value);

/// <summary>A person's membership in one workspace: the agent.</summary>
public readonly record struct AgentId(long Value);

/// <summary>A team with its queue.</summary>
public readonly record struct DepartmentId(long Value);

/// <summary>A role of a workspace's own.</summary>
public readonly record struct RoleId(long Value);
