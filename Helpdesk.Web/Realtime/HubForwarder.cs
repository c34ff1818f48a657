using System.Threading.Channels;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// Relays this node's live updates to the lines of its hub clients: in order, one by one, each written once (DECISIONS 18). It waits for no client and
/// for no database.
/// </summary>
public sealed class HubForwarder(ILiveFeed feed, ILiveHealth health, HubConnections connections, HubLists lists, TimeProvider clock) : BackgroundService
{
    /// <summary>How often every client is told how far everything has been told (DECISIONS 18).</summary>
    public static readonly TimeSpan PositionEvery = TimeSpan.FromSeconds(5);

    // The net under what is pushed: a token that ran out, what another process changed (DECISIONS 27).
    private static readonly TimeSpan ReviewEvery = TimeSpan.FromMinutes(5);

    // So that positions are told in a flood, too.
    private const int Batch = 256;

    private readonly Dictionary<TenantId, long> _reached = [];
    private readonly HashSet<HubClient> _told = [];
    private DateTimeOffset _reviewed;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nothing stands for a beat of the clock.
        var arrived = Channel.CreateUnbounded<LiveUpdate?>(new UnboundedChannelOptions { SingleReader = true });
        using var subscription = feed.SubscribeAll(update => arrived.Writer.TryWrite(update));
        using var changes = health.Subscribe(TellHealth);
        await using var beat = clock.CreateTimer(_ => arrived.Writer.TryWrite(null), null, PositionEvery, PositionEvery);
        _reviewed = clock.GetUtcNow();
        while (await arrived.Reader.WaitToReadAsync(stoppingToken))
        {
            for (var i = 0; i < Batch && arrived.Reader.TryRead(out var update); i++)
            {
                if (update is null) Beat();
                else Forward(update);
            }

            Position();
        }
    }

    private void Forward(LiveUpdate update)
    {
        Count(update);
        if (update.Kind is LiveKind.SessionEnded) connections.End(new SessionId(update.Id));
        if (update.Kind is LiveKind.PeopleChanged or LiveKind.WorkspaceChanged) connections.Review(update.Tenant);
        if (Signal(update) is not { } signal) return;
        foreach (var client in connections.Hearing(update))
        {
            client.Line.Hear(update.Sequence, signal);
            _told.Add(client);
        }

        if (update.Kind is not LiveKind.NotificationRaised) lists.Changed(update);
    }

    // What the node was not handed is in the log: who needs it comes back and reads it there. Never a silent gap.
    private void Count(LiveUpdate update)
    {
        var last = _reached.GetValueOrDefault(update.Tenant);
        if (update.Sequence > last + 1)
            foreach (var client in connections.Of(update.Tenant).Where(c => c.Line.HasBegun && Math.Max(last, c.Line.BeganAt) < update.Sequence - 1)) client.SendAway();
        _reached[update.Tenant] = Math.Max(last, update.Sequence);
    }

    private void Position()
    {
        foreach (var tenant in _told.GroupBy(c => c.Caller.Tenant))
        {
            var (sequence, position) = (_reached[tenant.Key], HubFrame.Position(_reached[tenant.Key]));
            foreach (var client in tenant) client.Line.Reach(sequence, position);
        }

        _told.Clear();
    }

    private void TellHealth()
    {
        var slow = HubFrame.Of(nameof(IAgentClient.Slow), health.IsSlow);
        foreach (var client in connections.Tenants.SelectMany(tenant => connections.Of(tenant))) client.Line.Tell(slow);
    }

    private void Beat()
    {
        var review = clock.GetUtcNow() - _reviewed >= ReviewEvery;
        if (review) _reviewed = clock.GetUtcNow();
        foreach (var tenant in connections.Tenants)
        {
            var last = _reached.GetValueOrDefault(tenant);
            foreach (var client in connections.Of(tenant).Where(c => c.Line.HasBegun))
            {
                var sequence = Math.Max(last, client.Line.BeganAt);
                client.Line.Reach(sequence, HubFrame.Position(sequence));
            }

            if (review) connections.Review(tenant);
        }
    }

    /// <summary>What clients are told of an update; null for what is none of theirs.</summary>
    internal static SerializedHubMessage? Signal(LiveUpdate update)
    {
        var ticket = new TicketSignal(update.Sequence, update.Id, update.MessageId);
        return update.Kind switch
        {
            LiveKind.MessageReceived => HubFrame.Of(nameof(IAgentClient.MessageReceived), ticket),
            LiveKind.MessageChanged => HubFrame.Of(nameof(IAgentClient.MessageChanged), ticket),
            LiveKind.TicketAssigned => HubFrame.Of(nameof(IAgentClient.TicketAssigned), ticket),
            LiveKind.TicketChanged => HubFrame.Of(nameof(IAgentClient.TicketChanged), ticket),
            LiveKind.NotificationRaised => HubFrame.Of(nameof(IAgentClient.NotificationRaised), new NotificationSignal(update.Sequence, update.Id)),
            _ => null,
        };
    }
}
