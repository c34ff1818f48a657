using Helpdesk.Core.Conversations;
using Helpdesk.Core.Live;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Realtime;

/// <summary>Tells the lists that customers who wait will be delayed at another moment: their clocks change colour then.</summary>
public sealed class AnnounceWaits(IWaits waits, TicketAudience audience) :
    IEventHandler<RoutingRulesChanged>, IEventHandler<HoursChanged>, IEventHandler<TenantChanged>
{
    /// <inheritdoc/>
    public Task HandleAsync(RoutingRulesChanged happened, CancellationToken ct) => AnnounceAsync(ct);

    /// <inheritdoc/>
    public Task HandleAsync(HoursChanged happened, CancellationToken ct) => AnnounceAsync(ct);

    /// <inheritdoc/>
    public Task HandleAsync(TenantChanged happened, CancellationToken ct) => AnnounceAsync(ct);

    private async Task AnnounceAsync(CancellationToken ct)
    {
        foreach (var wait in await waits.AllAsync(ct)) await audience.AnnounceAsync(LiveKind.TicketChanged, wait.Ticket, null, ct);
    }
}
