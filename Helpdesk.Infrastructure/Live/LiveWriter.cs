using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Infrastructure.Persistence;

namespace Helpdesk.Infrastructure.Live;

/// <summary>Collects announcements and writes them last in the transaction: first the workspace's sequence, then the log (DECISIONS 17).</summary>
public sealed class LiveWriter(HelpdeskDb db, IActorAccessor actor, ILiveBackplane backplane, TimeProvider clock) : ILiveAnnouncements
{
    private readonly List<(LiveKind Kind, long Id, long? MessageId, string Topics)> _pending = [];
    private bool _written;

    /// <inheritdoc/>
    public void Announce(LiveKind kind, long id, long? messageId, params ReadOnlySpan<LiveTopic> topics)
    {
        var names = new List<string>(topics.Length);
        foreach (var topic in topics) names.Add(topic.ToString());
        var announced = (kind, id, messageId, string.Join(' ', names));
        if (!_pending.Contains(announced)) _pending.Add(announced);
    }

    /// <summary>Forgets what was announced.</summary>
    public void Clear()
    {
        _pending.Clear();
        _written = false;
    }

    /// <summary>Writes the log.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        if (_pending.Count == 0) return;
        var (tenant, now) = (actor.Current.Tenant, clock.GetUtcNow());
        await db.AppendLiveAsync(
            tenant, _pending.ConvertAll(p => new LiveLogRow { TenantId = tenant, Kind = p.Kind, EntityId = p.Id, MessageId = p.MessageId, Topics = p.Topics, At = now }), ct);
        _pending.Clear();
        _written = true;
    }

    /// <summary>Tells the nodes, after the commit.</summary>
    public void Pulse()
    {
        if (_written) backplane.Pulse(actor.Current.Tenant);
        _written = false;
    }
}
