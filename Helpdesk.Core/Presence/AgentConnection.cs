using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Presence;

/// <summary>What one node knows of one agent's connections to it, all together (DECISIONS 30: a node renews one lease for itself, not one per connection).</summary>
public sealed class AgentConnection : ITenantOwned
{
    private AgentConnection()
    {
    }

    public TenantId TenantId { get; private set; }

    public AgentId AgentId { get; private set; }

    /// <summary>The node, by the id of its run.</summary>
    public long Node { get; private set; }

    public ConnectionState State { get; private set; }

    /// <summary>Until when a lost one is waited for.</summary>
    public DateTimeOffset? WaitUntil { get; private set; }

    /// <summary>An agent's first connection to a node.</summary>
    public static AgentConnection Open(AgentId agent, long node, ConnectionState state) => new() { AgentId = agent, Node = node, State = state };

    /// <summary>It is used, or left alone.</summary>
    public void Is(ConnectionState state) => (State, WaitUntil) = (state, null);

    /// <summary>It is lost; a longer wait than the one that runs is kept.</summary>
    public void Lose(DateTimeOffset waitUntil) => (State, WaitUntil) = (ConnectionState.Lost, WaitUntil > waitUntil ? WaitUntil : waitUntil);
}

/// <summary>Write access to who is here.</summary>
public interface IPresenceStore
{
    /// <summary>An agent's status, tracked.</summary>
    Task<AgentStatus?> FindAsync(AgentId agent, CancellationToken ct);

    /// <summary>All an agent's connections, tracked.</summary>
    Task<IReadOnlyList<AgentConnection>> ConnectionsAsync(AgentId agent, CancellationToken ct);

    /// <summary>The agents with connections to a node that are not lost yet; with any to any node, when none is named.</summary>
    Task<IReadOnlyList<AgentId>> OnNodeAsync(long? node, CancellationToken ct);

    /// <summary>The span of the state that runs, tracked.</summary>
    Task<StateSpan?> RunningSpanAsync(AgentId agent, CancellationToken ct);

    void Add(AgentStatus status);

    void Add(AgentConnection connection);

    void Add(StateSpan span);

    void Remove(AgentConnection connection);
}
