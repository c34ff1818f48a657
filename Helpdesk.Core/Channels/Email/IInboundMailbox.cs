namespace Helpdesk.Core.Channels.Email;

/// <summary>How far a mailbox was read. Opaque to everyone but the mailbox that made it.</summary>
/// <param name="Value">For IMAP the UIDVALIDITY and the last UID (RFC 9051 2.3.1.1).</param>
public readonly record struct MailboxCheckpoint(string Value);

/// <summary>A mail as it lies in the mailbox.</summary>
/// <param name="Key">What names it in that mailbox for good: a second delivery of it has the same.</param>
/// <param name="After">The checkpoint once this mail is dealt with.</param>
/// <param name="ReceivedAt">When the server took it.</param>
/// <param name="OpenAsync">Its raw bytes (RFC 5322), streamed from the server; read to the end or disposed before the next mail is asked for.</param>
public sealed record MailboxMessage(string Key, MailboxCheckpoint After, DateTimeOffset ReceivedAt, Func<CancellationToken, Task<Stream>> OpenAsync);

/// <summary>One mailbox as the desk reads it: messages and checkpoints, whatever client speaks to the server (here our own, elsewhere MailKit).</summary>
public interface IInboundMailbox
{
    /// <summary>
    /// The messages after a checkpoint, oldest first; all there are when it is null or the server has renumbered the mailbox.
    /// Ends when there are no more. Throws <see cref="IOException"/> when the server is lost: the caller comes back with its last checkpoint.
    /// </summary>
    IAsyncEnumerable<MailboxMessage> ReadAsync(MailboxCheckpoint? after, CancellationToken ct);

    /// <summary>Completes when the mailbox may hold something new: by the server's word (IDLE), or after its polling period.</summary>
    Task WaitAsync(CancellationToken ct);
}
