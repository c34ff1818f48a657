using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Live;

/// <summary>How far the live log goes, for all workspaces in one query: sequences and nothing else, so it may lift the workspace filter (docs/decisions/0009).</summary>
public sealed class LiveHeads(HelpdeskDb db)
{
    /// <summary>Each workspace's last committed sequence; one that has announced nothing yet is missing.</summary>
#pragma warning disable RS0030 // The fourth place (docs/decisions/0009).
    public Task<Dictionary<TenantId, long>> ReadAsync(CancellationToken ct) =>
        db.LiveHeads.IgnoreQueryFilters([ModelConventions.TenantFilter]).AsNoTracking().ToDictionaryAsync(h => h.TenantId, h => h.Sequence, ct);
#pragma warning restore RS0030
}
