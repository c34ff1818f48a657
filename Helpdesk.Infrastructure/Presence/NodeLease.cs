namespace Helpdesk.Infrastructure.Presence;

/// <summary>One run of one node; while it renews its lease, what it says of its agents holds (DECISIONS 30).</summary>
public sealed class NodeLease
{
    /// <summary>Made anew with each start.</summary>
    public long Id { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset LeasedUntil { get; init; }
}
