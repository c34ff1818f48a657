using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Tickets;

/// <summary>What falls due, and what the deadline's subject then is the id of.</summary>
public enum DeadlineKind
{
    /// <summary>A resolved ticket closes by itself.</summary>
    AutoClose,

    /// <summary>An agent's lost connections are no longer waited for.</summary>
    PresenceGrace,

    /// <summary>A break has lasted as long as it was planned to.</summary>
    BreakOver,

    /// <summary>The customer of a ticket has waited as long as the desk lets one wait.</summary>
    Delay,
}

/// <summary>A moment at which something must be looked at; a tick claims what is due (DECISIONS 23).</summary>
public sealed class Deadline : ITenantOwned, IQueuedWork
{
    private Deadline()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public DeadlineKind Kind { get; private set; }

    /// <summary>Id of the ticket, agent or break it is about.</summary>
    public long Subject { get; private set; }

    public string OrderKey => "";

    public bool Finished { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public long? LeaseId { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>Sets a deadline.</summary>
    public static Deadline At(long id, DeadlineKind kind, long subject, DateTimeOffset due) => new() { Id = id, Kind = kind, Subject = subject, DueAt = due };

    /// <summary>It was looked at.</summary>
    public void Pass() => (Finished, LeaseId, LeasedUntil) = (true, null, null);
}

/// <summary>Write access to deadlines.</summary>
public interface IDeadlineStore
{
    /// <summary>A deadline, tracked.</summary>
    Task<Deadline?> FindAsync(long id, CancellationToken ct);

    /// <summary>Sets one when the unit of work saves.</summary>
    void Add(DeadlineKind kind, long subject, DateTimeOffset due);
}

/// <summary>What a kind of deadline means. Looks from fresh state whether it still holds, changes what must change, and does not save.</summary>
public interface IDeadlineRule
{
    /// <summary>The kind.</summary>
    DeadlineKind Kind { get; }

    /// <summary>A deadline of the kind has come.</summary>
    Task MeetAsync(Deadline deadline, DateTimeOffset now, CancellationToken ct);
}

/// <summary>Meets one deadline: what it means, and that it was looked at, in one save.</summary>
public sealed class MeetDeadline(IDeadlineStore deadlines, IEnumerable<IDeadlineRule> rules, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Looks at a due deadline; a refused save leaves it to its lease.</summary>
    public async Task<Result> ExecuteAsync(long id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (await deadlines.FindAsync(id, ct) is not { Finished: false } deadline) return Result.Ok;
        await rules.Single(rule => rule.Kind == deadline.Kind).MeetAsync(deadline, clock.GetUtcNow(), ct);
        deadline.Pass();
        return await work.SaveAsync(ct);
    }
}

/// <summary>A resolved ticket gets the deadline at which it closes by itself (DECISIONS 9).</summary>
public sealed class ScheduleCloseOnResolved(IDeadlineStore deadlines, ITenantDirectory tenants, TimeProvider clock) : IEventHandler<TicketStatusChanged>
{
    /// <inheritdoc/>
    public async Task HandleAsync(TicketStatusChanged happened, CancellationToken ct)
    {
        if (happened.To != TicketStatus.Resolved) return;
        var tenant = await tenants.CurrentAsync(ct);
        deadlines.Add(DeadlineKind.AutoClose, happened.Ticket.Value, clock.GetUtcNow() + tenant.AutoCloseAfter);
    }
}

/// <summary>Closes a ticket that has stayed resolved for the workspace's time; one that came back in between stays as it is.</summary>
public sealed class CloseResolvedTicket(ITicketStore tickets, ITenantDirectory tenants) : IDeadlineRule
{
    /// <inheritdoc/>
    public DeadlineKind Kind => DeadlineKind.AutoClose;

    /// <inheritdoc/>
    public async Task MeetAsync(Deadline deadline, DateTimeOffset now, CancellationToken ct)
    {
        var ticket = await tickets.FindAsync(new TicketId(deadline.Subject), ct);
        var settings = await tenants.CurrentAsync(ct);
        if (ticket is { Status: TicketStatus.Resolved } && ticket.ResolvedAt + settings.AutoCloseAfter <= now) ticket.Close(by: null, now);
    }
}
