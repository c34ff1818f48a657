using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Tickets;

/// <content>What the messages of a ticket move. Written only by set-based updates after the insert, so that it never conflicts with people's edits (DECISIONS 21).</content>
public sealed partial class Ticket
{
    /// <summary>Rises by one with each entry of the thread.</summary>
    [NotLogged]
    public long LastSequence { get; private set; }

    /// <summary>When the last message came or went; the lists' order.</summary>
    [NotLogged]
    public DateTimeOffset LastMessageAt { get; private set; }

    /// <summary>The last public line, cut; empty for a picture without words.</summary>
    [NotLogged]
    public string LastLine { get; private set; } = "";

    [NotLogged]
    public LastSpeaker LastSpeaker { get; private set; }

    [NotLogged]
    public WaitingOn WaitingOn { get; private set; }

    /// <summary>Since the first customer message nobody has answered.</summary>
    [NotLogged]
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>The wait that the last reply ended: taken back when that reply finally fails (DECISIONS 9).</summary>
    [NotLogged]
    public DateTimeOffset? WaitEndedByReply { get; private set; }

    /// <summary>Sequence of the reply that ended it.</summary>
    [NotLogged]
    public long WaitEndedBySequence { get; private set; }

    /// <summary>Since when the customer has waited longer than the desk lets one wait; it stays until a person answers or the ticket is done.</summary>
    [NotLogged]
    public DateTimeOffset? DelayedSince { get; private set; }

    /// <summary>Sequence of the customer's last message.</summary>
    [NotLogged]
    public long LastInboundSequence { get; private set; }

    /// <summary>Sequence of the last public reply.</summary>
    [NotLogged]
    public long LastReplySequence { get; private set; }

    /// <summary>Who wrote it.</summary>
    [NotLogged]
    public AgentId? LastReplyBy { get; private set; }

    /// <summary>The highest sequence any member has had on screen: an unassigned row is bold above it (DECISIONS 12).</summary>
    [NotLogged]
    public long ReadByAnySequence { get; private set; }
}
