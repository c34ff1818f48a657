namespace Helpdesk.Web.Realtime;

/// <summary>How many calls a connection has left: a bucket that fills by so many a second and holds those of two.</summary>
public sealed class CallBudget(int perSecond, TimeProvider clock)
{
    private const int Seconds = 2;
    private readonly Lock _lock = new();
    private double _left = perSecond * Seconds;
    private long _filledAt = clock.GetTimestamp();

    /// <summary>Whether so many calls were refused lately that the caller does not mean well: five buckets of them.</summary>
    public bool IsAbused
    {
        get
        {
            lock (_lock) return _left < -5 * Seconds * perSecond;
        }
    }

    /// <summary>Takes one; a call that is refused counts too.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Take()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            _left = Math.Min(perSecond * Seconds, _left + (clock.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond)) - 1;
            _filledAt = now;
            return _left >= 0;
        }
    }
}
