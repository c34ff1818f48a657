using Helpdesk.Core.Conversations;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Routing;

/// <summary>
/// Begins, passes on and ends delays late in the unit of work, when the thread's own update has locked the ticket's row: what another node
/// commits at the same moment is seen or waits.
/// </summary>
public sealed class WaitingDelays(HelpdeskDb db, DelayClock delays, IIdSource ids, TimeProvider clock) : IWaits
{
    private readonly List<(DelayEvent Delay, OpenWait Wait)> _begun = [];
    private readonly HashSet<TicketId> _handedOver = [];
    private readonly HashSet<TicketId> _ended = [];
    private readonly HashSet<TicketId> _running = [];

    /// <inheritdoc/>
    public Task<OpenWait?> FindAsync(TicketId ticket, CancellationToken ct) => Open(db.Tickets.Where(t => t.Id == ticket)).SingleOrDefaultAsync(ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OpenWait>> AllAsync(CancellationToken ct) => await Open(db.Tickets).ToListAsync(ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(TicketId Ticket, DateTimeOffset At)>> LooksAsync(TicketId? ticket, DateTimeOffset after, CancellationToken ct)
    {
        var looks = db.Deadlines.AsNoTracking().Where(d => !d.Finished && d.DueAt > after && d.Kind == DeadlineKind.Delay);
        if (ticket is { Value: var one }) looks = looks.Where(d => d.Subject == one);
        return (await looks.Select(d => new { d.Subject, d.DueAt }).ToListAsync(ct)).ConvertAll(d => (new TicketId(d.Subject), d.DueAt));
    }

    /// <inheritdoc/>
    public void Begin(DelayEvent delay, OpenWait wait)
    {
        db.DelayEvents.Add(delay);
        _begun.Add((delay, wait));
    }

    /// <inheritdoc/>
    public void HandOver(TicketId ticket) => _handedOver.Add(ticket);

    /// <inheritdoc/>
    public void End(TicketId ticket) => _ended.Add(ticket);

    /// <summary>The thread's update has locked the ticket's row and found it delayed.</summary>
    public void IsRunning(TicketId ticket) => _running.Add(ticket);

    /// <summary>A customer has begun to wait, or waits on: looked at when that is too long.</summary>
    public void Look(TicketId ticket, DateTimeOffset? due)
    {
        var now = clock.GetUtcNow();
        if (due is { } at) db.Deadlines.Add(Deadline.At(ids.Next(), DeadlineKind.Delay, ticket.Value, at > now ? at : now));
    }

    /// <summary>Ends the ticket's running delay.</summary>
    public async Task StopAsync(TicketId ticket, DelayEnd end, DateTimeOffset at, CancellationToken ct)
    {
        if (await RunningAsync(ticket, ct) is { } running) running.Stop(end, at);
    }

    /// <summary>Writes what was begun, passed on and ended; refused when a wait is not as it was when its delay began.</summary>
    public async Task<Error?> WriteAsync(CancellationToken ct)
    {
        foreach (var (delay, wait) in _begun)
        {
            var begun = await db.Tickets
                .Where(t => t.Id == wait.Ticket && t.IsActive && t.WaitingSince == wait.Since && t.DelayedSince == null)
                .Where(t => t.DepartmentId == wait.Department && t.AssigneeId == wait.Holder)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.DelayedSince, delay.StartedAt), ct);
            if (begun == 0) return SaveErrors.Conflict;
        }

        foreach (var ticket in _running)
        {
            if (_ended.Contains(ticket)) await FinishAsync(ticket, ct);
            else if (_handedOver.Contains(ticket)) await PassOnAsync(ticket, ct);
        }

        Clear();
        return null;
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        _begun.Clear();
        _handedOver.Clear();
        _ended.Clear();
        _running.Clear();
    }

    /// <summary>
    /// The reply that had ended a wait has finally failed: the delay goes on from its original time as if nothing had been said, and whoever held
    /// the ticket meanwhile is charged for their part (DECISIONS 9). A ticket that was done in between begins anew.
    /// </summary>
    public async Task ResumeAsync(Message failed, DateTimeOffset since, CancellationToken ct)
    {
        var (id, now) = (failed.TicketId, clock.GetUtcNow());
        var ticket = await db.Tickets.Where(t => t.Id == id).Select(t => new { t.IsActive, t.DepartmentId, t.AssigneeId }).SingleAsync(ct);
        if (!ticket.IsActive) return;
        var past = await db.DelayEvents.Where(d => d.TicketId == id).OrderBy(d => d.StartedAt).ThenBy(d => d.Id).ToListAsync(ct);
        var anew = await WasDoneSinceAsync(failed, ct);
        // A rejection may be told twice; and what began after the ticket was open again goes on.
        if (past is [.., { EndedAt: null } running] && (anew || running.WaitingSince == since)) return;

        var ended = anew ? null : past.LastOrDefault(d => d.WaitingSince == since && d.End == DelayEnd.Answered);
        var start = ended?.StartedAt;
        if (start is null)
        {
            var due = await delays.DueAsync(ticket.DepartmentId, since, ct);
            var earliest = anew ? now : past.Exists(d => d.WaitingSince == since) ? failed.SentAt : since;
            start = due > earliest ? due : due is null ? null : earliest;
        }

        if (start > now) Look(id, start);
        if (start is not { } from || from > now) return;
        // What began in between, for a message that came after the reply, is part of it.
        db.DelayEvents.RemoveRange(past.Where(d => d.WaitingSince != since && d.StartedAt >= from));
        var moves = await db.TicketMoves.AsNoTracking().Where(m => m.TicketId == id && m.At > from).OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync(ct);
        var wait = new OpenWait(id, ended?.DepartmentId ?? ticket.DepartmentId, ticket.AssigneeId, since);
        Share(ended, wait, DelaySpans.Since(from, wait.Department, wait.Holder, moves));
        var began = Beginning(past, from);
        await db.Tickets.Where(t => t.Id == id).ExecuteUpdateAsync(set => set.SetProperty(t => t.DelayedSince, began), ct);
    }

    private static IQueryable<OpenWait> Open(IQueryable<Ticket> tickets) => tickets.AsNoTracking()
        .Where(t => t.IsActive && t.WaitingSince != null && t.DelayedSince == null)
        .OrderBy(t => t.Id)
        .Select(t => new OpenWait(t.Id, t.DepartmentId, t.AssigneeId, t.WaitingSince!.Value));

    // A delay that others had begun before began with the first of them.
    private static DateTimeOffset Beginning(List<DelayEvent> past, DateTimeOffset from)
    {
        foreach (var part in Enumerable.Reverse(past))
            if (part.End == DelayEnd.HandedOver && part.EndedAt == from) from = part.StartedAt;
        return from;
    }

    private void Share(DelayEvent? ended, OpenWait wait, IReadOnlyList<DelaySpan> spans)
    {
        ended?.Resume();
        foreach (var span in spans)
        {
            var part = ended;
            if (part is null) db.DelayEvents.Add(part = DelayEvent.Of(ids.Next(), wait with { Holder = span.Holder, Department = span.Department }, span.From));
            if (span.To is { } to) part.Stop(DelayEnd.HandedOver, to);
            else part.Announce();
            ended = null;
        }
    }

    private async Task FinishAsync(TicketId ticket, CancellationToken ct)
    {
        await StopAsync(ticket, DelayEnd.Done, clock.GetUtcNow(), ct);
        await db.Tickets.Where(t => t.Id == ticket).ExecuteUpdateAsync(set => set.SetProperty(t => t.DelayedSince, (DateTimeOffset?)null), ct);
    }

    private async Task PassOnAsync(TicketId id, CancellationToken ct)
    {
        var ticket = db.Tickets.Local.First(t => t.Id == id);
        if (await RunningAsync(id, ct) is not { } running || (running.AgentId == ticket.AssigneeId && running.DepartmentId == ticket.DepartmentId)) return;
        var now = clock.GetUtcNow();
        running.Stop(DelayEnd.HandedOver, now);
        db.DelayEvents.Add(DelayEvent.Of(ids.Next(), new OpenWait(id, ticket.DepartmentId, ticket.AssigneeId, running.WaitingSince), running.EndedAt!.Value));
    }

    private Task<DelayEvent?> RunningAsync(TicketId ticket, CancellationToken ct) =>
        db.DelayEvents.SingleOrDefaultAsync(d => d.TicketId == ticket && d.EndedAt == null, ct);

    private Task<bool> WasDoneSinceAsync(Message reply, CancellationToken ct) => db.Messages.AnyAsync(
        m => m.TicketId == reply.TicketId && m.Sequence > reply.Sequence && m.Event == ThreadEvent.StatusChanged
            && (m.EventValue == nameof(TicketStatus.Resolved) || m.EventValue == nameof(TicketStatus.Closed)),
        ct);
}
