namespace Helpdesk.Core.Live;

/// <summary>Whether this node hears at once what other nodes commit. A single node always does.</summary>
public interface ILiveHealth
{
    /// <summary>Since when other nodes' changes may come seconds late; null while they come at once.</summary>
    DateTimeOffset? SlowSince { get; }

    /// <summary>Whether other nodes' changes may come seconds late at this moment.</summary>
    bool IsSlow { get; }

    /// <summary>Calls back when <see cref="IsSlow"/> may have changed, until disposed. The callback must be quick and must not throw.</summary>
    IDisposable Subscribe(Action onChange);
}
