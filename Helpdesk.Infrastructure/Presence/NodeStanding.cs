using System.Collections.Concurrent;
using System.Globalization;
using Helpdesk.Infrastructure.Live;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Presence;

/// <summary>
/// Whether this node may serve beside those that were there before it. It must hear of their changes and stand on the same ground as the oldest
/// of them, or its screens would lie (DECISIONS 24). Who was there first goes on.
/// </summary>
public sealed class NodeStanding(ThisNode node, CommonGrounds grounds, LiveHealth live, IOptions<HelpdeskOptions> options, TimeProvider clock)
{
    private const string Link = "elders";
    private readonly ConcurrentDictionary<CommonGround, DateTimeOffset> _agreed = new();

    /// <summary>Looks at the others' leases. Where the oldest has another Redis, live updates are slow until both agree.</summary>
    /// <returns>What an operator must put right before it may serve; null when nothing.</returns>
    public async Task<string?> LookAsync(CancellationToken ct)
    {
        var elders = await node.EldersAsync(ct);
        var differences = CommonGround.All.Select(ground => (Ground: ground, Why: DifferenceIn(ground, elders))).Where(d => d.Why is not null).ToList();
        if (differences.Find(d => d.Ground == CommonGround.Redis).Why is { } unheard) live.Down(Link, unheard);
        else live.Up(Link);

        return elders.Count == 0 ? null
            : options.Value.Database == "Sqlite" ? "Another node runs on this database: SQLite serves one. Stop it, or set Helpdesk__Database to Postgres or SqlServer on both."
            : !node.HasBackplane || !elders.All(e => e.HasBackplane)
                ? $"Another node runs on this database, and {(node.HasBackplane ? "it" : "this one")} has no Helpdesk__Redis: neither would hear of the other's changes. Set the same one on both, or stop one."
            : differences.Count > 0 ? string.Join(" ", differences.Select(d => d.Why))
            : node.IsNew && !grounds.Seen.ContainsKey(CommonGround.Redis.Key) ? "Redis has not been seen since the start. The setting is Helpdesk__Redis."
            : null;
    }

    private string? DifferenceIn(CommonGround ground, IReadOnlyList<NodeLease> elders)
    {
        if (!grounds.Seen.TryGetValue(ground.Key, out var own) || elders.FirstOrDefault(e => e.Grounds.ContainsKey(ground.Key)) is not { } oldest) return null;
        var now = clock.GetUtcNow();
        if (oldest.Grounds[ground.Key] == own)
        {
            _agreed[ground] = now;
            return null;
        }

        // A ground that is replaced is seen by one before the other: each has time to renew its lease twice.
        if (_agreed.TryGetValue(ground, out var agreed) && now - agreed < NodeLeases.Lease) return null;
        return string.Create(
            CultureInfo.InvariantCulture, $"This node's {ground.Name} is not that of node {oldest.Number} on {oldest.Machine}, which serves since {oldest.StartedAt:u}. {ground.Remedy}");
    }
}
