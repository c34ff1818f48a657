using System.Linq.Expressions;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Customers;

internal sealed class CustomerQueries(HelpdeskDb db, IActorAccessor actor, ITenantDirectory tenants) : ICustomerQueries
{
    private const int LongestPage = 200;
    private const int HistoryLength = 50;

    public async Task<Result<Slice<CustomerRow, CustomerCursor>>> ListAsync(CustomerFilter filter, CustomerCursor? after, int take, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ViewTickets) is { } denied) return denied;
        take = Math.Clamp(take, 1, LongestPage);
        var customers = db.Customers.AsNoTracking().Where(Visible(db, actor.Current));
        if (filter.Name?.Trim() is { Length: > 0 } name) customers = customers.Where(c => c.Name.Contains(name));
        if (filter.Phone is { Length: > 0 } phone)
        {
            if (Countries.PhoneDigits(phone, (await tenants.CurrentAsync(ct)).Country) is not { } digits) return CustomerErrors.Phone;
            customers = customers.Where(c => db.CustomerIdentities.Any(i => i.CustomerId == c.Id && i.Kind == IdentityKind.Phone && i.Value == digits));
        }

        if (after?.Id is { } last) customers = customers.Where(c => c.Id < last);
        var rows = await Rows(customers.OrderByDescending(c => c.Id).Take(take + 1)).ToListAsync(ct);
        if (rows.Count <= take) return new Slice<CustomerRow, CustomerCursor>(rows, null);
        rows.RemoveAt(take);
        return new Slice<CustomerRow, CustomerCursor>(rows, new CustomerCursor(rows[^1].Id));
    }

    public async Task<Result<CustomerDetails>> FindAsync(CustomerId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ViewTickets) is { } denied) return denied;
        if (await Rows(db.Customers.AsNoTracking().Where(Visible(db, actor.Current)).Where(c => c.Id == id)).SingleOrDefaultAsync(ct) is not { } row) return CustomerErrors.NotFound;
        var tickets = await db.Tickets.AsNoTracking().Where(TicketAccess.Visible(actor.Current)).Where(t => t.CustomerId == id)
            .OrderByDescending(t => t.CreatedAt).Take(HistoryLength)
            .Select(t => new TicketHistoryRow(t.Id, t.Number, t.Status, t.LastLine, t.CreatedAt)).ToListAsync(ct);
        return new CustomerDetails(row, tickets);
    }

    /// <summary>Who sees a customer (<see cref="ICustomerQueries"/>), for a query.</summary>
    public static Expression<Func<Customer, bool>> Visible(HelpdeskDb db, Actor actor)
    {
        if (actor.Granted.Contains(Permission.ViewTickets) && actor.Granted.Contains(Permission.ViewAllTickets)) return customer => true;
        var tickets = db.Tickets.Where(TicketAccess.Visible(actor));
        return customer => tickets.Any(t => t.CustomerId == customer.Id);
    }

    private IQueryable<CustomerRow> Rows(IQueryable<Customer> customers) =>
        from c in customers
        orderby c.Id descending
        select new CustomerRow(
            c.Id, c.Name, c.Language, c.FirstSeenAt,
            db.CustomerIdentities.Where(i => i.CustomerId == c.Id).OrderBy(i => i.Id).Select(i => new CustomerAddress(i.Kind, i.Value)).ToList());
}
