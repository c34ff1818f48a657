namespace Helpdesk.Infrastructure.Presence;

/// <summary>One run of one node, or of a command beside it; while it renews its lease, what it says of its agents holds (DECISIONS 30).</summary>
public sealed class NodeLease
{
    /// <summary>Made anew with each start.</summary>
    public long Id { get; init; }

    /// <summary>When it took its number.</summary>
    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset LeasedUntil { get; set; }

    /// <summary>0 to 15: a part of every id it makes, held by nobody else meanwhile. None when the lease has lapsed and others may have it.</summary>
    public int? Number { get; set; }

    /// <summary>Whether it hears of other nodes' changes, and they of its own (DECISIONS 24).</summary>
    public bool HasBackplane { get; init; }

    /// <summary>The host it runs on, so that an operator finds it.</summary>
    public string Machine { get; init; } = "";

    /// <summary>What it stands on, as it knew at its last renewal: identities by <see cref="CommonGround.Key"/>.</summary>
    public IReadOnlyDictionary<string, string> Grounds { get; set; } = new Dictionary<string, string>();

    /// <summary>Whether it serves people, as commands do not.</summary>
    public bool Serves { get; init; }
}
