using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Presence;

/// <summary>An agent as everybody sees one at work.</summary>
/// <param name="Since">Since when the state holds.</param>
/// <param name="Load">The weights of what the agent holds.</param>
/// <param name="Held">How many tickets that is.</param>
/// <param name="Break">The break that runs or is waited for.</param>
public sealed record AgentNow(
    AgentId Id, string Name, AgentState State, DateTimeOffset Since, int Load, int Capacity, int Held, IReadOnlyList<DepartmentId> Departments, BreakNow? Break);

/// <summary>A break that runs or is waited for.</summary>
/// <param name="StartedAt">None while it is waited for.</param>
public sealed record BreakNow(long Id, string Reason, int Minutes, DateTimeOffset AskedAt, DateTimeOffset? StartedAt)
{
    /// <summary>When it should be over; none while it is waited for.</summary>
    public DateTimeOffset? PlannedEnd => StartedAt + TimeSpan.FromMinutes(Minutes);
}

/// <summary>A reason for breaks, as menus and settings show one.</summary>
public sealed record BreakReasonRow(long Id, string Name, int Minutes, bool Active, long Version);

/// <summary>One past break.</summary>
public sealed record BreakRow(AgentId Agent, string Reason, int Minutes, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, bool Overran);

/// <summary>A stretch of an agent's day.</summary>
public sealed record SpanRow(AgentId Agent, AgentState State, DateTimeOffset From, DateTimeOffset? To);

/// <summary>Reads who is at work.</summary>
public interface IPresenceQueries
{
    /// <summary>Every active member, by name.</summary>
    Task<IReadOnlyList<AgentNow>> AgentsAsync(CancellationToken ct);

    /// <summary>The reasons for breaks, by name.</summary>
    Task<IReadOnlyList<BreakReasonRow>> ReasonsAsync(CancellationToken ct);

    /// <summary>Breaks that ran in a stretch of time, oldest first: one's own, or with <see cref="Permission.SuperviseAgents"/> those of one's agents.</summary>
    Task<Result<IReadOnlyList<BreakRow>>> BreaksAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken ct);

    /// <summary>States in a stretch of time, oldest first; whose as in <see cref="BreaksAsync"/>.</summary>
    Task<Result<IReadOnlyList<SpanRow>>> SpansAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken ct);
}
