using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Web.Doors;

namespace Helpdesk.Web.Realtime;

/// <summary>Who is here and how loaded, per workspace: one read per workspace and quarter of a second on this node, however many screens show it (DECISIONS 30).</summary>
public sealed class AgentBoards(UseCaseRunner runner, ILiveFeed feed, TimeProvider clock, ILogger<AgentBoards> log) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<TenantId, Watched<IReadOnlyList<AgentNow>>> _tenants = new();

    /// <summary>The agents of a workspace, kept current while somebody listens.</summary>
    public Watched<IReadOnlyList<AgentNow>> Of(TenantId tenant) => _tenants.GetOrAdd(tenant, id => new Watched<IReadOnlyList<AgentNow>>(
        ct => runner.RunAsync<IPresenceQueries, IReadOnlyList<AgentNow>>(Actor.System(id), q => q.AgentsAsync(ct)),
        [LiveTopic.Presence(id), LiveTopic.Tickets(id), LiveTopic.People(id)], feed, clock, Pause, log));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tenant in _tenants.Values) tenant.Dispose();
    }
}

/// <summary>A circuit's view of its colleagues; everybody sees everybody's state and load.</summary>
public sealed class AgentBoard(AgentBoards boards, CurrentAgent me)
{
    /// <summary>Calls back when somebody's state or load changes, in the subscriber's own context.</summary>
    public IDisposable Subscribe(Action<IReadOnlyList<AgentNow>> onAgents)
    {
        var context = ExecutionContext.Capture()!;
        return boards.Of(me.Tenant).Subscribe(agents => ExecutionContext.Run(context, _ => onAgents(agents), null));
    }

    /// <summary>Everybody now, by name.</summary>
    public async ValueTask<IReadOnlyList<AgentNow>> CurrentAsync() => await boards.Of(me.Tenant).CurrentAsync();
}
