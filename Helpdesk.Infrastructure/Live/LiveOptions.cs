using System.ComponentModel.DataAnnotations;

namespace Helpdesk.Infrastructure.Live;

/// <summary>How nodes hear of each other's changes, under <c>Live</c>; used only where <c>Helpdesk:Redis</c> is set. Fault tests shorten these (DECISIONS 24).</summary>
public sealed class LiveOptions
{
    /// <summary>
    /// How often the log itself is looked at, whatever Redis says: finds what a node committed and died before telling, and bounds how late
    /// anything can be (FAULTS 6: 10 s).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same while Redis is away.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan LookWhileSlow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After how long without a word from Redis a connection is taken for dead. Redis is asked three times as often.</summary>
    [Range(typeof(TimeSpan), "00:00:00.3", "00:10:00")]
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The longest pause between two tries to connect; the first are shorter. After a refusal, of a password for one, it is always this long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often Redis is asked for a sign of life.</summary>
    internal TimeSpan Beat => Silence / 3;
}
