using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Conversations;

/// <summary>
/// Appends to threads: one set-based update draws the sequence, moves whose turn it is and checks the guard, so that it neither conflicts
/// with people's edits nor lets a stale reply through between read and write (DECISIONS 11, 21).
/// </summary>
public sealed class ThreadAppends(HelpdeskDb db)
{
    // The provider's clock and ours differ; only what is older than that was read back after a gap.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    private readonly List<(Message Message, ThreadGuard? Guard)> _pending = [];
    private readonly List<Attachment> _files = [];
    private readonly List<Message> _reworded = [];

    /// <summary>What will be appended.</summary>
    public IEnumerable<Message> Messages => _pending.Select(p => p.Message);

    /// <summary>Appends when the unit of work saves.</summary>
    public void Add(Message message, ThreadGuard? guard) => _pending.Add((message, guard));

    /// <summary>Adds a file once its message is there: a new ticket is stored before its first message is.</summary>
    public void Add(Attachment file) => _files.Add(file);

    /// <summary>Corrects the ticket's last line when the unit of work saves.</summary>
    public void Reword(Message upgraded) => _reworded.Add(upgraded);

    /// <summary>Forgets what was to be appended.</summary>
    public void Clear()
    {
        _pending.Clear();
        _files.Clear();
        _reworded.Clear();
    }

    /// <summary>Writes the appends; the refusal of the first guard that no longer holds.</summary>
    public async Task<Error?> WriteAsync(CancellationToken ct)
    {
        if (await WriteMessagesAsync(ct) is { } stale) return stale;
        foreach (var message in _reworded) await RewordAsync(message, ct);
        db.Attachments.AddRange(_files);
        Clear();
        return null;
    }

    private async Task<Error?> WriteMessagesAsync(CancellationToken ct)
    {
        if (_pending.Count == 0) return null;
        // The set-based updates below need the ticket's row.
        if (db.ChangeTracker.Entries<Ticket>().Any(e => e.State == EntityState.Added)) await db.SaveChangesAsync(ct);

        foreach (var (message, guard) in _pending)
        {
            if (message.Kind is MessageKind.Customer or MessageKind.Reply)
            {
                if (await MoveAsync(message, guard, ct) == 0) return guard is null ? throw Missing(message) : MessageErrors.StaleReply;
                var state = await db.Tickets.Where(t => t.Id == message.TicketId)
                    .Select(t => new { t.LastSequence, t.WaitEndedByReply }).SingleAsync(ct);
                message.Place(state.LastSequence, message.Kind == MessageKind.Reply ? state.WaitEndedByReply : null);
            }
            else
            {
                message.Place(await db.AdvanceThreadAsync(db.Tenant, message.TicketId, ct) ?? throw Missing(message), null);
            }

            db.Messages.Add(message);
        }

        return null;
    }

    private Task<int> MoveAsync(Message message, ThreadGuard? guard, CancellationToken ct)
    {
        var ticket = db.Tickets.Where(t => t.Id == message.TicketId);
        if (guard is not null)
        {
            ticket = ticket.Where(t => t.LastInboundSequence <= guard.Seen
                && (t.LastReplySequence <= guard.Seen || t.LastReplyBy == guard.Writer));
        }

        return message.Kind == MessageKind.Customer ? CustomerWroteAsync(ticket, message, ct) : WeAnsweredAsync(ticket, message, ct);
    }

    private Task<int> RewordAsync(Message message, CancellationToken ct)
    {
        var line = MessageText.Line(message.Text) ?? "";
        return db.Tickets.Where(t => t.Id == message.TicketId && t.LastInboundSequence == message.Sequence && t.LastReplySequence < message.Sequence)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LastLine, line), ct);
    }

    private static Task<int> CustomerWroteAsync(IQueryable<Ticket> ticket, Message message, CancellationToken ct)
    {
        var (at, line, late) = (message.SentAt, MessageText.Line(message.Text) ?? "", message.SentAt + ClockSkew);
        return ticket.ExecuteUpdateAsync(
            set => set
                .SetProperty(t => t.LastSequence, t => t.LastSequence + 1)
                .SetProperty(t => t.LastInboundSequence, t => t.LastSequence + 1)
                // A message read back after a gap keeps its own time in the thread: it neither moves the ticket down the list nor takes its line.
                .SetProperty(t => t.LastLine, t => t.LastSpeaker != LastSpeaker.Nobody && t.LastMessageAt > late ? t.LastLine : line)
                .SetProperty(t => t.LastSpeaker, t => t.LastSpeaker != LastSpeaker.Nobody && t.LastMessageAt > late ? t.LastSpeaker : LastSpeaker.Customer)
                .SetProperty(t => t.LastMessageAt, t => t.LastMessageAt > at ? t.LastMessageAt : at)
                .SetProperty(t => t.WaitingOn, WaitingOn.Agent)
                .SetProperty(t => t.WaitingSince, t => t.WaitingSince ?? at),
            ct);
    }

    private static Task<int> WeAnsweredAsync(IQueryable<Ticket> ticket, Message message, CancellationToken ct)
    {
        var (at, line, by) = (message.SentAt, MessageText.Line(message.Text) ?? "", message.AuthorId);
        return ticket.ExecuteUpdateAsync(
            set => set
                .SetProperty(t => t.LastSequence, t => t.LastSequence + 1)
                .SetProperty(t => t.LastReplySequence, t => t.LastSequence + 1)
                .SetProperty(t => t.LastReplyBy, by)
                .SetProperty(t => t.LastLine, line)
                .SetProperty(t => t.LastSpeaker, LastSpeaker.Agent)
                .SetProperty(t => t.LastMessageAt, t => t.LastMessageAt > at ? t.LastMessageAt : at)
                .SetProperty(t => t.WaitingOn, WaitingOn.Customer)
                // A second reply before the customer writes again has ended the same wait.
                .SetProperty(t => t.WaitEndedByReply, t => t.WaitingSince ?? t.WaitEndedByReply)
                .SetProperty(t => t.WaitingSince, (DateTimeOffset?)null),
            ct);
    }

    private static InvalidOperationException Missing(Message message) => new($"Ticket {message.TicketId.Value} of a message is gone.");
}

/// <summary>All set-based writes to threads of one unit of work.</summary>
public sealed class ThreadWrites(ThreadAppends appends, WaitResumptions resumptions)
{
    /// <summary>Writes them; the refusal of a guard that no longer holds.</summary>
    public async Task<Error?> WriteAsync(CancellationToken ct)
    {
        await resumptions.WriteAsync(ct);
        return await appends.WriteAsync(ct);
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        appends.Clear();
        resumptions.Clear();
    }
}
