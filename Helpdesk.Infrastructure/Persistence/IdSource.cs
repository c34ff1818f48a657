using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Presence;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>
/// 41 bits of milliseconds since 2026, 8 of a counter and 4 of the node: rising, unique over 16 nodes, and exact as a JavaScript number.
/// A burst over 256 in a millisecond borrows from the next ones.
/// </summary>
public sealed class IdSource(TimeProvider clock, ThisNode node) : IIdSource
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Lock _lock = new();
    private long _last;

    /// <inheritdoc/>
    public long Next()
    {
        var earliest = (long)(clock.GetUtcNow() - Epoch).TotalMilliseconds << 8;
        lock (_lock)
        {
            _last = Math.Max(_last + 1, earliest);
            return (_last << 4) | (long)node.Number;
        }
    }
}
