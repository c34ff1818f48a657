using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Tickets;

/// <summary>
/// The unit of work, and the conversation itself: messages belong to it. People's edits bump the version; what every message moves
/// is in <c>TicketThread.cs</c>.
/// </summary>
public sealed partial class Ticket : Aggregate, ITenantOwned, ILogged
{
    private Ticket()
    {
    }

    public TicketId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    /// <summary>What people call it; given by the unit of work when the ticket is first saved (DECISIONS 10).</summary>
    public string Number { get; private set; } = "";

    public CustomerId CustomerId { get; private set; }

    /// <summary>The number or mailbox the customer wrote to.</summary>
    public ChannelAccountId AccountId { get; private set; }

    public DepartmentId DepartmentId { get; private set; }

    /// <summary>Who holds it now.</summary>
    public AgentId? AssigneeId { get; private set; }

    /// <summary>Who answers for its KPIs: the first to hold it.</summary>
    public AgentId? OwnerId { get; private set; }

    /// <summary>Since when it has a place in its department's queue; null while somebody holds it, or nobody needs to.</summary>
    [NotLogged]
    public DateTimeOffset? QueuedAt { get; private set; }

    /// <summary>What it is about; says which skills its agent needs.</summary>
    public CategoryId? CategoryId { get; private set; }

    public TicketStatus Status { get; private set; }

    public TicketPriority Priority { get; private set; } = TicketPriority.Normal;

    /// <summary>Neither resolved nor closed; stored because the lists are indexed by it.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>The earlier ticket this one follows.</summary>
    public TicketId? FollowsId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? FirstResponseAt { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>From its creation to its close, in whole seconds (SEEDS 6); none while it is not closed.</summary>
    [NotLogged]
    public long? HandlingSeconds { get; private set; }

    string ILogged.LogName => Number;

    /// <summary>Opens a ticket for a customer who wrote.</summary>
    public static Ticket Open(TicketId id, CustomerId customer, ChannelAccountId account, DepartmentId department, TicketId? follows, DateTimeOffset now)
    {
        var ticket = new Ticket
        {
            Id = id,
            CustomerId = customer,
            AccountId = account,
            DepartmentId = department,
            FollowsId = follows,
            CreatedAt = now,
            LastMessageAt = now,
            QueuedAt = now,
        };
        ticket.Raise(new TicketOpened(id, follows));
        ticket.Raise(new TicketQueued(id, department, null, MoveCause.Opened, null));
        return ticket;
    }

    /// <summary>Takes the number the unit of work drew.</summary>
    public void TakeNumber(string number)
    {
        if (Number.Length > 0) throw new InvalidOperationException("A ticket's number never changes.");
        Number = number;
    }

    /// <summary>Marks the work as done.</summary>
    public Error? Resolve(AgentId? by, DateTimeOffset now)
    {
        if (!IsActive) return TicketErrors.NotActive;
        ResolvedAt = now;
        MoveTo(TicketStatus.Resolved, by);
        return null;
    }

    /// <summary>Ends the ticket.</summary>
    public Error? Close(AgentId? by, DateTimeOffset now)
    {
        if (Status == TicketStatus.Closed) return TicketErrors.Closed;
        ResolvedAt ??= now;
        ClosedAt = now;
        HandlingSeconds = Handling(now);
        MoveTo(TicketStatus.Closed, by);
        return null;
    }

    /// <summary>Sets aside what somebody holds: it takes up none of their room until the customer writes or a person takes it up again.</summary>
    /// <param name="status"><see cref="TicketStatus.Pending"/> or <see cref="TicketStatus.OnHold"/>.</param>
    /// <param name="by">Who does.</param>
    public Error? SetAside(TicketStatus status, AgentId? by)
    {
        if (status is not (TicketStatus.Pending or TicketStatus.OnHold)) return TicketErrors.NotAside;
        if (!IsActive) return TicketErrors.NotActive;
        if (AssigneeId is null) return TicketErrors.Unassigned;
        if (Status != status) MoveTo(status, by);
        return null;
    }

    /// <summary>Brings a ticket back that is resolved, closed or set aside.</summary>
    public Error? Reopen(AgentId? by)
    {
        if (IsActive && !IsSetAside) return TicketErrors.Active;
        (ResolvedAt, ClosedAt, HandlingSeconds) = (null, null, null);
        MoveTo(TicketStatus.Open, by);
        if (AssigneeId is null && QueuedAt is null) Queue(by, MoveCause.Reopened);
        return null;
    }

    /// <summary>Changes how urgent it is.</summary>
    public Error? Prioritise(TicketPriority priority, AgentId by)
    {
        if (Status == TicketStatus.Closed) return TicketErrors.Closed;
        if (Priority == priority) return null;
        Priority = priority;
        Edited();
        Raise(new TicketPrioritised(Id, priority, by));
        return null;
    }

    /// <summary>The customer wrote: what was set aside or done is open again (DECISIONS 9).</summary>
    public void HearCustomer()
    {
        if (IsSetAside || !IsActive) Reopen(by: null);
    }

    /// <summary>A person answered: the first answer opens a new ticket.</summary>
    public void AnsweredBy(AgentId agent, DateTimeOffset now)
    {
        FirstResponseAt ??= now;
        if (Status == TicketStatus.New) MoveTo(TicketStatus.Open, agent);
        else if (Status == TicketStatus.Resolved) Reopen(agent);
    }

    /// <summary>Somebody answered on the phone itself: that is the first answer as well, but takes up nothing that is done.</summary>
    public void AnsweredOnPhone(DateTimeOffset at)
    {
        // The phone's clock counts whole seconds.
        FirstResponseAt ??= at > CreatedAt ? at : CreatedAt;
        if (Status == TicketStatus.New) MoveTo(TicketStatus.Open, by: null);
    }

    private bool IsSetAside => Status is TicketStatus.Pending or TicketStatus.OnHold;

    private long Handling(DateTimeOffset closedAt) => closedAt > CreatedAt ? (long)(closedAt - CreatedAt).TotalSeconds : 0;

    private void MoveTo(TicketStatus status, AgentId? by)
    {
        var from = Status;
        Status = status;
        IsActive = status is not (TicketStatus.Resolved or TicketStatus.Closed);
        if (!IsActive) (QueuedAt, OfferedTo, OfferEndsAt) = (null, null, null);
        Edited();
        Raise(new TicketStatusChanged(Id, from, status, by, AssigneeId));
    }
}
