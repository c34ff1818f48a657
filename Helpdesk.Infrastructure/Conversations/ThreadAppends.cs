using Helpdesk.Core.Conversations;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Routing;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Conversations;

/// <summary>
/// Appends to threads: one set-based update draws the sequence, moves whose turn it is and checks the guard, so that it neither conflicts
/// with people's edits nor lets a stale reply through between read and write (DECISIONS 11, 21).
/// </summary>
public sealed class ThreadAppends(HelpdeskDb db, DelayClock clock, WaitingDelays delays, WaitingReplies replies)
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
                await (message.Kind == MessageKind.Customer ? WaitAsync(message, ct) : AnswerAsync(message, ct));
            }
            else
            {
                var step = await db.AdvanceThreadAsync(db.Tenant, message.TicketId, ct) ?? throw Missing(message);
                message.Place(step.Sequence, null);
                if (step.Delayed > 0) delays.IsRunning(message.TicketId);
            }

            db.Messages.Add(message);
        }

        return null;
    }

    private async Task WaitAsync(Message message, CancellationToken ct)
    {
        var state = await db.Tickets.Where(t => t.Id == message.TicketId)
            .Select(t => new { t.LastSequence, t.WaitingSince, t.DelayedSince, t.DepartmentId }).SingleAsync(ct);
        message.Place(state.LastSequence, null);
        // An earlier message has had its moment set already.
        if (state.WaitingSince != message.SentAt || state.DelayedSince is not null) return;
        delays.Look(message.TicketId, await clock.DueAsync(state.DepartmentId, message.SentAt, ct));
    }

    private async Task AnswerAsync(Message message, CancellationToken ct)
    {
        var state = await db.Tickets.Where(t => t.Id == message.TicketId)
            .Select(t => new
            {
                t.LastSequence,
                t.WaitEndedByReply,
                t.WaitEndedBySequence,
                t.CreatedAt,
                t.DepartmentId,
                Delayed = db.DelayEvents.Any(d => d.TicketId == t.Id && d.EndedAt == null),
                Timed = db.ReplyTimes.Any(r => r.TicketId == t.Id),
            })
            .SingleAsync(ct);
        message.Place(state.LastSequence, message.ByPerson ? state.WaitEndedByReply : null);
        if (!message.ByPerson || state.WaitEndedBySequence != state.LastSequence) return;
        if (state.Delayed) await delays.StopAsync(message.TicketId, DelayEnd.Answered, message.SentAt, ct);
        await replies.AddAsync(message, new AnsweredWait(state.WaitEndedByReply!.Value, state.CreatedAt, state.DepartmentId, !state.Timed), message.SentAt, ct);
    }

    private Task<int> MoveAsync(Message message, ThreadGuard? guard, CancellationToken ct)
    {
        var ticket = db.Tickets.Where(t => t.Id == message.TicketId);
        if (guard is not null)
        {
            ticket = ticket.Where(t => t.LastInboundSequence <= guard.Seen
                && (t.LastReplySequence <= guard.Seen || t.LastReplyBy == guard.Writer));
        }

        return message.Kind == MessageKind.Customer ? CustomerWroteAsync(ticket, message, ct)
            : message.ByPerson ? WeAnsweredAsync(ticket, message, ct)
            : ProgramWroteAsync(ticket, message, ct);
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
                // Who comes back to what was done begins a new wait, whatever was left unanswered then.
                .SetProperty(t => t.WaitingSince, t => t.IsActive ? t.WaitingSince ?? at : at),
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
                .SetProperty(t => t.WaitEndedBySequence, t => t.WaitingSince != null ? t.LastSequence + 1 : t.WaitEndedBySequence)
                .SetProperty(t => t.WaitingSince, (DateTimeOffset?)null)
                .SetProperty(t => t.DelayedSince, (DateTimeOffset?)null),
            ct);
    }

    // What a program sends is seen, but answers nobody: the customer waits on, and no reply of a person is stale because of it.
    private static Task<int> ProgramWroteAsync(IQueryable<Ticket> ticket, Message message, CancellationToken ct)
    {
        var (at, line) = (message.SentAt, MessageText.Line(message.Text) ?? "");
        return ticket.ExecuteUpdateAsync(
            set => set
                .SetProperty(t => t.LastSequence, t => t.LastSequence + 1)
                .SetProperty(t => t.LastLine, line)
                .SetProperty(t => t.LastSpeaker, LastSpeaker.Agent)
                .SetProperty(t => t.LastMessageAt, t => t.LastMessageAt > at ? t.LastMessageAt : at),
            ct);
    }

    private static InvalidOperationException Missing(Message message) => new($"Ticket {message.TicketId.Value} of a message is gone.");
}

/// <summary>All set-based writes to threads of one unit of work.</summary>
public sealed class ThreadWrites(ThreadAppends appends, WaitResumptions resumptions, WaitingDelays delays)
{
    /// <summary>Writes them; the refusal of a guard that no longer holds, or of a delay that does not begin.</summary>
    public async Task<Error?> WriteAsync(CancellationToken ct)
    {
        await resumptions.WriteAsync(ct);
        return await appends.WriteAsync(ct) ?? await delays.WriteAsync(ct);
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        appends.Clear();
        resumptions.Clear();
        delays.Clear();
    }
}
