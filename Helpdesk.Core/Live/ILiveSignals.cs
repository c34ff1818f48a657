using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Live;

/// <summary>What an agent is doing at a ticket this moment.</summary>
public enum LiveSignalKind
{
    /// <summary>Has it open; said again at least every <see cref="LiveSignal.ViewingEvery"/>.</summary>
    Viewing,

    /// <summary>Has left it.</summary>
    Left,

    /// <summary>Writes a reply; said again at least every <see cref="LiveSignal.TypingEvery"/>.</summary>
    Typing,

    /// <summary>Writes no longer.</summary>
    Stopped,

    /// <summary>A draft was kept: whoever may read it reads it again.</summary>
    DraftKept,
}

/// <summary>A passing sign, told to whoever watches at this moment. No word of what is written passes through here.</summary>
/// <param name="Tenant">The workspace.</param>
/// <param name="Kind">What the agent is doing.</param>
/// <param name="Ticket">At which ticket.</param>
/// <param name="Agent">Who.</param>
public sealed record LiveSignal(TenantId Tenant, LiveSignalKind Kind, long Ticket, long Agent)
{
    /// <summary>How often a viewer says that the ticket is still open there.</summary>
    public static readonly TimeSpan ViewingEvery = TimeSpan.FromSeconds(20);

    /// <summary>After how long a viewer who says nothing has left (PEERS 5.15: a lease of 30 s).</summary>
    public static readonly TimeSpan ViewingLasts = TimeSpan.FromSeconds(30);

    /// <summary>How often somebody writing says so (PEERS 3.6).</summary>
    public static readonly TimeSpan TypingEvery = TimeSpan.FromSeconds(3);

    /// <summary>After how long somebody who says nothing writes no longer.</summary>
    public static readonly TimeSpan TypingLasts = TimeSpan.FromSeconds(6);
}

/// <summary>
/// Carries signals to every node. Ephemeral: nothing is stored, announced or repeated, and what is lost while the nodes cannot reach each other is
/// lost (DESIGN 2: typing never touches the outbox).
/// </summary>
public interface ILiveSignals
{
    /// <summary>Tells every node, this one included. Never waits and never throws.</summary>
    void Send(LiveSignal signal);

    /// <summary>Calls back for the signals of a workspace until disposed. The callback must be quick and must not throw.</summary>
    IDisposable Subscribe(TenantId tenant, Action<LiveSignal> onSignal);
}
