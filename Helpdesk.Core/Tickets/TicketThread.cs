using Helpdesk.Core.Identity;

namespace Helpdesk.Core.Tickets;

/// <content>What the messages of a ticket move. Written only by set-based updates after the insert, so that it never conflicts with people's edits (DECISIONS 21).</content>
public sealed partial class Ticket
{
    /// <summary>Rises by one with each entry of the thread.</summary>
    public long LastSequence { get; private set; }

    /// <summary>When the last message came or went; the lists' order.</summary>
    public DateTimeOffset LastMessageAt { get; private set; }

    /// <summary>The last public line, cut; empty for a picture without words.</summary>
    public string LastLine { get; private set; } = "";

    public LastSpeaker LastSpeaker { get; private set; }

    public WaitingOn WaitingOn { get; private set; }

    /// <summary>Since the first customer message nobody has answered.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>The wait that the last reply ended: taken back when that reply finally fails (DECISIONS 9).</summary>
    public DateTimeOffset? WaitEndedByReply { get; private set; }

    /// <summary>Sequence of the customer's last message.</summary>
    public long LastInboundSequence { get; private set; }

    /// <summary>Sequence of the last public reply.</summary>
    public long LastReplySequence { get; private set; }

    /// <summary>Who wrote it.</summary>
    public AgentId? LastReplyBy { get; private set; }

    /// <summary>The highest sequence any member has had on screen: an unassigned row is bold above it (DECISIONS 12).</summary>
    public long ReadByAnySequence { get; private set; }
}
