namespace Helpdesk.Core.Customers;

/// <summary>Write access to customers.</summary>
public interface ICustomerStore
{
    /// <summary>A customer, tracked; null when there is none the actor may see.</summary>
    Task<Customer?> FindAsync(CustomerId id, CancellationToken ct);

    /// <summary>The customer behind an address, tracked; null when nobody is known by it.</summary>
    Task<Customer?> FindByAddressAsync(CustomerAddress address, CancellationToken ct);

    /// <summary>Where to write to a customer: the phone number when known, else the privacy id; null when there is neither.</summary>
    Task<CustomerAddress?> FindReplyAddressAsync(CustomerId customer, CancellationToken ct);

    /// <summary>Adds a customer.</summary>
    void Add(Customer customer);

    /// <summary>Adds an identity of a customer.</summary>
    void Add(CustomerIdentity identity);
}
