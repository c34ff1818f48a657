using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Tickets;

/// <summary>The last number drawn for a rendered prefix (DECISIONS 10).</summary>
public sealed class TicketCounter : ITenantOwned
{
    public TenantId TenantId { get; init; }

    public string Prefix { get; init; } = "";

    public long Last { get; init; }
}
