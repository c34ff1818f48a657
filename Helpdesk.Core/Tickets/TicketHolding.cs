using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Tickets;

/// <content>Who holds a ticket, who may come to hold it, and its place in a queue.</content>
public sealed partial class Ticket
{
    /// <summary>Who is asked to take it and has not answered yet.</summary>
    [NotLogged]
    public AgentId? OfferedTo { get; private set; }

    /// <summary>When the offer lapses.</summary>
    [NotLogged]
    public DateTimeOffset? OfferEndsAt { get; private set; }

    /// <summary>Takes a ticket nobody holds.</summary>
    public Error? Claim(AgentId by) => AssigneeId switch
    {
        null => AssignTo(by, by, MoveCause.Claimed),
        { } holder when holder == by => TicketErrors.AlreadyYours,
        _ => TicketErrors.AlreadyAssigned,
    };

    /// <summary>Gives the ticket to an agent; an open offer of it ends.</summary>
    /// <param name="agent">Who gets it.</param>
    /// <param name="by">Who gave it; none when routing did.</param>
    /// <param name="cause">Why it moves.</param>
    /// <param name="why">Routing's explanation of its choice, as it is kept.</param>
    public Error? AssignTo(AgentId agent, AgentId? by, MoveCause cause, string? why = null)
    {
        if (Status == TicketStatus.Closed) return TicketErrors.Closed;
        if (AssigneeId == agent) return TicketErrors.AlreadyAssigned;
        var from = AssigneeId;
        AssigneeId = agent;
        OwnerId ??= agent;
        (QueuedAt, OfferedTo, OfferEndsAt) = (null, null, null);
        Edited();
        Raise(new TicketAssigned(Id, from, agent, by, cause, why));
        return null;
    }

    /// <summary>Puts it back into its department's queue, ahead of what came after its customer began to wait.</summary>
    public Error? Release(AgentId? by, MoveCause cause, DateTimeOffset now)
    {
        if (!IsActive) return TicketErrors.NotActive;
        if (AssigneeId is null) return TicketErrors.Unassigned;
        var from = AssigneeId;
        (AssigneeId, OfferedTo, OfferEndsAt) = (null, null, null);
        Enter(WaitingSince ?? now, from, by, cause);
        return null;
    }

    /// <summary>Moves it into another department's queue.</summary>
    public Error? MoveTo(DepartmentId department, AgentId? by, DateTimeOffset now)
    {
        if (!IsActive) return TicketErrors.NotActive;
        if (department == DepartmentId && AssigneeId is null) return TicketErrors.AlreadyThere;
        var from = AssigneeId;
        (DepartmentId, AssigneeId, OfferedTo, OfferEndsAt) = (department, null, null, null);
        Enter(WaitingSince ?? now, from, by, MoveCause.Transferred);
        return null;
    }

    /// <summary>Says what it is about.</summary>
    public Error? Categorise(CategoryId? category)
    {
        if (Status == TicketStatus.Closed) return TicketErrors.Closed;
        if (CategoryId == category) return null;
        CategoryId = category;
        Edited();
        Raise(new TicketCategorised(Id, category));
        return null;
    }

    /// <summary>Asks an agent to take it, until a moment; meanwhile nobody else is asked.</summary>
    public void Offer(AgentId to, DateTimeOffset until)
    {
        (OfferedTo, OfferEndsAt) = (to, until);
        Edited();
        Raise(new TicketOffered(Id, DepartmentId, to));
    }

    /// <summary>The offer ends without an answer, or with a no.</summary>
    /// <param name="from">The colleague who asked; none when routing did.</param>
    /// <param name="declined">Whether the answer was no.</param>
    public void EndOffer(AgentId? from, bool declined)
    {
        if (OfferedTo is not { } asked) return;
        (OfferedTo, OfferEndsAt) = (null, null);
        Edited();
        Raise(new OfferEnded(Id, DepartmentId, asked, from, declined));
    }

    private void Queue(AgentId? by, MoveCause cause) => Enter(WaitingSince ?? ResolvedAt ?? LastMessageAt, null, by, cause);

    private void Enter(DateTimeOffset since, AgentId? from, AgentId? by, MoveCause cause)
    {
        // Whoever gets it next has not set it aside.
        if (IsSetAside) MoveTo(TicketStatus.Open, by);
        QueuedAt = since;
        Edited();
        Raise(new TicketQueued(Id, DepartmentId, from, cause, by));
    }
}

/// <summary>Why a ticket changed hands or came into a queue.</summary>
public enum MoveCause
{
    /// <summary>A customer opened it.</summary>
    Opened,

    /// <summary>It was done and is open again.</summary>
    Reopened,

    /// <summary>An agent took it from the queue.</summary>
    Claimed,

    /// <summary>A person gave it to somebody.</summary>
    Assigned,

    /// <summary>Routing chose its agent.</summary>
    Routed,

    /// <summary>Its agent was asked and said yes.</summary>
    Accepted,

    /// <summary>Passed on with a note.</summary>
    Transferred,

    /// <summary>Its agent answered it while nobody held it.</summary>
    Answered,

    /// <summary>A supervisor took it, with what its agent had written so far.</summary>
    TakenOver,

    /// <summary>Its agent put it back.</summary>
    PutBack,

    /// <summary>Its agent went on a break.</summary>
    Break,

    /// <summary>Its agent signed out.</summary>
    SignedOut,

    /// <summary>Its agent's connection was lost for longer than the grace.</summary>
    ConnectionLost,

    /// <summary>A supervisor ended its agent's work.</summary>
    ForcedOffline,

    /// <summary>Its agent is no longer a member, or not of this department.</summary>
    Left,
}
