using Helpdesk.Infrastructure.Operations;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Helpdesk.Web.Realtime;

/// <summary>Counts open circuits.</summary>
public sealed class CircuitCount(Metrics metrics) : CircuitHandler
{
    /// <inheritdoc/>
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        metrics.CircuitOpened();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        metrics.CircuitClosed();
        return Task.CompletedTask;
    }
}
