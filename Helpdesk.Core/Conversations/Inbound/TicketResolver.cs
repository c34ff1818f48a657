using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>Finds the ticket a message belongs to by <see cref="TicketMatch"/>, or opens one.</summary>
public sealed class TicketResolver(ITicketStore tickets, ITenantDirectory tenants, IIdSource ids)
{
    /// <summary>The ticket, tracked.</summary>
    public async Task<Ticket> ResolveAsync(
        CustomerId customer, ChannelAccountId account, TicketId? quoted, DateTimeOffset now, CancellationToken ct)
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

/// <summary>The acting workspace's settings, from the node's cache.</summary>
public interface ITenantDirectory
{
    /// <summary>Settings of the actor's workspace.</summary>
    Task<TenantSettings> CurrentAsync(CancellationToken ct);
}

/// <summary>What use cases need of a workspace's settings.</summary>
public sealed record TenantSettings(
    string Name, string TimeZone, string Language, string NumberPattern, TimeSpan ReopenWindow, TimeSpan AutoCloseAfter,
    IReadOnlyDictionary<ChannelAccountId, DepartmentId> Accounts)
{
    /// <summary>The team that gets new tickets of an account.</summary>
    public DepartmentId DepartmentOf(ChannelAccountId account) => Accounts[account];
}
