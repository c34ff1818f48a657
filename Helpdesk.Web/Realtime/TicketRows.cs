using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Web.Doors;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// Reads a changed row once per node and hands the same immutable row to every screen: however many consoles are open, an update costs one
/// read (DECISIONS 19). A row holds nothing that depends on who looks.
/// </summary>
public sealed class TicketRows : IDisposable
{
    private const int Most = 4096;
    private readonly ConcurrentDictionary<(TenantId, TicketId), Cached> _rows = new();
    private readonly UseCaseRunner _runner;
    private readonly IDisposable _subscription;

    /// <summary>Starts watching: an update makes what was read before it old.</summary>
    public TicketRows(UseCaseRunner runner, ILiveFeed feed)
    {
        _runner = runner;
        _subscription = feed.SubscribeAll(update =>
        {
            if (update.Kind is not (LiveKind.ChannelChanged or LiveKind.PeopleChanged or LiveKind.SessionEnded)) _rows.TryRemove((update.Tenant, new TicketId(update.Id)), out _);
        });
    }

    /// <summary>The row, read at or after an update's sequence; null when the ticket is gone or not the member's to see.</summary>
    public async ValueTask<TicketRow?> GetAsync(CurrentAgent me, TicketId id, long atLeastSequence)
    {
        if (!me.Can(Permission.ViewTickets)) return null;
        if (_rows.Count > Most) _rows.Clear();
        var key = (me.Tenant, id);
        var cached = _rows.AddOrUpdate(
            key,
            _ => new Cached(atLeastSequence, Read(key)),
            (_, known) => known.Sequence >= atLeastSequence ? known : new Cached(atLeastSequence, Read(key)));
        try
        {
            return await cached.Row.Value;
        }
        catch
        {
            _rows.TryRemove(new KeyValuePair<(TenantId, TicketId), Cached>(key, cached));
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private Lazy<Task<TicketRow?>> Read((TenantId Tenant, TicketId Id) key) =>
        new(() => _runner.RunAsync<ITicketQueries, TicketRow?>(Actor.System(key.Tenant), q => q.RowAsync(key.Id, CancellationToken.None)));

    private sealed record Cached(long Sequence, Lazy<Task<TicketRow?>> Row);
}
