using Helpdesk.Core.Identity;

namespace Helpdesk.Core.Tickets;

/// <summary>What the messages of a ticket move: the last line, whose turn it is, and the sequences that guard replies.</summary>
public sealed record ThreadState
{
    /// <summary>Rises by one with each entry of the thread.</summary>
    public long LastSequence { get; init; }

    /// <summary>When the last message came or went; the lists' order.</summary>
    public DateTimeOffset LastMessageAt { get; init; }

    /// <summary>The last public line, cut; empty for a picture without words.</summary>
    public string LastLine { get; init; } = "";

    public LastSpeaker LastSpeaker { get; init; }

    public WaitingOn WaitingOn { get; init; }

    /// <summary>Since the first customer message nobody has answered.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>The wait that the last reply ended: taken back when that reply finally fails (DECISIONS 9).</summary>
    public DateTimeOffset? WaitEndedByReply { get; init; }

    /// <summary>Sequence of the customer's last message.</summary>
    public long LastInboundSequence { get; init; }

    /// <summary>Sequence of the last public reply.</summary>
    public long LastReplySequence { get; init; }

    /// <summary>Who wrote it.</summary>
    public AgentId? LastReplyBy { get; init; }

    /// <summary>The highest sequence any member has had on screen: an unassigned row is bold above it (DECISIONS 12).</summary>
    public long ReadByAnySequence { get; init; }
}
