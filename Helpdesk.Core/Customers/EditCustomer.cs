using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Customers;

/// <summary>Adds a customer who has not written yet, known by a phone number.</summary>
public sealed class CreateCustomer(ICustomerStore customers, ITenantStore tenants, IIdSource ids, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Creates.</summary>
    /// <param name="name">What to call the customer; may be empty, then the number stands for it.</param>
    /// <param name="phone">As somebody wrote it; without a dialling code it is read the way of the workspace's country.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result<CustomerId>> ExecuteAsync(string name, string phone, CancellationToken ct)
    {
        if (actor.Lacks(Permission.EditCustomers) is { } denied) return denied;
        if (await tenants.FindCurrentAsync(ct) is not { } tenant) return TenantErrors.NotFound;
        if (Countries.PhoneDigits(phone, tenant.Country) is not { } digits) return CustomerErrors.Phone;
        var address = new CustomerAddress(IdentityKind.Phone, digits);
        var id = new CustomerId(ids.Next());
        var customer = Customer.Create(id, string.IsNullOrWhiteSpace(name) ? address.Display : name, clock.GetUtcNow());
        if (!customer.Succeeded) return customer.Error;
        customers.Add(customer.Value);
        customers.Add(CustomerIdentity.Of(ids.Next(), id, address));
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? id : saved.Error == SaveErrors.Duplicate ? CustomerErrors.PhoneTaken : saved.Error;
    }
}

/// <summary>Corrects a customer's name.</summary>
public sealed class RenameCustomer(ICustomerStore customers, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Renames a customer the actor may see.</summary>
    public async Task<Result> ExecuteAsync(CustomerId id, string name, CancellationToken ct)
    {
        if (actor.Lacks(Permission.EditCustomers) is { } denied) return denied;
        if (await customers.FindAsync(id, ct) is not { } customer) return CustomerErrors.NotFound;
        if (customer.Rename(name) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}

/// <summary>A customer's name was corrected by hand.</summary>
public sealed record CustomerRenamed(CustomerId Customer) : IDomainEvent;

/// <summary>Refusals about customers.</summary>
public static class CustomerErrors
{
    public static readonly Error NotFound = new("customer.not-found", ErrorKind.NotFound);
    public static readonly Error Name = new("customer.name", ErrorKind.Invalid);
    public static readonly Error Phone = new("customer.phone", ErrorKind.Invalid);
    public static readonly Error PhoneTaken = new("customer.phone-taken", ErrorKind.Conflict);
}
