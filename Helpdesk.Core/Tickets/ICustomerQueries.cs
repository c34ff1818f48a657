using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Tickets;

/// <summary>Which customers are wanted; what is null does not matter.</summary>
/// <param name="Phone">The whole number, as somebody wrote it: read the way of the workspace's country.</param>
/// <param name="Name">Part of the name.</param>
public sealed record CustomerFilter(string? Phone = null, string? Name = null);

/// <summary>A customer as lists show one.</summary>
/// <param name="Language">Of the last message, by its script; none yet for who has not written.</param>
public sealed record CustomerRow(CustomerId Id, string Name, string? Language, DateTimeOffset FirstSeenAt, IReadOnlyList<CustomerAddress> Addresses);

/// <summary>A customer with the tickets the actor sees, newest first.</summary>
public sealed record CustomerDetails(CustomerRow Row, IReadOnlyList<TicketHistoryRow> Tickets);

/// <summary>The last customer of a page: the next one starts behind it.</summary>
public sealed record CustomerCursor(CustomerId Id);

/// <summary>
/// Reads about customers, newest first. Here and not beside the customers, because who sees one follows from the tickets: with
/// <see cref="Permission.ViewAllTickets"/> everybody, else those with a ticket one sees.
/// </summary>
public interface ICustomerQueries
{
    /// <summary>One page; refused without <see cref="Permission.ViewTickets"/>.</summary>
    Task<Result<Slice<CustomerRow, CustomerCursor>>> ListAsync(CustomerFilter filter, CustomerCursor? after, int take, CancellationToken ct);

    /// <summary>One customer; refused without <see cref="Permission.ViewTickets"/>, and when there is none the actor may see.</summary>
    Task<Result<CustomerDetails>> FindAsync(CustomerId id, CancellationToken ct);
}
