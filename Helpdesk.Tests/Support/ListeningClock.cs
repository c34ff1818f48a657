using System.Collections.Concurrent;

namespace Helpdesk.Tests.Support;

/// <summary>A clock to move that remembers how long it was asked to wait.</summary>
public sealed class ListeningClock(ManualClock real) : TimeProvider
{
    /// <summary>The clock to move.</summary>
    public ManualClock Real => real;

    /// <summary>Every wait that was begun.</summary>
    public ConcurrentBag<TimeSpan> Asked { get; } = [];

    /// <inheritdoc/>
    public override long TimestampFrequency => real.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => real.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = real.CreateTimer(callback, state, dueTime, period);
        Asked.Add(dueTime);
        return timer;
    }
}
