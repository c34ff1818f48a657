using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Routing;

/// <summary>
/// Another threshold, other hours or another zone: every customer who waits is looked at when the new rule says so. Who is delayed
/// already stays it until somebody answers.
/// </summary>
public sealed class LookAgainOnRulesChanged(IWaits waits, DelayClock delays, DelayLooks looks, TimeProvider clock) :
    IEventHandler<RoutingRulesChanged>, IEventHandler<HoursChanged>, IEventHandler<TenantChanged>
{
    /// <inheritdoc/>
    public Task HandleAsync(RoutingRulesChanged happened, CancellationToken ct) => LookAgainAsync(ct);

    /// <inheritdoc/>
    public Task HandleAsync(HoursChanged happened, CancellationToken ct) => LookAgainAsync(ct);

    /// <inheritdoc/>
    public Task HandleAsync(TenantChanged happened, CancellationToken ct) => LookAgainAsync(ct);

    private async Task LookAgainAsync(CancellationToken ct)
    {
        var (terms, now) = (await delays.StoredAsync(ct), clock.GetUtcNow());
        var set = (await waits.LooksAsync(null, now, ct)).ToLookup(look => look.Ticket, look => look.At);
        foreach (var wait in await waits.AllAsync(ct))
        {
            var due = terms.Due(wait.Department, wait.Since);
            if (!set[wait.Ticket].Any(at => at <= due)) looks.Set(wait.Ticket, due, now);
        }
    }
}
