using System.Linq.Expressions;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;

namespace Helpdesk.Core.Tickets;

/// <summary>
/// Who may see a ticket: with <see cref="Permission.ViewAllTickets"/> everything; else the own departments' tickets and what one holds or owns.
/// The one rule, as a function for what is in memory and as a predicate for queries.
/// </summary>
public static class TicketAccess
{
    /// <summary>Whether the actor sees a ticket that lies there.</summary>
    public static bool Sees(this Actor actor, TicketPlace place) =>
        actor.Granted.Contains(Permission.ViewTickets)
        && (actor.Granted.Contains(Permission.ViewAllTickets)
            || actor.Departments.Contains(place.Department)
            || (actor.Agent is { } me && (place.Assignee == me || place.Owner == me)));

    /// <summary>The same, for a query.</summary>
    public static Expression<Func<Ticket, bool>> Visible(Actor actor)
    {
        if (!actor.Granted.Contains(Permission.ViewTickets)) return ticket => false;
        if (actor.Granted.Contains(Permission.ViewAllTickets)) return ticket => true;
        DepartmentId[] departments = [.. actor.Departments];
        return actor.Agent is { } me
            ? ticket => departments.Contains(ticket.DepartmentId) || ticket.AssigneeId == me || ticket.OwnerId == me
            : ticket => departments.Contains(ticket.DepartmentId);
    }
}

/// <summary>What decides who sees a ticket.</summary>
public readonly record struct TicketPlace(DepartmentId Department, AgentId? Assignee, AgentId? Owner);

/// <summary>Where a ticket lies in the running unit of work.</summary>
public interface ITicketPlaces
{
    /// <summary>Where it lay before and where it lies now, each once; none when there is no such ticket.</summary>
    Task<IReadOnlyList<TicketPlace>> OfAsync(TicketId ticket, CancellationToken ct);

    /// <summary>A customer's newest tickets, at most <paramref name="take"/>, whoever sees them.</summary>
    Task<IReadOnlyList<TicketId>> OfCustomerAsync(CustomerId customer, int take, CancellationToken ct);
}
