using Helpdesk.Core.Customers;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>Finds the customer behind a message and the ticket it belongs to, or begins them.</summary>
public sealed class ThreadResolver(ICustomerStore customers, ITicketStore tickets, ITenantDirectory tenants, IIdSource ids)
{
    /// <summary>The customer, tracked, with the name and language this message tells.</summary>
    public async Task<Customer> CustomerAsync(InboundMessage inbound, DateTimeOffset now, CancellationToken ct)
    {
        var placeholder = inbound.Address.Display;
        if (await customers.FindByAddressAsync(inbound.Address, ct) is not { } customer)
        {
            var known = inbound.AlsoKnownAs is { } other ? await customers.FindByAddressAsync(other, ct) : null;
            customer = known ?? Customer.Meet(new CustomerId(ids.Next()), placeholder, now);
            if (known is null) customers.Add(customer);
            customers.Add(CustomerIdentity.Of(ids.Next(), customer.Id, inbound.Address));
            if (known is null && inbound.AlsoKnownAs is { } phone) customers.Add(CustomerIdentity.Of(ids.Next(), customer.Id, phone));
        }

        customer.LearnName(inbound.CustomerName, placeholder);
        customer.LearnLanguage(Script.LanguageOf(inbound.Text));
        return customer;
    }

    /// <summary>The ticket by <see cref="TicketMatch"/>, tracked; a new one when there is none to continue.</summary>
    public async Task<Ticket> TicketAsync(CustomerId customer, ChannelAccountId account, TicketId? quoted, DateTimeOffset now, CancellationToken ct)
    {
        var tenant = await tenants.CurrentAsync(ct);
        var candidates = await tickets.FindCandidatesAsync(customer, account, quoted, ct);
        var choice = TicketMatch.Choose(candidates, quoted, tenant.ReopenWindow, now);
        if (choice.Existing is { } existing) return existing;

        var opened = Ticket.Open(new TicketId(ids.Next()), customer, account, tenant.DepartmentOf(account), choice.Follows, now);
        tickets.Add(opened);
        return opened;
    }
}
