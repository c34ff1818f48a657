using System.Collections.Concurrent;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Specifications;

/// <summary>What everything that carries signals promises.</summary>
public abstract class LiveSignalsSpecification
{
    private static readonly TenantId Tenant = new(7);

    /// <summary>The signals of all nodes there can be: one, where nodes cannot meet.</summary>
    protected abstract Task<IReadOnlyList<ILiveSignals>> NodesAsync();

    [Fact]
    public async Task Every_kind_from_any_node_is_heard_once_on_every_node_and_in_order()
    {
        var nodes = await NodesAsync();
        foreach (var from in nodes)
        {
            var heard = nodes.Select(_ => new ConcurrentQueue<LiveSignal>()).ToList();
            var subscriptions = nodes.Select((node, i) => node.Subscribe(Tenant, heard[i].Enqueue)).ToList();
            List<LiveSignal> sent = [.. Enum.GetValues<LiveSignalKind>().Select((kind, i) => new LiveSignal(Tenant, kind, 40 + i, long.MaxValue - i))];
            sent.ForEach(from.Send);
            await Eventually.TrueAsync(() => heard.All(h => h.Count >= sent.Count), "everybody hears all");
            Assert.All(heard, h => Assert.Equal(sent, h));
            subscriptions.ForEach(s => s.Dispose());
        }
    }

    [Fact]
    public async Task Other_workspaces_signals_are_not_heard_and_who_left_hears_nothing()
    {
        var nodes = await NodesAsync();
        var (mine, others, left) = (new ConcurrentQueue<LiveSignal>(), new ConcurrentQueue<LiveSignal>(), new ConcurrentQueue<LiveSignal>());
        using var here = nodes[^1].Subscribe(Tenant, mine.Enqueue);
        using var there = nodes[^1].Subscribe(new TenantId(8), others.Enqueue);
        nodes[^1].Subscribe(Tenant, left.Enqueue).Dispose();
        nodes[0].Send(new LiveSignal(new TenantId(9), LiveSignalKind.Typing, 1, 1));
        nodes[0].Send(new LiveSignal(Tenant, LiveSignalKind.Typing, 1, 1));
        await Eventually.TrueAsync(() => !mine.IsEmpty, "the workspace's own is heard");
        Assert.Equal((1, 0, 0), (mine.Count, others.Count, left.Count));
    }
}
