using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Customers;

internal sealed class CustomerStore(HelpdeskDb db, IActorAccessor actor) : ICustomerStore
{
    public Task<Customer?> FindAsync(CustomerId id, CancellationToken ct) =>
        db.Customers.Where(CustomerQueries.Visible(db, actor.Current)).SingleOrDefaultAsync(c => c.Id == id, ct);

    public Task<Customer?> FindByAddressAsync(CustomerAddress address, CancellationToken ct) =>
        db.CustomerIdentities.Where(i => i.Kind == address.Kind && i.Value == address.Value)
            .Join(db.Customers, i => i.CustomerId, c => c.Id, (_, customer) => customer).SingleOrDefaultAsync(ct);

    public async Task<CustomerAddress?> FindReplyAddressAsync(CustomerId customer, CancellationToken ct)
    {
        var known = await db.CustomerIdentities.AsNoTracking().Where(i => i.CustomerId == customer)
            .Select(i => new CustomerAddress(i.Kind, i.Value)).ToListAsync(ct);
        return known.Find(a => a.Kind == IdentityKind.Phone) ?? known.FirstOrDefault();
    }

    public void Add(Customer customer) => db.Customers.Add(customer);

    public void Add(CustomerIdentity identity) => db.CustomerIdentities.Add(identity);
}
