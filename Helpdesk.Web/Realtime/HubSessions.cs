using System.Collections.Concurrent;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Live;
using Helpdesk.Infrastructure.Identity.SignIn;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>Which hub connection belongs to which session on this node: the end of a session cuts them.</summary>
public sealed class HubSessions : IDisposable
{
    private readonly ConcurrentDictionary<string, (SessionId Session, HubCallerContext Caller)> _open = new();
    private readonly SessionDirectory _sessions;
    private readonly IDisposable _subscription;

    /// <summary>Starts watching for ends.</summary>
    public HubSessions(SessionDirectory sessions, ILiveFeed feed)
    {
        _sessions = sessions;
        _subscription = feed.SubscribeAll(update =>
        {
            if (update.Kind != LiveKind.SessionEnded) return;
            foreach (var (session, caller) in _open.Values)
                if (session.Value == update.Id) caller.Abort();
        });
    }

    /// <summary>A connection opens; refused and cut when its session is over. Kept first and asked then, so that an end in between is not missed.</summary>
    public async Task<bool> JoinAsync(HubCallerContext caller, SessionId session)
    {
        _open[caller.ConnectionId] = (session, caller);
        if (await _sessions.FindAsync(session, caller.ConnectionAborted) is { MustEnrol: false }) return true;
        caller.Abort();
        return false;
    }

    /// <summary>A connection is gone.</summary>
    public void Leave(string connection) => _open.TryRemove(connection, out _);

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
