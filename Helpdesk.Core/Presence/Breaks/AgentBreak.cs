using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Presence;

/// <summary>Where a break stands.</summary>
public enum BreakState
{
    /// <summary>Asked for, in line for a free place.</summary>
    Waiting,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Over.</summary>
    Ended,

    /// <summary>Taken back, or refused, before it began.</summary>
    Cancelled,
}

/// <summary>One break of one agent: asked for, perhaps waited for, taken, over.</summary>
public sealed class AgentBreak : Aggregate, ITenantOwned, ILogged
{
    private AgentBreak()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public AgentId AgentId { get; private set; }

    public long ReasonId { get; private set; }

    /// <summary>Planned length in whole minutes, as it was when the break was asked for.</summary>
    public int Minutes { get; private set; }

    public BreakState State { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Who ended, cancelled or refused it; none when it ended by signing out.</summary>
    public AgentId? EndedBy { get; private set; }

    /// <summary>When it lasted longer than planned.</summary>
    public DateTimeOffset? OverrunAt { get; private set; }

    string ILogged.LogName => $"{AgentId.Value}";

    /// <summary>When it should be over; null before it begins.</summary>
    public DateTimeOffset? PlannedEnd => StartedAt + TimeSpan.FromMinutes(Minutes);

    /// <summary>An agent asks for a break.</summary>
    public static AgentBreak Ask(long id, AgentId agent, BreakReason reason, DateTimeOffset now)
    {
        var asked = new AgentBreak { Id = id, AgentId = agent, ReasonId = reason.Id, Minutes = reason.Minutes, AskedAt = now };
        asked.Changed();
        return asked;
    }

    /// <summary>It begins.</summary>
    public void Start(DateTimeOffset now)
    {
        (State, StartedAt) = (BreakState.Running, now);
        Changed();
    }

    /// <summary>It is over, or is not to be after all.</summary>
    public Error? End(AgentId? by, DateTimeOffset now)
    {
        if (State is BreakState.Ended or BreakState.Cancelled) return BreakErrors.Over;
        State = State == BreakState.Running ? BreakState.Ended : BreakState.Cancelled;
        (EndedAt, EndedBy) = (now, by);
        Changed();
        return null;
    }

    /// <summary>It has lasted as long as planned and goes on.</summary>
    public void Overrun(DateTimeOffset now)
    {
        if (State != BreakState.Running || OverrunAt is not null) return;
        OverrunAt = now;
        Changed();
        Raise(new BreakOverran(Id, AgentId));
    }

    private void Changed()
    {
        Edited();
        Raise(new BreakChanged(Id, AgentId));
    }
}

/// <summary>A break was asked for, began, ended, was cancelled or overran.</summary>
public sealed record BreakChanged(long Break, AgentId Agent) : IDomainEvent;

/// <summary>A break has lasted longer than planned.</summary>
public sealed record BreakOverran(long Break, AgentId Agent) : IDomainEvent;

/// <summary>Write access to breaks.</summary>
public interface IBreakStore
{
    /// <summary>A reason, tracked.</summary>
    Task<BreakReason?> FindReasonAsync(long id, CancellationToken ct);

    /// <summary>A break, tracked.</summary>
    Task<AgentBreak?> FindAsync(long id, CancellationToken ct);

    /// <summary>The break an agent is on or in line for, tracked.</summary>
    Task<AgentBreak?> FindOpenAsync(AgentId agent, CancellationToken ct);

    /// <summary>
    /// Whether each department of an agent has a free place for one more on a break. Two who take the last place at once meet at the department's
    /// own row: the second one's save is refused as a conflict.
    /// </summary>
    Task<bool> TakePlaceAsync(AgentId agent, CancellationToken ct);

    /// <summary>Breaks in line that share a department with an agent, oldest first, tracked.</summary>
    Task<IReadOnlyList<AgentBreak>> InLineBesideAsync(AgentId agent, CancellationToken ct);

    void Add(BreakReason reason);

    void Add(AgentBreak asked);
}
