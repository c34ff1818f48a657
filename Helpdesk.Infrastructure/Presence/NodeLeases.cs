using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Presence;

/// <summary>A node's place among the others.</summary>
/// <param name="Number">0 to 15.</param>
/// <param name="StartedAt">When it was taken.</param>
/// <param name="Before">The leases that ran then, and until when: one that is not renewed from then on belongs to a dead node.</param>
public sealed record NodeSeat(int Number, DateTimeOffset StartedAt, IReadOnlyDictionary<long, DateTimeOffset> Before);

/// <summary>Takes, renews and ends nodes' leases, and lets go of nodes whose lease has lapsed.</summary>
public sealed class NodeLeases(UseCaseRunner runner, CommonGrounds grounds, TimeProvider clock)
{
    /// <summary>How often a node renews.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    /// <summary>How long a lease holds.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>How long a node that starts takes a lease it found for a living node's, though it has not seen it renewed: who lives renews before that.</summary>
    public static readonly TimeSpan Doubt = RenewEvery + TimeSpan.FromSeconds(1);

    private const int Numbers = 16;

    /// <summary>Takes a lease with a number that no living node has.</summary>
    /// <exception cref="InvalidOperationException">All numbers are held.</exception>
    public async Task<NodeSeat> TakeAsync(long node, bool hasBackplane, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await runner.RunAsync<HelpdeskDb, NodeSeat>(Actor.Installation, db => TakeAsync(db, node, hasBackplane, ct));
            }
            catch (DbUpdateException taken) when (DatabaseRefusals.IsDuplicate(taken))
            {
                // Another node has taken the same number at this moment: the next free one.
            }
        }
    }

    /// <summary>Begins to serve. When no other node does, everybody who was here when the last one stopped is waited for a while: a deploy redistributes nothing.</summary>
    public async Task BeginAsync(long node, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var alone = await runner.RunAsync<HelpdeskDb, bool>(Actor.Installation, async db =>
        {
            await db.NodeLeases.Where(l => l.Id == node).ExecuteUpdateAsync(set => set.SetProperty(l => l.Serves, true).SetProperty(l => l.Grounds, grounds.Seen), ct);
            return !await db.NodeLeases.AnyAsync(l => l.Id != node && l.Serves && l.LeasedUntil > now, ct);
        });
        if (alone) await LoseAsync(node: null, PresencePolicy.RestartGrace, ct);
    }

    /// <summary>Goes on holding a lease, and says what the node stands on.</summary>
    /// <returns>False when it had lapsed, and others have let go of this node or taken its number.</returns>
    public async Task<bool> RenewAsync(long node, int number, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + Lease;
        return await runner.RunAsync<HelpdeskDb, int>(
            Actor.Installation,
            db => db.NodeLeases.Where(l => l.Id == node && l.Number == number)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.LeasedUntil, until).SetProperty(l => l.Grounds, grounds.Seen), ct)) > 0;
    }

    /// <summary>The node stops: its agents are waited for as after a start.</summary>
    public Task StopServingAsync(long node, CancellationToken ct) => LoseAsync(node, PresencePolicy.RestartGrace, ct);

    /// <summary>Takes a lease away, and gives its number back.</summary>
    public Task RemoveAsync(long node, CancellationToken ct) =>
        runner.RunAsync<HelpdeskDb, int>(Actor.Installation, db => db.NodeLeases.Where(l => l.Id == node).ExecuteDeleteAsync(ct));

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

    /// <summary>
    /// The living nodes that have served since before a node started, the oldest first. One that does not renew within <see cref="Doubt"/> after that
    /// was killed: it does not keep the one started in its place from being ready until its lease has lapsed.
    /// </summary>
    public async Task<IReadOnlyList<NodeLease>> EldersAsync(long node, NodeSeat seat, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var serving = await runner.RunAsync<HelpdeskDb, List<NodeLease>>(
            Actor.Installation, db => db.NodeLeases.AsNoTracking().Where(l => l.Id != node && l.Serves && l.LeasedUntil > now).OrderBy(l => l.StartedAt).ToListAsync(ct));
        return serving.FindAll(l => (l.StartedAt, l.Id).CompareTo((seat.StartedAt, node)) < 0 && (IsNew(seat) || seat.Before.GetValueOrDefault(l.Id) != l.LeasedUntil));
    }

    /// <summary>Whether the node has started so lately that nobody can know who lives beside it.</summary>
    public bool IsNew(NodeSeat seat) => clock.GetUtcNow() - seat.StartedAt < Doubt;

    private async Task<NodeSeat> TakeAsync(HelpdeskDb db, long node, bool hasBackplane, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.NodeLeases.Where(l => l.Id == node || l.LeasedUntil < now).ExecuteUpdateAsync(set => set.SetProperty(l => l.Number, (int?)null), ct);
        var leases = await db.NodeLeases.OrderByDescending(l => l.StartedAt).ToListAsync(ct);
        var held = leases.Where(l => l.Number is not null).Select(l => l.Number!.Value).ToList();
        if (held.Count >= Numbers)
            throw new InvalidOperationException($"{Numbers} nodes hold a lease on this database, which is the most there may be. One that was killed frees its place within {Lease.TotalSeconds:0} s.");

        // On from the one taken last: a number that has just become free rests as long as may be.
        var last = held.FirstOrDefault(Numbers - 1);
        var number = Enumerable.Range(1, Numbers).Select(step => (last + step) % Numbers).Except(held).First();
        var own = leases.Find(l => l.Id == node);
        if (own is null) db.NodeLeases.Add(own = new NodeLease { Id = node, HasBackplane = hasBackplane, Machine = Environment.MachineName });
        (own.Number, own.StartedAt, own.LeasedUntil, own.Grounds) = (number, now, now + Lease, grounds.Seen);
        await db.SaveChangesAsync(ct);
        return new NodeSeat(number, now, leases.Where(l => l != own).ToDictionary(l => l.Id, l => l.LeasedUntil));
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
}
