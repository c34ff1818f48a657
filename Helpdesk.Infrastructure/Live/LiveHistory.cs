using Helpdesk.Core.Live;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Live;

/// <summary>Why what was missed cannot be told.</summary>
public enum ReloadReason
{
    /// <summary>The position is older than what is kept, a day.</summary>
    TooOld,

    /// <summary>More happened than is told again.</summary>
    TooMuch,

    /// <summary>The position lies beyond everything that happened: the installation went back to a backup.</summary>
    Unknown,

    /// <summary>People or their rights changed meanwhile: what one may see may be another part of the workspace.</summary>
    Rights,
}

/// <summary>What happened since a position.</summary>
/// <param name="Head">The last sequence: everything above it is still to come.</param>
/// <param name="Updates">All of the workspace up to there, in order; none when everything must be read anew.</param>
/// <param name="Reload">Why everything must be read anew; null when the updates are all there is.</param>
public sealed record LiveMissed(long Head, IReadOnlyList<LiveUpdate> Updates, ReloadReason? Reload);

/// <summary>Reads the acting workspace's live log back for who comes again (DECISIONS 18).</summary>
public sealed class LiveHistory(HelpdeskDb db, TimeProvider clock)
{
    /// <summary>How many updates of the workspace are told again.</summary>
    public const int Most = 2000;

    /// <summary>What happened since a position; nothing for who names none.</summary>
    public async Task<LiveMissed> SinceAsync(long? position, CancellationToken ct)
    {
        var head = await db.LiveHeads.Select(h => h.Sequence).FirstOrDefaultAsync(ct);
        if (position is not { } since || since == head) return new LiveMissed(head, [], null);
        if (since > head) return new LiveMissed(head, [], ReloadReason.Unknown);
        if (head - since > Most) return new LiveMissed(head, [], ReloadReason.TooMuch);
        var rows = await db.LiveLog.AsNoTracking().Where(r => r.Sequence > since && r.Sequence <= head).OrderBy(r => r.Sequence).ToListAsync(ct);
        // Every sequence has its row until it is deleted for its age; that is done once an hour.
        if (rows.Count < head - since || rows[0].At < clock.GetUtcNow() - Retention.LiveLog) return new LiveMissed(head, [], ReloadReason.TooOld);
        return rows.Exists(r => r.Kind == LiveKind.PeopleChanged)
            ? new LiveMissed(head, [], ReloadReason.Rights)
            : new LiveMissed(head, rows.ConvertAll(r => r.ToUpdate()), null);
    }
}
