using Helpdesk.Core.Shared;

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

/// <summary>A member as the people page and the API show one.</summary>
/// <param name="RoleName">The name of the own role, when it is one.</param>
public sealed record MemberRow(
    AgentId Id, string Name, string Email, Role Role, RoleId? CustomRole, string? RoleName, bool Active, IReadOnlyList<DepartmentPlace> Departments,
    int Capacity, IReadOnlyList<string> Languages, IReadOnlyList<string> Skills, DateTimeOffset JoinedAt, long Version);

/// <summary>An invitation nobody has used yet.</summary>
public sealed record InvitationRow(long Id, string Email, Role Role, string? RoleName, DateTimeOffset ExpiresAt);

/// <summary>A role as the roles page shows it; the built-in ones have no id.</summary>
public sealed record RoleRow(RoleId? Id, Role Role, string? Name, IReadOnlySet<Permission> Allows, int Holders);

/// <summary>A department as lists show it.</summary>
public sealed record DepartmentRow(DepartmentId Id, string Name, string Description, bool Active, int BreakPlaces, int Members, IReadOnlyList<string> Heads);

/// <summary>Reads for the administration of people. Who works where is everybody's to know; addresses and rights are not.</summary>
public interface IPeopleQueries
{
    /// <summary>Every member, active ones first, by name; refused without <see cref="Permission.ManagePeople"/>.</summary>
    Task<Result<IReadOnlyList<MemberRow>>> MembersAsync(CancellationToken ct);

    /// <summary>Open invitations, newest first; refused without <see cref="Permission.ManagePeople"/>.</summary>
    Task<Result<IReadOnlyList<InvitationRow>>> InvitationsAsync(CancellationToken ct);

    /// <summary>Built-in and own roles; refused to who may neither give nor make them.</summary>
    Task<Result<IReadOnlyList<RoleRow>>> RolesAsync(CancellationToken ct);

    /// <summary>The departments by name.</summary>
    Task<IReadOnlyList<DepartmentRow>> DepartmentsAsync(CancellationToken ct);
}
