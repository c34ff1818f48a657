using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Presence;

/// <summary>
/// An agent at work: the state everybody sees, and what routing must know of it. Its version is the point where all who would give the agent
/// work, or take it out of work, meet (DECISIONS 30).
/// </summary>
public sealed class AgentStatus : Aggregate, ITenantOwned
{
    private AgentStatus()
    {
    }

    public AgentId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public AgentState State { get; private set; }

    /// <summary>Since when the state holds.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Whether the agent has asked for no new work, connected or not.</summary>
    public bool ManualAway { get; private set; }

    /// <summary>The break that runs.</summary>
    public long? BreakId { get; private set; }

    /// <summary>Since when the agent can be given work; a short loss of the connection does not begin it anew.</summary>
    public DateTimeOffset? AvailableSince { get; private set; }

    /// <summary>When the agent was last given a ticket.</summary>
    public DateTimeOffset? LastGivenAt { get; private set; }

    /// <summary>When the running wave of the backlog began, and how many tickets of it the agent has had.</summary>
    public DateTimeOffset? WaveAt { get; private set; }

    public int WaveGiven { get; private set; }

    /// <summary>Offers in a row the agent has let pass.</summary>
    public int MissedOffers { get; private set; }

    /// <summary>A new member is offline.</summary>
    public static AgentStatus Create(AgentId agent, DateTimeOffset now) => new() { Id = agent, Since = now };

    /// <summary>Works the state out again from the agent's connections.</summary>
    /// <param name="connections">All of them, over all nodes.</param>
    /// <param name="cause">What made them change.</param>
    /// <param name="now">The moment.</param>
    public void Settle(IEnumerable<ConnectionState> connections, StateCause cause, DateTimeOffset now)
    {
        var best = PresencePolicy.Best(connections);
        if (best is AgentState.Offline)
        {
            ManualAway = false;
            if (cause == StateCause.SignedOut) EndBreak();
        }

        Become(PresencePolicy.StateOf(BreakId is not null, ManualAway, best), cause, now);
    }

    /// <summary>Asks for no new work, or for work again.</summary>
    public Error? Choose(bool away, IEnumerable<ConnectionState> connections, DateTimeOffset now)
    {
        if (BreakId is not null) return PresenceErrors.OnBreak;
        var best = PresencePolicy.Best(connections);
        if (best is AgentState.Offline) return PresenceErrors.NotConnected;
        (ManualAway, MissedOffers) = (away, 0);
        Become(PresencePolicy.StateOf(onBreak: false, ManualAway, best), StateCause.Chosen, now);
        return null;
    }

    /// <summary>A supervisor ends the agent's work.</summary>
    public void GoOffline(DateTimeOffset now)
    {
        ManualAway = false;
        EndBreak();
        Become(AgentState.Offline, StateCause.Forced, now);
    }

    /// <summary>A break begins.</summary>
    public void BeginBreak(long id, DateTimeOffset now)
    {
        BreakId = id;
        Become(AgentState.Break, StateCause.Break, now);
    }

    /// <summary>The break is over: what the connections say holds again.</summary>
    public void LeaveBreak(IEnumerable<ConnectionState> connections, DateTimeOffset now)
    {
        EndBreak();
        Become(PresencePolicy.StateOf(onBreak: false, ManualAway, PresencePolicy.Best(connections)), StateCause.Break, now);
    }

    /// <summary>Gave the agent a ticket, or asked them to take it; of the backlog when it had waited before the agent could work.</summary>
    public void Given(bool backlog, TimeSpan wavePause, DateTimeOffset now)
    {
        LastGivenAt = now;
        if (backlog)
        {
            if (WaveAt is null || now - WaveAt >= wavePause) (WaveAt, WaveGiven) = (now, 0);
            WaveGiven++;
        }

        Edited();
    }

    /// <summary>The agent answered an offer.</summary>
    public void Answered()
    {
        if (MissedOffers == 0) return;
        MissedOffers = 0;
        Edited();
    }

    /// <summary>What was just given leaves no room for another.</summary>
    public void Filled(int capacity) => Raise(new AgentFilled(Id, capacity));

    /// <summary>The agent let an offer pass; after too many in a row they count as away.</summary>
    public void Missed(int most, DateTimeOffset now)
    {
        MissedOffers++;
        Edited();
        if (MissedOffers < most || State != AgentState.Online) return;
        ManualAway = true;
        Become(AgentState.Away, StateCause.MissedOffers, now);
    }

    private void EndBreak() => BreakId = null;

    private void Become(AgentState state, StateCause cause, DateTimeOffset now)
    {
        if (state == State) return;
        var from = State;
        (State, Since) = (state, now);
        AvailableSince = state switch
        {
            AgentState.Online => AvailableSince ?? now,
            AgentState.Reconnecting => AvailableSince,
            _ => null,
        };
        if (AvailableSince is null) (WaveAt, WaveGiven) = (null, 0);
        Edited();
        Raise(new AgentStateChanged(Id, from, state, cause));
    }
}

/// <summary>An agent's state changed, and why.</summary>
public sealed record AgentStateChanged(AgentId Agent, AgentState From, AgentState To, StateCause Cause) : IDomainEvent;

/// <summary>An agent holds as much as they can.</summary>
public sealed record AgentFilled(AgentId Agent, int Capacity) : IDomainEvent;

/// <summary>Why an agent's state changed.</summary>
public enum StateCause
{
    /// <summary>Connected, or worked again.</summary>
    Connected,

    /// <summary>The agent said so.</summary>
    Chosen,

    /// <summary>Nobody touched the page for the workspace's time.</summary>
    Idle,

    /// <summary>The connection broke off.</summary>
    Lost,

    /// <summary>Signed out, by hand or by rule.</summary>
    SignedOut,

    /// <summary>A break began or ended.</summary>
    Break,

    /// <summary>A supervisor said so.</summary>
    Forced,

    /// <summary>Too many offers in a row were left unanswered.</summary>
    MissedOffers,

    /// <summary>No longer a member.</summary>
    Left,
}

/// <summary>Refusals about presence.</summary>
public static class PresenceErrors
{
    public static readonly Error OnBreak = new("presence.on-break", ErrorKind.Conflict);
    public static readonly Error NotConnected = new("presence.not-connected", ErrorKind.Conflict);
}
