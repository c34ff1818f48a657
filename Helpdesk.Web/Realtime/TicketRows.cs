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
/// read (DECISIONS 19). A row holds nothing that depends on who looks; whether one may see it is asked of each.
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
            if (update.Kind is LiveKind.MessageReceived or LiveKind.MessageChanged or LiveKind.TicketChanged or LiveKind.TicketAssigned) _rows.TryRemove((update.Tenant, new TicketId(update.Id)), out _);
        });
    }

    /// <summary>The row, read at or after an update's sequence; null when the ticket is gone or not the member's to see.</summary>
    public async ValueTask<TicketRow?> GetAsync(CurrentAgent me, TicketId id, long atLeastSequence) =>
        await GetAsync(me.Tenant, id, atLeastSequence) is { } row && me.Sees(row) ? row : null;

    /// <summary>The row whoever looks, for who asks of each whether they may see it; null when the ticket is gone.</summary>
    public async ValueTask<TicketRow?> GetAsync(TenantId tenant, TicketId id, long atLeastSequence)
    {
        if (_rows.Count > Most) _rows.Clear();
        var key = (tenant, id);
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
