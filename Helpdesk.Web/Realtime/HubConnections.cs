using System.Collections.Concurrent;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// This node's hub connections: what each may hear follows from who it is, never from what it asks for. One whose member's rights change is cut;
/// it comes back with what it may hear now, or not at all (DECISIONS 27).
/// </summary>
public sealed class HubConnections(MembershipDirectory members)
{
    private readonly ConcurrentDictionary<string, Connection> _open = new();

    /// <summary>How many are open.</summary>
    public int Count => _open.Count;

    /// <summary>Takes a new connection in.</summary>
    public void Open(HubCallerContext context, CurrentMembership member) =>
        _open[context.ConnectionId] = new Connection(context, member, TicketAudience.TopicsOf(member.Actor).ToHashSet());

    /// <summary>Forgets one.</summary>
    public void Close(string id) => _open.TryRemove(id, out _);

    /// <summary>Those of a workspace.</summary>
    public IReadOnlyList<string> Of(TenantId tenant) => [.. _open.Where(c => c.Value.Member.Tenant == tenant).Select(c => c.Key)];

    /// <summary>Those that may hear an update.</summary>
    public IReadOnlyList<string> Hearing(LiveUpdate update) =>
        [.. _open.Where(c => c.Value.Member.Tenant == update.Tenant && update.Topics.Any(c.Value.Topics.Contains)).Select(c => c.Key)];

    /// <summary>Cuts those whose member is gone or has other rights than when they came.</summary>
    public async Task ReviewAsync(TenantId tenant, CancellationToken ct)
    {
        foreach (var connection in _open.Values.Where(c => c.Member.Tenant == tenant))
        {
            var now = await members.FindAsync(connection.Member.User, tenant, ct);
            if (now is null || !TicketAudience.TopicsOf(now.Actor).ToHashSet().SetEquals(connection.Topics)) connection.Context.Abort();
        }
    }

    private sealed record Connection(HubCallerContext Context, CurrentMembership Member, IReadOnlySet<LiveTopic> Topics);
}
