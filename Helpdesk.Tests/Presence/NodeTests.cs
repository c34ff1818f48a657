using Helpdesk.Infrastructure;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Helpdesk.Tests.Presence;

/// <summary>Nodes side by side: each has a number while it lives, and knows who was there before it.</summary>
public sealed class NodeTests : IAsyncLifetime
{
    private readonly List<ThisNode> _nodes = [];
    private TestDesk _desk = null!;
    private NodeLeases _leases = null!;

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync();
        _leases = _desk.Services.GetRequiredService<NodeLeases>();
    }

    public async Task DisposeAsync()
    {
        _nodes.ForEach(n => n.Dispose());
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task Sixteen_that_start_at_once_have_sixteen_numbers_and_one_more_is_told_why_it_cannot()
    {
        // The desk itself is the first.
        var seats = await Task.WhenAll(Enumerable.Range(1, 15).Select(i => Task.Run(() => _leases.TakeAsync(i, hasBackplane: true, default))));
        var own = _desk.Services.GetRequiredService<ThisNode>().Number;
        Assert.Equal(Enumerable.Range(0, 16), seats.Select(s => s.Number).Append(own).Order());

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _leases.TakeAsync(16, hasBackplane: true, default));
        Assert.Contains("16 nodes hold a lease", refused.Message, StringComparison.Ordinal);
        _desk.Clock.Advance(NodeLeases.Lease + TimeSpan.FromSeconds(1));
        Assert.InRange((await _leases.TakeAsync(16, hasBackplane: true, default)).Number, 0, 15);
    }

    [Fact]
    public async Task A_killed_nodes_number_is_nobodys_before_its_lease_has_lapsed_and_rests_as_long_as_may_be()
    {
        var killed = await StartAsync();
        _desk.Clock.Advance(NodeLeases.Lease - TimeSpan.FromSeconds(1));
        var after = new List<ThisNode>();
        for (var i = 0; i < 14; i++) after.Add(await StartAsync());
        Assert.DoesNotContain(killed.Number, after.Select(n => n.Number));
        await Assert.ThrowsAsync<InvalidOperationException>(StartAsync);

        _desk.Clock.Advance(TimeSpan.FromSeconds(2));
        await after[3].LeaveAsync(default);
        var own = _desk.Services.GetRequiredService<ThisNode>().Number;
        Assert.Equal(new[] { own, killed.Number, after[3].Number }.Order(), new[] { (await StartAsync()).Number, (await StartAsync()).Number, (await StartAsync()).Number }.Order());
    }

    [Fact]
    public async Task Ids_of_two_nodes_never_meet_though_both_clocks_stand_still()
    {
        var sources = new[] { new IdSource(_desk.Time, await StartAsync()), new IdSource(_desk.Time, await StartAsync()) };
        var ids = sources.SelectMany(source => Enumerable.Range(0, 5000).Select(_ => source.Next())).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void No_id_is_made_before_there_is_a_number()
    {
        using var node = Node();
        Assert.Throws<InvalidOperationException>(() => new IdSource(_desk.Time, node).Next());
    }

    [Fact]
    public async Task A_node_that_slept_too_long_goes_on_under_another_number()
    {
        var sleeper = await StartAsync();
        var before = sleeper.Number;
        Assert.True(await sleeper.RenewAsync(default));
        _desk.Clock.Advance(NodeLeases.Lease + TimeSpan.FromSeconds(1));
        var next = await StartAsync();
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await sleeper.RenewAsync(default));
        Assert.NotEqual(next.Number, sleeper.Number);
        Assert.Equal(2, await _desk.LookAsync(db => db.NodeLeases.CountAsync(l => l.Number != null)));
        Assert.True(await sleeper.RenewAsync(default));
        Assert.InRange(before, 0, 15);

        // Who came meanwhile was alone, and serves: now it is the elder.
        await _leases.BeginAsync(next.Id, default);
        await _leases.BeginAsync(sleeper.Id, default);
        Assert.Equal([next.Id], (await sleeper.EldersAsync(default)).Select(e => e.Id));
        Assert.Empty(await next.EldersAsync(default));
    }

    [Fact]
    public async Task Who_served_before_and_lives_is_an_elder_and_nobody_else_is()
    {
        var elder = await StartAsync();
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        var (killed, command) = (await StartAsync(), await StartAsync());
        await _leases.BeginAsync(elder.Id, default);
        await _leases.BeginAsync(killed.Id, default);
        _desk.Clock.Advance(TimeSpan.FromSeconds(5));
        var node = await StartAsync();
        await _leases.BeginAsync(node.Id, default);
        // Nobody can know yet who of them lives.
        Assert.Equal([elder.Id, killed.Id], (await node.EldersAsync(default)).Select(e => e.Id));

        _desk.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await elder.RenewAsync(default) && await command.RenewAsync(default));
        var younger = await StartAsync();
        await _leases.BeginAsync(younger.Id, default);
        Assert.True(await younger.RenewAsync(default));
        _desk.Clock.Advance(NodeLeases.Doubt - NodeLeases.RenewEvery);
        Assert.Equal([elder.Id], (await node.EldersAsync(default)).Select(e => e.Id));
        Assert.Empty(await elder.EldersAsync(default));

        _desk.Clock.Advance(NodeLeases.Lease + TimeSpan.FromSeconds(1));
        Assert.Empty(await node.EldersAsync(default));
    }

    private async Task<ThisNode> StartAsync()
    {
        var node = Node();
        _nodes.Add(node);
        await node.JoinAsync(default);
        return node;
    }

    private ThisNode Node() => new(_leases, _desk.Services.GetRequiredService<IOptions<HelpdeskOptions>>());
}
