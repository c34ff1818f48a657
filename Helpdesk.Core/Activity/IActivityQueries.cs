using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Activity;

/// <summary>Which lines are wanted; what is null does not matter.</summary>
/// <param name="Agent">Done by this member.</param>
/// <param name="Action">Exactly this, or with a dot at the end everything of that sort: <c>session.</c>.</param>
/// <param name="Entity">What it happened to.</param>
/// <param name="From">Not before.</param>
/// <param name="Until">Before.</param>
/// <param name="Text">Part of the thing's name, an address, or a value before or after.</param>
public sealed record ActivityFilter(
    AgentId? Agent = null, string? Action = null, string? Entity = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, string? Text = null);

/// <summary>A line as the page, the API and the export show it.</summary>
/// <param name="Who">The member's name now; null for the operator, a service token or somebody unknown.</param>
/// <param name="Changes">What moved; names stand for members, departments and roles.</param>
public sealed record ActivityRow(
    long Id, DateTimeOffset At, string? Who, string Action, string Entity, long EntityId, string Name, IReadOnlyList<ActivityChange> Changes,
    string? Address, string? AgentString, string Via);

/// <summary>One value before and after.</summary>
public sealed record ActivityChange(string Property, string? Before, string? After);

/// <summary>The last line of a page: the next one starts behind it.</summary>
public sealed record ActivityCursor(long Id);

/// <summary>Reads for the activity page, the API and the export.</summary>
public interface IActivityQueries
{
    /// <summary>One page, newest first; refused without <see cref="Permission.ViewActivity"/>.</summary>
    Task<Result<Slice<ActivityRow, ActivityCursor>>> ListAsync(ActivityFilter filter, ActivityCursor? after, int take, CancellationToken ct);
}
