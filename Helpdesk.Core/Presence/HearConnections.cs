using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Presence;

/// <summary>What has become of an agent's connections to one node, all together.</summary>
public enum NodeReport
{
    /// <summary>At least one is used.</summary>
    Active,

    /// <summary>There are some, all left alone for the workspace's time.</summary>
    Idle,

    /// <summary>The last one broke off: waited for.</summary>
    Lost,

    /// <summary>The last one was closed by signing out, or by force: not waited for.</summary>
    SignedOut,
}

/// <summary>A node tells how an agent's connections to it fare; what follows for the agent's state is worked out from those to all nodes.</summary>
public sealed class HearConnections(
    IPresenceStore presence, IBreakStore breaks, IDeadlineStore deadlines, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Takes a report; one of an agent who has no status (any more) changes nothing.</summary>
    public async Task<Result> ExecuteAsync(AgentId agent, long node, NodeReport report, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (await presence.FindAsync(agent, ct) is not { } status) return PeopleErrors.NoSuchAgent;
        var now = clock.GetUtcNow();
        var connections = (await presence.ConnectionsAsync(agent, ct)).ToList();
        var own = connections.Find(c => c.Node == node);
        switch (report)
        {
            case NodeReport.Active or NodeReport.Idle:
                var state = report == NodeReport.Active ? ConnectionState.Active : ConnectionState.Idle;
                if (own is null) connections.Add(Add(AgentConnection.Open(agent, node, state)));
                else own.Is(state);
                // Who is here again is not waited for elsewhere: the page has moved to this node.
                Drop(connections, c => c.State == ConnectionState.Lost);
                break;
            case NodeReport.Lost when own is not null:
                own.Lose(now + PresencePolicy.Grace);
                deadlines.Add(DeadlineKind.PresenceGrace, agent.Value, now + PresencePolicy.Grace);
                break;
            case NodeReport.SignedOut when own is not null:
                Drop(connections, c => c.Node == node);
                break;
        }

        var cause = report switch
        {
            NodeReport.Active => StateCause.Connected,
            NodeReport.Idle => StateCause.Idle,
            NodeReport.Lost => StateCause.Lost,
            _ => StateCause.SignedOut,
        };
        if (connections.Count == 0 && report == NodeReport.SignedOut && await breaks.FindOpenAsync(agent, ct) is { } open) open.End(by: null, now);
        status.Settle(connections.Select(c => c.State), cause, now);
        return await work.SaveAsync(ct);
    }

    private AgentConnection Add(AgentConnection connection)
    {
        presence.Add(connection);
        return connection;
    }

    private void Drop(List<AgentConnection> connections, Predicate<AgentConnection> which)
    {
        foreach (var gone in connections.FindAll(which)) presence.Remove(gone);
        connections.RemoveAll(which);
    }
}

/// <summary>A node is gone, by a crash or a deploy: its agents are waited for.</summary>
public sealed class LoseNode(IPresenceStore presence, IDeadlineStore deadlines, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Marks everybody of the acting workspace who was connected to it.</summary>
    /// <param name="node">The node; none for all that ever ran, when this one starts alone.</param>
    /// <param name="wait">How long they are waited for.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result> ExecuteAsync(long? node, TimeSpan wait, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        var now = clock.GetUtcNow();
        foreach (var agent in await presence.OnNodeAsync(node, ct))
        {
            if (await presence.FindAsync(agent, ct) is not { } status) continue;
            var connections = await presence.ConnectionsAsync(agent, ct);
            foreach (var own in connections.Where(c => node is null || c.Node == node)) own.Lose(now + wait);
            deadlines.Add(DeadlineKind.PresenceGrace, agent.Value, now + wait);
            status.Settle(connections.Select(c => c.State), StateCause.Lost, now);
        }

        return await work.SaveAsync(ct);
    }
}

/// <summary>Connections nobody came back on are let go; an agent with no other is offline then.</summary>
public sealed class EndGrace(IPresenceStore presence) : IDeadlineRule
{
    /// <inheritdoc/>
    public DeadlineKind Kind => DeadlineKind.PresenceGrace;

    /// <inheritdoc/>
    public async Task MeetAsync(Deadline deadline, DateTimeOffset now, CancellationToken ct)
    {
        var agent = new AgentId(deadline.Subject);
        if (await presence.FindAsync(agent, ct) is not { } status) return;
        var connections = await presence.ConnectionsAsync(agent, ct);
        var gone = connections.Where(c => c.State == ConnectionState.Lost && c.WaitUntil <= now).ToList();
        if (gone.Count == 0) return;
        gone.ForEach(presence.Remove);
        status.Settle(connections.Except(gone).Select(c => c.State), StateCause.Lost, now);
    }
}

/// <summary>Who is no longer a member is nowhere.</summary>
public sealed class LeaveOnDeactivated(IPresenceStore presence, IMemberStore members, TimeProvider clock) : IEventHandler<MemberChanged>
{
    /// <inheritdoc/>
    public async Task HandleAsync(MemberChanged happened, CancellationToken ct)
    {
        if (await members.FindAsync(happened.Agent, ct) is not { Active: false } || await presence.FindAsync(happened.Agent, ct) is not { } status) return;
        foreach (var connection in await presence.ConnectionsAsync(happened.Agent, ct)) presence.Remove(connection);
        status.Settle([], StateCause.Left, clock.GetUtcNow());
    }
}
