using System.Collections.Concurrent;
using System.Threading.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Api;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Tickets;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// Keeps watched lists current: reads a changed ticket's row once for all who watch (<see cref="TicketRows"/>), and tells each what it means to their
/// list (DECISIONS 19). Changes of one ticket that come while its row is read are told together; the order of signals is not touched by that.
/// </summary>
public sealed partial class HubLists(HubConnections connections, TicketRows rows, PageCursors cursors, ILogger<HubLists> log) : BackgroundService
{
    private readonly Channel<(TenantId Tenant, TicketId Ticket)> _changed = Channel.CreateUnbounded<(TenantId, TicketId)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<(TenantId, TicketId), long> _sequences = new();

    /// <summary>Sends a list, and from then on what changes in it, in place of the list watched before.</summary>
    public async Task<Result> WatchAsync(HubClient client, ListWish wish, ITicketQueries queries, CancellationToken ct)
    {
        var page = new PageWish(wish.After, wish.Take);
        if (!page.IsFair) return HubErrors.Take;
        if (wish.View == TicketView.Mine && client.Actor.Agent is null) return PeopleErrors.NoSuchAgent;
        var after = wish.After is { } text ? cursors.ReadTicket(text) : null;
        if (wish.After is not null && after is null) return HubErrors.Cursor;
        // Watched first and read then: what changes in between is told after the list.
        var watch = new ListWatch(wish.View, client);
        client.List = watch;
        var found = await queries.FindAsync(new TicketFilter(wish.View), after, page.Take, ct);
        if (!found.Succeeded)
        {
            client.List = null;
            return found.Error;
        }

        var (slice, next) = (found.Value, found.Value.Next is { } last ? cursors.WriteTicket(last) : null);
        foreach (var (ticket, sequence) in watch.Show(slice.Rows, next)) Mark(client.Caller.Tenant, ticket, sequence);
        return Result.Ok;
    }

    /// <summary>A ticket changed.</summary>
    public void Changed(LiveUpdate update) => Mark(update.Tenant, new TicketId(update.Id), update.Sequence);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (tenant, ticket) in _changed.Reader.ReadAllAsync(stoppingToken))
        {
            _sequences.TryRemove((tenant, ticket), out var sequence);
            var watching = connections.Of(tenant).Where(c => c.List is not null || c.Tickets.ContainsKey(ticket.Value)).ToList();
            if (watching.Count == 0) continue;
            try
            {
                var row = await rows.GetAsync(tenant, ticket, sequence);
                foreach (var client in watching) Tell(client, ticket, row, sequence);
            }
            catch (Exception failure)
            {
                // Their lists would be wrong from now on: they come back and read them again.
                Log.NotRead(log, failure, ticket.Value);
                foreach (var client in watching) client.SendAway();
            }
        }
    }

    private static void Tell(HubClient client, TicketId ticket, TicketRow? row, long sequence)
    {
        if (row is null || !client.Actor.Sees(row.Place)) client.Tickets.TryRemove(ticket.Value, out _);
        client.List?.Changed(ticket, row, sequence);
    }

    private void Mark(TenantId tenant, TicketId ticket, long sequence)
    {
        var waits = false;
        _sequences.AddOrUpdate((tenant, ticket), _ => sequence, (_, known) =>
        {
            waits = true;
            return Math.Max(known, sequence);
        });
        if (!waits) _changed.Writer.TryWrite((tenant, ticket));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The row of ticket {Ticket} could not be read: those who watch it read their lists again.")]
        public static partial void NotRead(ILogger logger, Exception failure, long ticket);
    }
}

/// <summary>A list one client watches: what changed becomes a row, or the end of one, for this client.</summary>
public sealed class ListWatch(TicketView view, HubClient client)
{
    // More rows than anybody has on screen: beyond that the client is told of the end of rows it may not have.
    private const int Most = 1000;
    private readonly Lock _lock = new();
    private readonly Dictionary<TicketId, long> _meanwhile = [];
    private HashSet<TicketId>? _shown;
    private bool _isRead;

    /// <summary>Tells the list as it was read.</summary>
    /// <returns>What changed while it was read, to be looked at again.</returns>
    public IReadOnlyDictionary<TicketId, long> Show(IReadOnlyList<TicketRow> tickets, string? next)
    {
        lock (_lock)
        {
            client.Line.Tell(HubFrame.Of(nameof(IAgentClient.List), new ListSignal([.. tickets.Select(TicketBody.Of)], next)));
            (_shown, _isRead) = ([.. tickets.Select(t => t.Id)], true);
            return _meanwhile;
        }
    }

    /// <summary>A ticket changed.</summary>
    /// <param name="ticket">Which.</param>
    /// <param name="row">Its row now; null when it is gone.</param>
    /// <param name="sequence">Of the change.</param>
    public void Changed(TicketId ticket, TicketRow? row, long sequence)
    {
        lock (_lock)
        {
            if (!_isRead)
            {
                _meanwhile[ticket] = sequence;
            }
            else if (row is not null && client.Actor.Sees(row.Place) && row.IsIn(view, client.Actor.Agent ?? default))
            {
                if (_shown?.Add(ticket) == true && _shown.Count > Most) _shown = null;
                client.Line.Tell(HubFrame.Of(nameof(IAgentClient.RowChanged), TicketBody.Of(row)));
            }
            else if (_shown is null || _shown.Remove(ticket))
            {
                client.Line.Tell(HubFrame.Of(nameof(IAgentClient.RowGone), ticket.Value));
            }
        }
    }
}
