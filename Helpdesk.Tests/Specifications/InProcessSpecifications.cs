using Helpdesk.Core.Live;
using Helpdesk.Infrastructure.Live;

namespace Helpdesk.Tests.Specifications;

/// <summary>A single node's backplane.</summary>
public sealed class InProcessBackplaneTests : LiveBackplaneSpecification
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<ILiveBackplane>> NodesAsync() => Task.FromResult<IReadOnlyList<ILiveBackplane>>([new InProcessBackplane()]);
}

/// <summary>A single node's signals.</summary>
public sealed class InProcessSignalsTests : LiveSignalsSpecification
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<ILiveSignals>> NodesAsync() => Task.FromResult<IReadOnlyList<ILiveSignals>>([new LiveSignals()]);
}
