using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Realtime;

/// <summary>Tells chips, the channels page and the failure list that a number changed or something failed to arrive.</summary>
public sealed class AnnounceChannels(ILiveAnnouncements live, IActorAccessor actor) :
    IEventHandler<ChannelAccountChanged>, IEventHandler<WhatsAppServerAdded>, IEventHandler<InboundFailed>, IEventHandler<InboundRetried>
{
    /// <inheritdoc/>
    public Task HandleAsync(ChannelAccountChanged happened, CancellationToken ct) => Announce(happened.Account.Value);

    /// <inheritdoc/>
    public Task HandleAsync(WhatsAppServerAdded happened, CancellationToken ct) => Announce(happened.Server);

    /// <inheritdoc/>
    public Task HandleAsync(InboundFailed happened, CancellationToken ct) => Announce(happened.Entry);

    /// <inheritdoc/>
    public Task HandleAsync(InboundRetried happened, CancellationToken ct) => Announce(happened.Entry);

    private Task Announce(long id)
    {
        live.Announce(LiveKind.ChannelChanged, id, null, LiveTopic.Channels(actor.Current.Tenant));
        return Task.CompletedTask;
    }
}
