using System.Threading.Channels;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Live;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Infrastructure.Presence;

namespace Helpdesk.Web.Realtime;

/// <summary>Whose session is over has signed out; one that was only renewed goes on.</summary>
public sealed class PresenceSessions(ILiveFeed feed, SessionDirectory sessions, PresenceNode presence) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ended = Channel.CreateUnbounded<LiveUpdate>(new UnboundedChannelOptions { SingleReader = true });
        using var subscription = feed.SubscribeAll(update =>
        {
            if (update.Kind == LiveKind.SessionEnded) ended.Writer.TryWrite(update);
        });
        await foreach (var update in ended.Reader.ReadAllAsync(stoppingToken))
        {
            var session = new SessionId(update.Id);
            if (await sessions.WhyAsync(session, stoppingToken) != SessionEnd.Renewed) presence.SignedOut(update.Tenant, session);
        }
    }
}
