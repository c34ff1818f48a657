using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>How far a member has read a ticket: the highest sequence that was on screen in a visible tab (DECISIONS 12).</summary>
public sealed class ReadPosition : Entity, ITenantOwned
{
    private ReadPosition()
    {
    }

    public TenantId TenantId { get; private set; }

    public TicketId TicketId { get; private set; }

    public AgentId AgentId { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>Nothing read yet.</summary>
    public static ReadPosition Start(TicketId ticket, AgentId agent) => new() { TicketId = ticket, AgentId = agent };

    /// <summary>Moves forward.</summary>
    /// <returns>Whether it moved.</returns>
    public bool MoveTo(long sequence, bool assignee)
    {
        if (sequence <= Sequence) return false;
        Sequence = sequence;
        Raise(new ReadMoved(TicketId, AgentId, sequence));
        if (assignee) Raise(new AssigneeRead(TicketId));
        return true;
    }
}

/// <summary>A member has read on.</summary>
public sealed record ReadMoved(TicketId Ticket, AgentId Agent, long Sequence) : IDomainEvent;

/// <summary>The one who holds a ticket has read on.</summary>
public sealed record AssigneeRead(TicketId Ticket) : IDomainEvent;

/// <summary>Write access to read positions.</summary>
public interface IReadPositions
{
    /// <summary>A member's position, tracked; a new one when there is none.</summary>
    Task<ReadPosition> FindOrStartAsync(TicketId ticket, AgentId agent, CancellationToken ct);

    /// <summary>Moves the ticket's own mark of what any member has read, in the running transaction.</summary>
    Task MoveTeamMarkAsync(TicketId ticket, long sequence, CancellationToken ct);
}

/// <summary>Notes how far the acting member has read.</summary>
public sealed class MarkRead(ITicketStore tickets, IReadPositions positions, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Marks; a position never goes back.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, long sequence, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ViewTickets) is { } denied) return denied;
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        var position = await positions.FindOrStartAsync(id, me, ct);
        if (!position.MoveTo(Math.Min(sequence, ticket.LastSequence), ticket.AssigneeId == me)) return Result.Ok;
        var saved = await work.SaveAsync(ct);

        // Two tabs of one member read the same thing at once: the other one's row stands for both.
        return saved.Error == SaveErrors.Duplicate ? Result.Ok : saved;
    }
}

/// <summary>Moves the team's mark and tells the lists, so that the row is no longer bold.</summary>
public sealed class ShowReadOnReadMoved(IReadPositions positions, TicketAudience audience) : IEventHandler<ReadMoved>
{
    /// <inheritdoc/>
    public async Task HandleAsync(ReadMoved happened, CancellationToken ct)
    {
        await positions.MoveTeamMarkAsync(happened.Ticket, happened.Sequence, ct);
        await audience.AnnounceAsync(LiveKind.TicketChanged, happened.Ticket, null, ct);
    }
}
