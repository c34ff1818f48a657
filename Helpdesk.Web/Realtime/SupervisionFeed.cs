using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Web.Doors;

namespace Helpdesk.Web.Realtime;

/// <summary>Workspaces at work: one picture per workspace on this node, however many supervisors look at it, and none while nobody does (DECISIONS 19).</summary>
public sealed class SupervisionBoards(UseCaseRunner runner, ILiveFeed feed, TimeProvider clock, ILogger<SupervisionBoards> log) : IDisposable
{
    private static readonly TimeSpan NowPause = TimeSpan.FromMilliseconds(500);

    // An hour's curve and a day's bar move by a hair in this time, and cost ten times the reading.
    private static readonly TimeSpan DayPause = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<TenantId, Watched<SupervisionNow>> _now = new();
    private readonly ConcurrentDictionary<TenantId, Watched<SupervisionDay>> _day = new();

    /// <summary>The moment.</summary>
    public Watched<SupervisionNow> NowOf(TenantId tenant) => _now.GetOrAdd(tenant, id => new Watched<SupervisionNow>(
        async ct => (await runner.RunAsync<ISupervisionQueries, Result<SupervisionNow>>(Actor.System(id), q => q.NowAsync(ct))).Value,
        [LiveTopic.Tickets(id), LiveTopic.Presence(id), LiveTopic.People(id), LiveTopic.Channels(id)], feed, clock, NowPause, log));

    /// <summary>The last hour and everybody's day.</summary>
    public Watched<SupervisionDay> DayOf(TenantId tenant) => _day.GetOrAdd(tenant, id => new Watched<SupervisionDay>(
        async ct => (await runner.RunAsync<ISupervisionQueries, Result<SupervisionDay>>(Actor.System(id), q => q.DayAsync(ct))).Value,
        [LiveTopic.Tickets(id), LiveTopic.Presence(id)], feed, clock, DayPause, log));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var now in _now.Values) now.Dispose();
        foreach (var day in _day.Values) day.Dispose();
    }
}

/// <summary>A circuit's view of its workspace at work: what its own agent supervises and sees.</summary>
public sealed class SupervisionFeed(SupervisionBoards boards, CurrentAgent me)
{
    /// <summary>Calls back when the moment or the day changed, in the subscriber's own context: its language above all.</summary>
    public IDisposable Subscribe(Action onChanged)
    {
        var context = ExecutionContext.Capture()!;
        void Tell() => ExecutionContext.Run(context, _ => onChanged(), null);
        var (now, day) = (boards.NowOf(me.Tenant).Subscribe(_ => Tell()), boards.DayOf(me.Tenant).Subscribe(_ => Tell()));
        return new Both(now, day);
    }

    /// <summary>What the acting agent may see of it now.</summary>
    public async ValueTask<(SupervisionNow Now, SupervisionDay Day)> CurrentAsync()
    {
        if (!me.Can(Permission.SuperviseAgents)) return (SupervisionNow.Nothing, SupervisionDay.Nothing);
        return ((await boards.NowOf(me.Tenant).CurrentAsync()).For(me.Actor), await boards.DayOf(me.Tenant).CurrentAsync());
    }

    private sealed class Both(IDisposable now, IDisposable day) : IDisposable
    {
        public void Dispose()
        {
            now.Dispose();
            day.Dispose();
        }
    }
}
