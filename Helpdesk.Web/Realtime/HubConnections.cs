using System.Collections.Concurrent;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Infrastructure.Presence;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// This node's hub connections: what each may hear follows from who it is, never from what it asks for. One whose session ends or whose member's
/// rights change is cut; it comes back with what it may hear now, or not at all (DECISIONS 27).
/// </summary>
public sealed class HubConnections(MembershipDirectory members, SessionDirectory sessions, PresenceNode presence)
{
    private readonly ConcurrentDictionary<string, Connection> _open = new();

    /// <summary>Takes a new connection in; refused and cut when its session is over. Kept first and asked then, so that an end in between is not missed.</summary>
    public async Task<bool> OpenAsync(HubCallerContext caller, CurrentMembership member, SessionId session)
    {
        _open[caller.ConnectionId] = new Connection(caller, member, session, TopicsOf(member));
        if (await sessions.FindAsync(session, caller.ConnectionAborted) is { MustEnrol: false })
        {
            presence.Active(member.Tenant, member.Agent, session, caller.ConnectionId);
            return true;
        }

        caller.Abort();
        return false;
    }

    /// <summary>Forgets one.</summary>
    public void Close(string id)
    {
        if (_open.TryRemove(id, out var closed)) presence.Gone(closed.Member.Tenant, closed.Member.Agent, id);
    }

    /// <summary>Those of a workspace.</summary>
    public IReadOnlyList<string> Of(TenantId tenant) => [.. _open.Where(c => c.Value.Member.Tenant == tenant).Select(c => c.Key)];

    /// <summary>Those that may hear an update.</summary>
    public IReadOnlyList<string> Hearing(LiveUpdate update) =>
        [.. _open.Where(c => c.Value.Member.Tenant == update.Tenant && update.Topics.Any(c.Value.Topics.Contains)).Select(c => c.Key)];

    /// <summary>Cuts those of a session.</summary>
    public void End(SessionId session)
    {
        foreach (var connection in _open.Values.Where(c => c.Session == session)) connection.Caller.Abort();
    }

    /// <summary>Cuts those whose member is gone or has other rights than when they came.</summary>
    public async Task ReviewAsync(TenantId tenant, CancellationToken ct)
    {
        foreach (var connection in _open.Values.Where(c => c.Member.Tenant == tenant))
        {
            var now = await members.FindAsync(connection.Member.User, tenant, ct);
            if (now is null || !TopicsOf(now).SetEquals(connection.Topics)) connection.Caller.Abort();
        }
    }

    private static HashSet<LiveTopic> TopicsOf(CurrentMembership member) =>
        [.. TicketAudience.TopicsOf(member.Actor), LiveTopic.Notices(member.Tenant, member.Agent.Value)];

    private sealed record Connection(HubCallerContext Caller, CurrentMembership Member, SessionId Session, IReadOnlySet<LiveTopic> Topics);
}
