using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Presence;

/// <summary>A stretch of time an agent spent in one state: the adherence time line is made of them. Time offline has none.</summary>
public sealed class StateSpan : ITenantOwned
{
    private StateSpan()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public AgentId AgentId { get; private set; }

    public AgentState State { get; private set; }

    public DateTimeOffset From { get; private set; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? To { get; private set; }

    /// <summary>Begins one.</summary>
    public static StateSpan Begin(long id, AgentId agent, AgentState state, DateTimeOffset now) => new() { Id = id, AgentId = agent, State = state, From = now };

    /// <summary>Ends it.</summary>
    public void End(DateTimeOffset now) => To = now;
}

/// <summary>Writes the adherence time line, in the transaction of the change.</summary>
public sealed class RecordStateSpans(IPresenceStore presence, IIdSource ids, TimeProvider clock) : IEventHandler<AgentStateChanged>
{
    /// <inheritdoc/>
    public async Task HandleAsync(AgentStateChanged happened, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await presence.RunningSpanAsync(happened.Agent, ct) is { } running) running.End(now);
        if (happened.To != AgentState.Offline) presence.Add(StateSpan.Begin(ids.Next(), happened.Agent, happened.To, now));
    }
}

/// <summary>Everybody who joins has a status from the first moment.</summary>
public sealed class BeginStatusOnJoined(IPresenceStore presence, TimeProvider clock) : IEventHandler<MemberJoined>
{
    /// <inheritdoc/>
    public Task HandleAsync(MemberJoined happened, CancellationToken ct)
    {
        presence.Add(AgentStatus.Create(happened.Agent, clock.GetUtcNow()));
        return Task.CompletedTask;
    }
}
