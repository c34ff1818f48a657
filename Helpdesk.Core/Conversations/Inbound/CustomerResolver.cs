using Helpdesk.Core.Customers;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Conversations;

/// <summary>Finds the customer behind a message, or meets a new one.</summary>
public sealed class CustomerResolver(ICustomerStore customers, IIdSource ids)
{
    /// <summary>The customer, with the name and language this message tells.</summary>
    public async Task<Customer> ResolveAsync(InboundMessage inbound, DateTimeOffset now, CancellationToken ct)
    {
        var placeholder = inbound.Address.Display;
        if (await customers.FindByAddressAsync(inbound.Address, ct) is not { } customer)
        {
            customer = Customer.Meet(new CustomerId(ids.Next()), placeholder, now);
            customers.Add(customer, CustomerIdentity.Of(ids.Next(), customer.Id, inbound.Address));
        }

        customer.LearnName(inbound.CustomerName, placeholder);
        customer.LearnLanguage(Script.LanguageOf(inbound.Text));
        return customer;
    }
}
