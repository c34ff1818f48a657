using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;

namespace Helpdesk.Core.Tickets;

/// <summary>A ticket as another system left it.</summary>
public sealed record TicketPast(
    string Number, CustomerId Customer, ChannelAccountId Account, DepartmentId Department, AgentId? Owner, AgentId? Holder,
    TicketStatus Status, TicketPriority Priority, DateTimeOffset CreatedAt, DateTimeOffset? FirstResponseAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt);

/// <summary>What one imported entry of a thread means for its ticket.</summary>
/// <param name="Speaker">Who spoke to the other side; nobody for a note.</param>
/// <param name="By">The member who answered; none when a program did.</param>
/// <param name="Arrived">False for a reply that never left: it ends no wait.</param>
/// <param name="Read">Whether a member has seen it.</param>
public sealed record PastEntry(LastSpeaker Speaker, AgentId? By, string Line, DateTimeOffset At, bool Arrived, bool Read);

/// <content>How an import brings a ticket in. It raises nothing: what is long past is announced to nobody.</content>
public sealed partial class Ticket
{
    /// <summary>Whether nobody has edited it here since it was imported.</summary>
    public bool IsAsImported => Version == 1;

    /// <summary>Brings a ticket of another system in, with the number it had.</summary>
    public static Ticket Restore(TicketId id, TicketPast past)
    {
        var ticket = new Ticket
        {
            Id = id,
            Number = past.Number,
            CustomerId = past.Customer,
            AccountId = past.Account,
            CreatedAt = past.CreatedAt,
            LastMessageAt = past.CreatedAt,
        };
        ticket.Restate(past);
        return ticket;
    }

    /// <summary>Takes what has changed in the other system since; number, customer and account stay.</summary>
    public void Restate(TicketPast past)
    {
        (DepartmentId, AssigneeId, OwnerId, Priority) = (past.Department, past.Holder, past.Owner ?? past.Holder, past.Priority);
        (FirstResponseAt, ResolvedAt, ClosedAt) = (past.FirstResponseAt ?? FirstResponseAt, past.ResolvedAt, past.ClosedAt);
        HandlingSeconds = ClosedAt is { } closed ? Handling(closed) : null;
        Status = past.Status == TicketStatus.New && LastReplyBy is not null ? TicketStatus.Open : past.Status;
        IsActive = Status is not (TicketStatus.Resolved or TicketStatus.Closed);
        QueuedAt = IsActive && AssigneeId is null ? CreatedAt : null;
    }

    /// <summary>Counts an imported entry of the thread.</summary>
    /// <returns>Its sequence, and the wait it ended.</returns>
    public (long Sequence, DateTimeOffset? EndedWaitSince) Recall(PastEntry entry)
    {
        LastSequence++;
        if (entry.Read && ReadByAnySequence == LastSequence - 1) ReadByAnySequence = LastSequence;
        if (entry.Speaker == LastSpeaker.Nobody) return (LastSequence, null);
        var newest = LastSpeaker == LastSpeaker.Nobody || entry.At >= LastMessageAt;
        if (newest) (LastSpeaker, LastLine, LastMessageAt) = (entry.Speaker, entry.Line, entry.At);
        return (LastSequence, entry.Speaker == LastSpeaker.Customer ? RecallCustomer(entry, newest) : RecallReply(entry, newest));
    }

    private DateTimeOffset? RecallCustomer(PastEntry entry, bool newest)
    {
        LastInboundSequence = LastSequence;
        if (newest) (WaitingOn, WaitingSince) = (WaitingOn.Agent, WaitingSince ?? entry.At);
        return null;
    }

    private DateTimeOffset? RecallReply(PastEntry entry, bool newest)
    {
        LastReplySequence = LastSequence;
        // A welcome text or a reply that never left has answered nobody.
        if (entry.By is null || !entry.Arrived) return null;
        (LastReplyBy, FirstResponseAt) = (entry.By, FirstResponseAt ?? entry.At);
        if (Status == TicketStatus.New) Status = TicketStatus.Open;
        if (!newest) return null;
        var ended = WaitingSince ?? WaitEndedByReply;
        (WaitingOn, WaitEndedByReply, WaitingSince) = (WaitingOn.Customer, ended, null);
        return ended;
    }
}
