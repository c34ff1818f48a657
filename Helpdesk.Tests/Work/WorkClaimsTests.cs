using System.Collections.Concurrent;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Work;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Work;

/// <summary>Claiming rows of a queue: in order per key, by one claimer, until the lease lapses.</summary>
public sealed class WorkClaimsTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private TestDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await TestDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Claimers_at_once_never_share_a_row_and_leave_none()
    {
        await GivenAsync([.. Enumerable.Range(1, 200).Select(i => (i, $"chat{i % 20}"))]);
        var claimed = new ConcurrentBag<long>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (await ClaimAsync(7) is { Count: > 0 } rows) foreach (var row in rows) claimed.Add(row.Id);
        }));
        // A key's rows are claimed one claim after the other; the rest comes when the first are finished.
        Assert.Equal(claimed.Count, claimed.Distinct().Count());
        Assert.True(claimed.Count >= 20);
    }

    [Fact]
    public async Task Workers_at_once_finish_every_row_once_and_each_key_in_order()
    {
        const int Rows = 400;
        await GivenAsync([.. Enumerable.Range(1, Rows).Select(i => (i, $"chat{i % 20}"))]);
        var (done, inWork) = (new ConcurrentQueue<ClaimedWork>(), new ConcurrentDictionary<string, int>());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (done.Count < Rows)
            {
                foreach (var run in (await ClaimAsync(13)).GroupBy(row => row.OrderKey))
                {
                    Assert.Equal(1, inWork.AddOrUpdate(run.Key, 1, (_, now) => now + 1));
                    foreach (var row in run) done.Enqueue(row);
                    inWork.AddOrUpdate(run.Key, 0, (_, now) => now - 1);
                    await FinishAsync([.. run.Select(row => row.Id)]);
                }
            }
        })));
        Assert.Equal(Rows, done.Select(row => row.Id).Distinct().Count());
        Assert.Equal(Rows, done.Count);
        Assert.All(done.GroupBy(row => row.OrderKey), key => Assert.Equal(key.Select(row => row.Id).Order(), key.Select(row => row.Id)));
    }

    [Fact]
    public async Task Claimers_of_rows_without_a_key_at_once_share_none_and_leave_none()
    {
        const int Rows = 300;
        await _desk.LookAsync(db =>
        {
            for (var i = 1; i <= Rows; i++) db.Add(Deadline.At(i, DeadlineKind.AutoClose, 1, _desk.Clock.GetUtcNow()));
            return db.SaveChangesAsync();
        });
        var claimed = new ConcurrentBag<long>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (claimed.Count < Rows)
            {
                var due = await _desk.RunAsync<WorkClaims, IReadOnlyList<ClaimedWork>>(Actor.Installation, c => c.ClaimAsync<Deadline>(7, Lease, default));
                foreach (var row in due) claimed.Add(row.Id);
            }
        })));
        Assert.Equal(Enumerable.Range(1, Rows).Select(i => (long)i), claimed.Order());
    }

    [Fact]
    public async Task Rows_of_one_key_are_claimed_oldest_first_and_together()
    {
        await GivenAsync((1, "a"), (2, "b"), (3, "a"), (4, "a"));
        Assert.Equal([1, 2, 3], (await ClaimAsync(3)).Select(r => r.Id));
        Assert.Empty(await ClaimAsync(3));
        await FinishAsync(1, 3);
        Assert.Equal([4], (await ClaimAsync(3)).Select(r => r.Id));
    }

    [Fact]
    public async Task A_row_that_waits_holds_the_later_ones_of_its_key_only()
    {
        await GivenAsync((1, "a"), (2, "a"), (3, "b"));
        var later = _desk.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        await _desk.LookAsync(db => db.InboundEntries.Where(e => e.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, later)));
        Assert.Equal([3], (await ClaimAsync(10)).Select(r => r.Id));
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([1, 2, 3], (await ClaimAsync(10)).Select(r => r.Id));
    }

    [Fact]
    public async Task A_lapsed_lease_gives_its_rows_back()
    {
        await GivenAsync((1, "a"), (2, "b"));
        Assert.Equal(2, (await ClaimAsync(10)).Count);
        _desk.Clock.Advance(Lease);
        Assert.Empty(await ClaimAsync(10));
        _desk.Clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal([1, 2], (await ClaimAsync(10)).Select(r => r.Id));
    }

    [Fact]
    public async Task Released_rows_can_be_claimed_at_once()
    {
        await GivenAsync((1, "a"), (2, "a"));
        await ClaimAsync(10);
        await _desk.RunAsync<WorkClaims, int>(Actor.Installation, c => c.ReleaseAsync<InboundEntry>([1, 2], default));
        Assert.Equal([1, 2], (await ClaimAsync(10)).Select(r => r.Id));
    }

    [Fact]
    public async Task Who_lost_the_lease_cannot_store_the_row()
    {
        await GivenAsync((1, "a"));
        await ClaimAsync(10);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => _desk.LookAsync(async db =>
        {
            var entry = await db.InboundEntries.SingleAsync();
            _desk.Clock.Advance(TimeSpan.FromMinutes(1));
            await ClaimAsync(10);
            entry.Ignore("late", _desk.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task Due_deadlines_are_claimed_over_all_workspaces()
    {
        var other = await _desk.Given.AnotherWorkspaceAsync();
        foreach (var (actor, id) in new[] { (_desk.Admin, 1L), (other, 2L) })
        {
            await _desk.Given.LookAsync(Actor.System(actor.Tenant), db =>
            {
                db.Add(Deadline.At(id, DeadlineKind.AutoClose, 1, _desk.Clock.GetUtcNow()));
                return db.SaveChangesAsync();
            });
        }

        var due = await _desk.RunAsync<WorkClaims, IReadOnlyList<ClaimedWork>>(Actor.Installation, c => c.ClaimAsync<Deadline>(10, Lease, default));
        Assert.Equal([(1, _desk.Tenant), (2, other.Tenant)], due.OrderBy(d => d.Id).Select(d => (d.Id, d.Tenant)));
    }

    private Task<IReadOnlyList<ClaimedWork>> ClaimAsync(int most) =>
        _desk.RunAsync<WorkClaims, IReadOnlyList<ClaimedWork>>(Actor.Installation, c => c.ClaimAsync<InboundEntry>(most, Lease, default));

    private Task<int> FinishAsync(params long[] rows) =>
        _desk.LookAsync(db => db.InboundEntries.Where(e => rows.Contains(e.Id)).ExecuteUpdateAsync(set => set.SetProperty(e => e.Finished, true)));

    private Task<int> GivenAsync(params (int Id, string Key)[] rows) => _desk.LookAsync((HelpdeskDb db) =>
    {
        foreach (var (id, key) in rows)
            db.Add(InboundEntry.Accept(id, new InboundArrival(_desk.Number, "onmessage", key, _desk.Clock.GetUtcNow(), [], null, "")));
        return db.SaveChangesAsync();
    });
}
