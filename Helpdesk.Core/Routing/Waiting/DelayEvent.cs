using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>What ended a delay.</summary>
public enum DelayEnd
{
    /// <summary>A person answered.</summary>
    Answered,

    /// <summary>The ticket was resolved or closed.</summary>
    Done,

    /// <summary>The ticket went to somebody else, whose delay goes on from here.</summary>
    HandedOver,
}

/// <summary>
/// The time a customer waited beyond what the desk lets one wait while one agent, or nobody, held the ticket (SEEDS 24.5): each agent's seconds
/// are their own. What counts is that the desk has not answered; a customer who does not answer delays nobody (SEEDS 6 names the opposite rule as
/// a bug).
/// </summary>
public sealed class DelayEvent : Entity, ITenantOwned
{
    private DelayEvent()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public TicketId TicketId { get; private set; }

    /// <summary>Who held it; none while it lay in a queue.</summary>
    public AgentId? AgentId { get; private set; }

    public DepartmentId DepartmentId { get; private set; }

    /// <summary>Since when the customer waits who is kept waiting.</summary>
    public DateTimeOffset WaitingSince { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>None while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public DelayEnd? End { get; private set; }

    /// <summary>How long it lasted, in whole seconds; none while it lasts.</summary>
    public long? Seconds { get; private set; }

    /// <summary>A customer has waited too long, from <paramref name="startedAt"/> on.</summary>
    public static DelayEvent Begin(long id, OpenWait wait, DateTimeOffset startedAt)
    {
        var begun = Of(id, wait, startedAt);
        begun.Raise(new TicketDelayed(wait.Ticket, wait.Department, wait.Holder));
        return begun;
    }

    /// <summary>A part of a delay that others have begun: raises nothing.</summary>
    public static DelayEvent Of(long id, OpenWait wait, DateTimeOffset startedAt) => new()
    {
        Id = id,
        TicketId = wait.Ticket,
        AgentId = wait.Holder,
        DepartmentId = wait.Department,
        WaitingSince = wait.Since,
        StartedAt = startedAt,
    };

    /// <summary>It is over, for good or for this holder. An answer typed on the phone carries the provider's whole seconds, and never ends it before it began.</summary>
    public void Stop(DelayEnd end, DateTimeOffset at)
    {
        EndedAt = at > StartedAt ? at : StartedAt;
        (End, Seconds) = (end, (long)(EndedAt.Value - StartedAt).TotalSeconds);
        if (end != DelayEnd.HandedOver) Raise(new TicketDelayEnded(TicketId, DepartmentId, AgentId));
    }

    /// <summary>What ended it did not happen: the reply has finally failed.</summary>
    public void Resume() => (EndedAt, End, Seconds) = (null, null, null);

    /// <summary>Says that the ticket is delayed again.</summary>
    public void Announce() => Raise(new TicketDelayed(TicketId, DepartmentId, AgentId));
}

/// <summary>A customer's wait that nobody answered has reached the desk's threshold, or a reply that had ended the delay has finally failed.</summary>
public sealed record TicketDelayed(TicketId Ticket, DepartmentId Department, AgentId? Holder) : ITicketEvent;

/// <summary>A delayed ticket was answered, or is done.</summary>
public sealed record TicketDelayEnded(TicketId Ticket, DepartmentId Department, AgentId? Holder) : ITicketEvent;
