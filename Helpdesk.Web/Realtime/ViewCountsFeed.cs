using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Web.Doors;

namespace Helpdesk.Web.Realtime;

/// <summary>The counts beside the views: one grouped query per workspace and half second on this node, however many consoles show them (DECISIONS 19).</summary>
public sealed class HeldTicketCounts(UseCaseRunner runner, ILiveFeed feed, TimeProvider clock, ILogger<HeldTicketCounts> log) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<TenantId, Watched<HeldCounts>> _tenants = new();

    /// <summary>The counts of a workspace, kept current while somebody listens.</summary>
    public Watched<HeldCounts> Of(TenantId tenant) => _tenants.GetOrAdd(tenant, id => new Watched<HeldCounts>(
        ct => runner.RunAsync<ITicketQueries, HeldCounts>(Actor.System(id), q => q.HeldAsync(ct)), [LiveTopic.Tickets(id)], feed, clock, Pause, log));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tenant in _tenants.Values) tenant.Dispose();
    }
}

/// <summary>A circuit's view of the counts: its own agent's.</summary>
public sealed class ViewCountsFeed(HeldTicketCounts counts, CurrentAgent me)
{
    /// <summary>Calls back with the acting agent's counts when they change, in the subscriber's own context: its language above all.</summary>
    public IDisposable Subscribe(Action<ViewCounts> onCounts)
    {
        var (actor, context) = (me.Actor, ExecutionContext.Capture()!);
        return counts.Of(me.Tenant).Subscribe(held => ExecutionContext.Run(context, _ => onCounts(held.For(actor)), null));
    }

    /// <summary>The acting agent's counts now.</summary>
    public async ValueTask<ViewCounts> CurrentAsync() => (await counts.Of(me.Tenant).CurrentAsync()).For(me.Actor);
}
