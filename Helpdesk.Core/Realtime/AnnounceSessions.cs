using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Realtime;

/// <summary>Tells every node that a session is over, so that its pages and hub connections are cut.</summary>
public sealed class AnnounceSessions(ILiveAnnouncements live, IActorAccessor actor) : IEventHandler<SessionEnded>
{
    /// <inheritdoc/>
    public Task HandleAsync(SessionEnded happened, CancellationToken ct)
    {
        live.Announce(LiveKind.SessionEnded, happened.Session.Value, null, LiveTopic.Sessions(actor.Current.Tenant));
        return Task.CompletedTask;
    }
}
