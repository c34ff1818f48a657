namespace Helpdesk.Core.Tickets;

/// <summary>
/// Which ticket a customer's message belongs to (DECISIONS 8): the quoted message's ticket, else the newest that is not closed, else the
/// last closed one within the reopen window, else a new one that follows the last.
/// </summary>
public static class TicketMatch
{
    /// <summary>Chooses among the customer's tickets on one account.</summary>
    /// <param name="candidates">The customer's tickets on this account, at least the quoted, the newest active and the last one.</param>
    /// <param name="quoted">The ticket of the message the customer quoted.</param>
    /// <param name="reopenWindow">How long after closing a ticket may come back.</param>
    /// <param name="now">The message's arrival.</param>
    public static TicketChoice Choose(IReadOnlyList<Ticket> candidates, TicketId? quoted, TimeSpan reopenWindow, DateTimeOffset now)
    {
        bool Usable(Ticket t) => t.Status != TicketStatus.Closed || now - t.ClosedAt <= reopenWindow;

        var newestFirst = candidates.OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id.Value).ToList();
        var existing = newestFirst.Find(t => t.Id == quoted && Usable(t))
            ?? newestFirst.Find(t => t.Status != TicketStatus.Closed)
            ?? newestFirst.Find(Usable);
        return new TicketChoice(existing, existing is null ? newestFirst.FirstOrDefault()?.Id : null);
    }
}

/// <summary>The ticket to append to, or none: open a new one that follows <paramref name="Follows"/>.</summary>
public sealed record TicketChoice(Ticket? Existing, TicketId? Follows);
