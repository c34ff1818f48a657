using Helpdesk.Core.Conversations;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Routing;

/// <summary>Keeps how long customers waited for each reply, in the reply's transaction.</summary>
public sealed class WaitingReplies(HelpdeskDb db, ICalendars calendars)
{
    /// <summary>A reply has ended a wait.</summary>
    public async Task<ReplyTime> AddAsync(Message reply, AnsweredWait wait, DateTimeOffset at, CancellationToken ct)
    {
        var time = ReplyTime.Of(reply, wait, at, await calendars.OfAsync(wait.Department, ct));
        db.ReplyTimes.Add(time);
        return time;
    }

    /// <summary>A reply that had finally failed leaves again, and ends the wait now.</summary>
    public async Task AddAgainAsync(Message reply, DateTimeOffset since, DateTimeOffset now, CancellationToken ct)
    {
        var id = reply.TicketId;
        var ticket = await db.Tickets.Where(t => t.Id == id)
            .Select(t => new { t.CreatedAt, t.DepartmentId, Timed = db.ReplyTimes.Any(r => r.TicketId == id) }).SingleAsync(ct);
        var time = await AddAsync(reply, new AnsweredWait(since, ticket.CreatedAt, ticket.DepartmentId, !ticket.Timed), now, ct);
        if (time.IsFirst) await RespondedAsync(id, time, ct);
    }

    /// <summary>
    /// A reply has finally failed and has answered nobody. Another one that was sent after it, or still may be, has answered instead; and whichever
    /// is now the ticket's first is its first response.
    /// </summary>
    public async Task TakeBackAsync(Message failed, CancellationToken ct)
    {
        var (id, ticket) = (failed.Id, failed.TicketId);
        if (await db.ReplyTimes.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } own) return;
        await db.ReplyTimes.Where(r => r.Id == id).ExecuteDeleteAsync(ct);
        var instead = await NextOfTheWaitAsync(failed, ct) is { } next
            ? await AddAsync(next, new AnsweredWait(own.WaitedFrom, own.WaitedFrom, own.DepartmentId, own.IsFirst), next.SentAt, ct)
            : null;
        if (!own.IsFirst) return;
        if (instead is null)
        {
            instead = await db.ReplyTimes.Where(r => r.TicketId == ticket).OrderBy(r => r.At).FirstOrDefaultAsync(ct);
            instead?.BecomeFirst();
        }

        await RespondedAsync(ticket, instead, ct);
    }

    private Task<Message?> NextOfTheWaitAsync(Message failed, CancellationToken ct)
    {
        var (id, ticket, since) = (failed.Id, failed.TicketId, failed.EndedWaitSince);
        return db.Messages.AsNoTracking()
            .Where(m => m.TicketId == ticket && m.Id != id && m.Kind == MessageKind.Reply && m.EndedWaitSince == since && m.Delivery != DeliveryState.Failed)
            .OrderBy(m => m.Sequence).FirstOrDefaultAsync(ct);
    }

    private Task<int> RespondedAsync(TicketId ticket, ReplyTime? first, CancellationToken ct)
    {
        var at = first?.At;
        return db.Tickets.Where(t => t.Id == ticket).ExecuteUpdateAsync(set => set.SetProperty(t => t.FirstResponseAt, at), ct);
    }
}
