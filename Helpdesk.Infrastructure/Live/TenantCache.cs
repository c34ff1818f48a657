using System.Collections.Concurrent;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Live;

/// <summary>
/// One value per workspace, kept on the node until an update of some kind says that it may have changed. What was read before a change is
/// never kept after it: the place it would go to is another one by then.
/// </summary>
public sealed class TenantCache<T> : IDisposable
    where T : class
{
    private readonly ConcurrentDictionary<TenantId, Place> _places = new();
    private readonly IDisposable _subscription;

    /// <summary>Starts watching for changes.</summary>
    public TenantCache(ILiveFeed feed, params LiveKind[] changes) => _subscription = feed.SubscribeAll(update =>
    {
        if (changes.Contains(update.Kind)) _places.TryRemove(update.Tenant, out _);
    });

    /// <summary>The kept value, or the one read now.</summary>
    public async ValueTask<T> GetAsync(TenantId tenant, Func<Task<T>> read)
    {
        var place = _places.GetOrAdd(tenant, _ => new Place());
        return place.Kept ??= await read();
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private sealed class Place
    {
        public volatile T? Kept;
    }
}
