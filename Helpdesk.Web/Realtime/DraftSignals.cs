using System.Collections.Concurrent;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// Tells who watches a conversation that a draft of it was kept, so that they read it again. Ephemeral: on this node only, nothing is stored,
/// nothing is announced, and no word of the draft passes through here (DESIGN 2: typing never touches the outbox).
/// </summary>
public sealed class DraftSignals
{
    private readonly ConcurrentDictionary<Guid, (TenantId Tenant, TicketId Ticket, Action OnKept)> _watching = new();

    /// <summary>Calls back whenever a draft of the ticket is kept.</summary>
    public IDisposable Subscribe(TenantId tenant, TicketId ticket, Action onKept)
    {
        var id = Guid.NewGuid();
        _watching[id] = (tenant, ticket, onKept);
        return new Watching(() => _watching.TryRemove(id, out _));
    }

    /// <summary>A draft was kept.</summary>
    public void Kept(TenantId tenant, TicketId ticket)
    {
        foreach (var watching in _watching.Values.Where(w => w.Tenant == tenant && w.Ticket == ticket)) watching.OnKept();
    }

    private sealed class Watching(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
