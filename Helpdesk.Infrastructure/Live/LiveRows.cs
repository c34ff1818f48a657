using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Live;

/// <summary>A workspace's last sequence: locked last in each transaction, so that sequence order is commit order (DECISIONS 17).</summary>
public sealed class LiveHead : ITenantOwned
{
    public TenantId TenantId { get; init; }

    public long Sequence { get; init; }
}

/// <summary>One announced change, kept a day for those who reconnect.</summary>
public sealed record LiveLogRow : ITenantOwned
{
    public TenantId TenantId { get; init; }

    public long Sequence { get; init; }

    public LiveKind Kind { get; init; }

    public long EntityId { get; init; }

    public long? MessageId { get; init; }

    /// <summary>Topics, joined by spaces.</summary>
    public string Topics { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>As the feed hands it out.</summary>
    public LiveUpdate ToUpdate() => new(
        TenantId, Sequence, Kind, EntityId, MessageId, [.. Topics.Split(' ').Select(t => LiveTopic.Parse(TenantId, t))]);
}
