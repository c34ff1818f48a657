namespace Helpdesk.Core.Customers;

/// <summary>Write access to customers.</summary>
public interface ICustomerStore
{
    /// <summary>The customer behind an address, tracked; null when nobody is known by it.</summary>
    Task<Customer?> FindByAddressAsync(CustomerAddress address, CancellationToken ct);

    /// <summary>Adds a customer with the first identity.</summary>
    void Add(Customer customer, CustomerIdentity identity);

    /// <summary>Adds another identity of a known customer.</summary>
    void Add(CustomerIdentity identity);
}
