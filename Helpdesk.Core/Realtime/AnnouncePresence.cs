using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Realtime;

/// <summary>Tells everybody who is here, away or on a break; ids only, readers re-read.</summary>
public sealed class AnnouncePresence(ILiveAnnouncements live, IActorAccessor actor) : IEventHandler<AgentStateChanged>, IEventHandler<BreakChanged>
{
    /// <inheritdoc/>
    public Task HandleAsync(AgentStateChanged happened, CancellationToken ct) => Announce(happened.Agent);

    /// <inheritdoc/>
    public Task HandleAsync(BreakChanged happened, CancellationToken ct) => Announce(happened.Agent);

    private Task Announce(AgentId agent)
    {
        live.Announce(LiveKind.AgentChanged, agent.Value, null, LiveTopic.Presence(actor.Current.Tenant));
        return Task.CompletedTask;
    }
}

/// <summary>Tells pages and caches that the rules of work, the reasons for breaks or the categories have changed.</summary>
public sealed class AnnounceRules(ILiveAnnouncements live, IActorAccessor actor) :
    IEventHandler<RoutingRulesChanged>, IEventHandler<BreakReasonChanged>, IEventHandler<CategoryChanged>
{
    /// <inheritdoc/>
    public Task HandleAsync(RoutingRulesChanged happened, CancellationToken ct) => Announce();

    /// <inheritdoc/>
    public Task HandleAsync(BreakReasonChanged happened, CancellationToken ct) => Announce();

    /// <inheritdoc/>
    public Task HandleAsync(CategoryChanged happened, CancellationToken ct) => Announce();

    private Task Announce()
    {
        live.Announce(LiveKind.WorkspaceChanged, actor.Current.Tenant.Value, null, LiveTopic.People(actor.Current.Tenant));
        return Task.CompletedTask;
    }
}
