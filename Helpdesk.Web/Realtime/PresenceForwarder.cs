using System.Collections.Concurrent;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Tenancy;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>An agent as hub clients hear of one.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="State"><c>Online</c>, <c>Away</c>, <c>Break</c>, <c>Reconnecting</c> or <c>Offline</c>.</param>
/// <param name="Since">Since when.</param>
/// <param name="Load">The weights of what the agent holds.</param>
/// <param name="Capacity">Of how much.</param>
public sealed record AgentSignal(long AgentId, string State, DateTimeOffset Since, int Load, int Capacity);

/// <summary>Tells this node's hub connections which agents have changed: one list of changes per workspace and quarter of a second, never everybody (DECISIONS 30).</summary>
public sealed class PresenceForwarder(AgentBoards boards, HubConnections connections, IHubContext<AgentHub, IAgentClient> hub) : IDisposable
{
    private readonly ConcurrentDictionary<TenantId, Lazy<Task<IDisposable>>> _watched = new();

    /// <summary>Begins to forward a workspace's changes; once is enough.</summary>
    public Task WatchAsync(TenantId tenant) => _watched.GetOrAdd(tenant, id => new Lazy<Task<IDisposable>>(() => SubscribeAsync(id))).Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var subscription in _watched.Values.Select(w => w.Value).Where(task => task.IsCompletedSuccessfully)) subscription.Result.Dispose();
    }

    private async Task<IDisposable> SubscribeAsync(TenantId tenant)
    {
        // What is so already a client reads when it connects; from here on it hears what changes.
        var known = (await boards.Of(tenant).CurrentAsync()).ToDictionary(a => a.Id.Value, Signal);
        return boards.Of(tenant).Subscribe(agents =>
        {
            var now = agents.ToDictionary(a => a.Id.Value, Signal);
            List<AgentSignal> changed = [.. now.Values.Where(signal => known.GetValueOrDefault(signal.AgentId) != signal)];
            // Who is no longer a member is gone for everybody.
            changed.AddRange(known.Values.Where(k => !now.ContainsKey(k.AgentId)).Select(k => k with { State = nameof(AgentState.Offline), Load = 0 }));
            known = now;
            if (changed.Count > 0) _ = hub.Clients.Clients(connections.Of(tenant)).PresenceChanged(changed);
        });
    }

    private static AgentSignal Signal(AgentNow agent) => new(agent.Id.Value, agent.State.ToString(), agent.Since, agent.Load, agent.Capacity);
}
