using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Presence;

/// <summary>Takes, renews and ends this node's lease, and lets go of nodes whose lease has lapsed.</summary>
public sealed class NodeLeases(UseCaseRunner runner, TimeProvider clock)
{
    /// <summary>How often a node renews.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    /// <summary>How long a lease holds.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>Takes the lease of a new run. When no other node runs, everybody who was here when the last one stopped is waited for a while: a deploy redistributes nothing.</summary>
    public async Task BeginAsync(long node, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var alone = await runner.RunAsync<HelpdeskDb, bool>(Actor.Installation, async db =>
        {
            var alone = !await db.NodeLeases.AnyAsync(l => l.LeasedUntil > now, ct);
            db.NodeLeases.Add(new NodeLease { Id = node, StartedAt = now, LeasedUntil = now + Lease });
            await db.SaveChangesAsync(ct);
            return alone;
        });
        if (alone) await LoseAsync(node: null, PresencePolicy.RestartGrace, ct);
    }

    /// <summary>Goes on holding it.</summary>
    /// <returns>False when it had lapsed and others have let go of this node: its agents must be told anew.</returns>
    public async Task<bool> RenewAsync(long node, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + Lease;
        return await runner.RunAsync<HelpdeskDb, int>(
            Actor.Installation, db => db.NodeLeases.Where(l => l.Id == node).ExecuteUpdateAsync(set => set.SetProperty(l => l.LeasedUntil, until), ct)) > 0;
    }

    /// <summary>The node stops: its agents are waited for as after a start.</summary>
    public async Task EndAsync(long node, CancellationToken ct)
    {
        await LoseAsync(node, PresencePolicy.RestartGrace, ct);
        await RemoveAsync(node, ct);
    }

    /// <summary>Lets go of nodes that have stopped renewing. Whichever node comes first does it; a second one finds nothing to do.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var lapsed = await runner.RunAsync<HelpdeskDb, List<long>>(
            Actor.Installation, db => db.NodeLeases.Where(l => l.LeasedUntil < now).Select(l => l.Id).ToListAsync(ct));
        foreach (var node in lapsed)
        {
            await LoseAsync(node, PresencePolicy.Grace, ct);
            await RemoveAsync(node, ct);
        }
    }

    private async Task LoseAsync(long? node, TimeSpan wait, CancellationToken ct)
    {
        var tenants = await runner.RunAsync<HelpdeskDb, List<TenantId>>(Actor.Installation, db => db.Tenants.Select(t => t.Id).ToListAsync(ct));
        foreach (var tenant in tenants)
        {
            Result lost;
            do lost = await runner.RunAsync<LoseNode, Result>(Actor.System(tenant), use => use.ExecuteAsync(node, wait, ct));
            while (lost.Error == SaveErrors.Conflict);
        }
    }

    private Task<int> RemoveAsync(long node, CancellationToken ct) =>
        runner.RunAsync<HelpdeskDb, int>(Actor.Installation, db => db.NodeLeases.Where(l => l.Id == node).ExecuteDeleteAsync(ct));
}
