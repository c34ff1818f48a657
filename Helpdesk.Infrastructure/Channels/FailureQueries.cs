using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Channels;

internal sealed class FailureQueries(HelpdeskDb db, IActorAccessor actor) : IFailureQueries
{
    private const int Most = 200;

    public async Task<Result<FailureList>> ListAsync(CancellationToken ct)
    {
        if (actor.Lacks(Permission.HandleFailures) is { } denied) return denied;
        var entries = await db.InboundEntries.AsNoTracking()
            .Where(e => e.State == InboundState.Failed || e.State == InboundState.Ignored)
            .OrderByDescending(e => e.State == InboundState.Failed).ThenByDescending(e => e.Id).Take(Most)
            .Select(e => new InboundEntryRow(e.Id, e.Kind, e.State, e.Reason, e.Detail, e.ReceivedAt,
                db.ChannelAccounts.Where(a => a.Id == e.AccountId).Select(a => a.Name).FirstOrDefault()))
            .ToListAsync(ct);
        var sends = await (
            from message in db.Messages.AsNoTracking()
            where message.Kind == MessageKind.Reply && (message.Delivery == DeliveryState.Failed || message.Delivery == DeliveryState.Unknown)
            join ticket in db.Tickets.Where(TicketAccess.Visible(actor.Current)) on message.TicketId equals ticket.Id
            orderby message.SentAt descending
            select new FailedSendRow(message.Id, ticket.Id, ticket.Number, message.Delivery, message.FailureCode, message.SentAt)).Take(Most).ToListAsync(ct);
        var reactions = await db.OutboxRows.AsNoTracking().Where(r => r.Finished).OrderByDescending(r => r.Id).Take(Most)
            .Select(r => new DeadReactionRow(r.Id, r.Reaction, r.LastFailure, r.CreatedAt)).ToListAsync(ct);
        return new FailureList(entries, sends, reactions);
    }
}

internal sealed class ReactionStore(HelpdeskDb db) : IReactionStore
{
    public async Task<bool> AgainAsync(long id, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.OutboxRows.SingleOrDefaultAsync(r => r.Id == id && r.Finished, ct) is not { } row) return false;
        row.Again(now);
        return true;
    }
}
