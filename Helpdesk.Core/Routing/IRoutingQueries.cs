using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>A ticket the acting agent is being asked to take.</summary>
/// <param name="LastLine">The last public line, cut; empty for a file.</param>
/// <param name="From">Who passes it on; none when routing asks.</param>
public sealed record OfferRow(
    TicketId Ticket, string Number, CustomerId Customer, string CustomerName, string LastLine, string Department, string? From, DateTimeOffset At, DateTimeOffset EndsAt);

/// <summary>One change of who holds a ticket.</summary>
/// <param name="From">Who held it before.</param>
/// <param name="To">Who got it; none when it came into a queue.</param>
/// <param name="Queue">The department whose queue it came into.</param>
/// <param name="By">Who did it; none when routing or the desk did.</param>
/// <param name="Why">Routing's explanation, when it chose.</param>
public sealed record MoveRow(
    long Id, DateTimeOffset At, MoveCause Cause, string? From, AgentId? To, string? ToName, string? Queue, string? By, RoutingExplanation? Why);

/// <summary>Why a queued ticket has nobody yet, as routing would answer this moment.</summary>
/// <param name="Choice">What it would choose, with what became of each member.</param>
/// <param name="Ahead">How many tickets of the queue come before it.</param>
/// <param name="Language">The customer's, when known.</param>
/// <param name="Skills">What its category needs.</param>
/// <param name="Asked">Who is being asked to take it.</param>
/// <param name="AskedUntil">Until when.</param>
public sealed record QueueOutlook(
    RoutingChoice Choice, int Ahead, string? Language, IReadOnlyList<string> Skills, AgentId? Asked, DateTimeOffset? AskedUntil);

/// <summary>What routing has done with a ticket, and what it is about to do.</summary>
/// <param name="Category">What the ticket is about; part of why it goes to whom.</param>
/// <param name="Moves">Newest first, at most 50.</param>
/// <param name="Outlook">None while somebody holds it, or it is done.</param>
public sealed record TicketRouting(CategoryId? Category, IReadOnlyList<MoveRow> Moves, QueueOutlook? Outlook);

/// <summary>Reads what people see of routing.</summary>
public interface IRoutingQueries
{
    /// <summary>The tickets the acting agent is being asked to take, the most pressing first. Being asked is enough to see that much of them.</summary>
    Task<IReadOnlyList<OfferRow>> OffersAsync(CancellationToken ct);

    /// <summary>A ticket's moves and outlook; null when it is not there for the actor.</summary>
    Task<TicketRouting?> OfTicketAsync(TicketId ticket, CancellationToken ct);
}
