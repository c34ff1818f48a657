using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Infrastructure.Conversations;

/// <summary>An unsent text (DECISIONS 13).</summary>
public sealed class Draft : ITenantOwned
{
    public TenantId TenantId { get; init; }

    public AgentId AgentId { get; init; }

    public TicketId TicketId { get; init; }

    public DraftKind Kind { get; init; }

    public string Text { get; init; } = "";

    public DateTimeOffset KeptAt { get; init; }
}
