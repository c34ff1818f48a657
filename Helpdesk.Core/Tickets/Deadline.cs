using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Tickets;

/// <summary>What falls due.</summary>
public enum DeadlineKind
{
    /// <summary>A resolved ticket closes by itself.</summary>
    AutoClose,
}

/// <summary>A moment at which something about a ticket must be looked at; a tick claims what is due (DECISIONS 23).</summary>
public sealed class Deadline : ITenantOwned, IQueuedWork
{
    private Deadline()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public DeadlineKind Kind { get; private set; }

    public TicketId TicketId { get; private set; }

    public string OrderKey => "";

    public bool Finished { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public long? LeaseId { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>Sets a deadline.</summary>
    public static Deadline At(long id, DeadlineKind kind, TicketId ticket, DateTimeOffset due) => new() { Id = id, Kind = kind, TicketId = ticket, DueAt = due };

    /// <summary>It was looked at.</summary>
    public void Pass() => (Finished, LeaseId, LeasedUntil) = (true, null, null);
}

/// <summary>Write access to deadlines.</summary>
public interface IDeadlineStore
{
    /// <summary>A deadline, tracked.</summary>
    Task<Deadline?> FindAsync(long id, CancellationToken ct);

    /// <summary>Sets one when the unit of work saves.</summary>
    void Add(DeadlineKind kind, TicketId ticket, DateTimeOffset due);
}

/// <summary>A resolved ticket gets the deadline at which it closes by itself (DECISIONS 9).</summary>
public sealed class ScheduleCloseOnResolved(IDeadlineStore deadlines, ITenantDirectory tenants, TimeProvider clock) : IEventHandler<TicketStatusChanged>
{
    /// <inheritdoc/>
    public async Task HandleAsync(TicketStatusChanged happened, CancellationToken ct)
    {
        if (happened.To != TicketStatus.Resolved) return;
        var tenant = await tenants.CurrentAsync(ct);
        deadlines.Add(DeadlineKind.AutoClose, happened.Ticket, clock.GetUtcNow() + tenant.AutoCloseAfter);
    }
}

/// <summary>Closes a ticket that has stayed resolved for the workspace's time; one that came back in between stays as it is.</summary>
public sealed class CloseResolvedTicket(IDeadlineStore deadlines, ITicketStore tickets, ITenantDirectory tenants, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Looks at a due deadline.</summary>
    public async Task<Result> ExecuteAsync(long deadlineId, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (await deadlines.FindAsync(deadlineId, ct) is not { Finished: false } deadline) return Result.Ok;
        var now = clock.GetUtcNow();
        var ticket = await tickets.FindAsync(deadline.TicketId, ct);
        var settings = await tenants.CurrentAsync(ct);
        if (ticket is { Status: TicketStatus.Resolved } && ticket.ResolvedAt + settings.AutoCloseAfter <= now) ticket.Close(by: null, now);
        deadline.Pass();
        return await work.SaveAsync(ct);
    }
}
