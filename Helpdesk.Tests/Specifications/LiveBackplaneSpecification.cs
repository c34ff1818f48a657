using System.Collections.Concurrent;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Specifications;

/// <summary>What every backplane promises, whatever carries it (DESIGN 3).</summary>
public abstract class LiveBackplaneSpecification
{
    private static readonly TenantId Tenant = new(7);

    /// <summary>The backplanes of all nodes there can be: one, where nodes cannot meet.</summary>
    protected abstract Task<IReadOnlyList<ILiveBackplane>> NodesAsync();

    [Fact]
    public async Task A_pulse_of_any_node_reaches_the_pump_of_every_node()
    {
        var nodes = await NodesAsync();
        await using var pumps = new Pumps(nodes);
        for (var i = 0; i < nodes.Count; i++)
        {
            var tenant = new TenantId(100 + i);
            nodes[i].Pulse(tenant);
            await Eventually.TrueAsync(() => pumps.Heard.All(heard => heard.Contains(tenant)), $"everybody hears node {i}");
        }
    }

    [Fact]
    public async Task Of_many_workspaces_at_once_none_is_missed()
    {
        var nodes = await NodesAsync();
        await using var pumps = new Pumps(nodes);
        var tenants = Enumerable.Range(1000, 2000).Select(i => (TenantId?)new TenantId(i)).ToList();
        Parallel.ForEach(tenants, (tenant, _, i) => nodes[(int)i % nodes.Count].Pulse(tenant!.Value));
        await Eventually.TrueAsync(() => pumps.Heard.All(heard => !tenants.Except(heard).Any()), "all are heard");
    }

    [Fact]
    public async Task Pulses_that_nobody_reads_yet_cost_nothing_and_are_one()
    {
        var node = (await NodesAsync())[0];
        for (var i = 0; i < 100_000; i++) node.Pulse(Tenant);
        node.Pulse(new TenantId(8));
        await using var pumps = new Pumps([node]);
        await Eventually.TrueAsync(() => pumps.Heard[0].Contains(new TenantId(8)), "the last is read");
        Assert.Single(pumps.Heard[0], (TenantId?)Tenant);
    }

    [Fact]
    public async Task A_pulse_that_comes_while_the_one_before_is_worked_is_another()
    {
        var node = (await NodesAsync())[0];
        node.Pulse(Tenant);
        await using var pulses = node.PulsesAsync(default).GetAsyncEnumerator();
        await NextAsync();
        node.Pulse(Tenant);
        await NextAsync();

        async Task NextAsync()
        {
            do Assert.True(await pulses.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
            while (pulses.Current != Tenant);
        }
    }

    [Fact]
    public async Task Reading_ends_when_the_pump_does()
    {
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in (await NodesAsync())[0].PulsesAsync(stop.Token))
            {
            }
        });
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    /// <summary>Reads what every node is told.</summary>
    private sealed class Pumps : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly List<ConcurrentQueue<TenantId?>> _heard = [];
        private readonly List<Task> _reading = [];

        public Pumps(IEnumerable<ILiveBackplane> nodes)
        {
            foreach (var node in nodes)
            {
                var heard = new ConcurrentQueue<TenantId?>();
                _heard.Add(heard);
                _reading.Add(Task.Run(() => ReadAsync(node, heard)));
            }
        }

        public IReadOnlyList<IReadOnlyList<TenantId?>> Heard => _heard.ConvertAll(heard => (IReadOnlyList<TenantId?>)[.. heard]);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_reading);
            _stop.Dispose();
        }

        private async Task ReadAsync(ILiveBackplane node, ConcurrentQueue<TenantId?> heard)
        {
            try
            {
                await foreach (var tenant in node.PulsesAsync(_stop.Token)) heard.Enqueue(tenant);
            }
            catch (OperationCanceledException)
            {
                // Disposed.
            }
        }
    }
}
