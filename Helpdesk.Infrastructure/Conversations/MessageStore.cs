using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Routing;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Conversations;

internal sealed class MessageStore(HelpdeskDb db, ThreadAppends appends, WaitResumptions resumptions, IIdSource ids, IActorAccessor actor) : IMessageStore
{
    public MessageId NextId() => new(ids.Next());

    public Task<Message?> FindAsync(MessageId id, CancellationToken ct)
    {
        var visible = db.Tickets.Where(TicketAccess.Visible(actor.Current));
        return db.Messages.Where(MessageAccess.Shown(actor.Current)).SingleOrDefaultAsync(m => m.Id == id && visible.Any(t => t.Id == m.TicketId), ct);
    }

    public Task<Message?> FindByExternalIdAsync(ChannelAccountId account, string externalId, CancellationToken ct) =>
        db.Messages.SingleOrDefaultAsync(m => m.AccountId == account && m.ExternalId == externalId, ct);

    public Task<Message?> FindByClientIdAsync(string clientId, CancellationToken ct) =>
        db.Messages.SingleOrDefaultAsync(m => m.ClientId == clientId, ct);

    public void Append(Message message, ThreadGuard? guard = null) => appends.Add(message, guard);

    public void Add(Attachment attachment) => appends.Add(attachment);

    public async Task<IReadOnlyList<Attachment>> FindAttachmentsAsync(MessageId message, CancellationToken ct) =>
        await db.Attachments.Where(a => a.MessageId == message).OrderBy(a => a.Id).ToListAsync(ct);

    public void Reword(Message upgraded) => appends.Reword(upgraded);

    public void ResumeWait(Message failed) => resumptions.Add(failed);

    public void EndWait(Message again) => resumptions.End(again);
}

/// <summary>Takes a wait back whose replies all finally failed, and ends it when one is sent again (DECISIONS 9); set-based, in the unit of work.</summary>
public sealed class WaitResumptions(HelpdeskDb db, WaitingDelays delays, WaitingReplies replies, TimeProvider clock)
{
    private readonly List<Message> _failed = [];
    private readonly List<Message> _again = [];

    /// <summary>Resumes when the unit of work saves.</summary>
    public void Add(Message failed) => _failed.Add(failed);

    /// <summary>Ends the wait again when the unit of work saves, unless the customer wrote since.</summary>
    public void End(Message again) => _again.Add(again);

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        _failed.Clear();
        _again.Clear();
    }

    /// <summary>Writes them.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        foreach (var message in _failed)
        {
            if (message.EndedWaitSince is not { } since) continue;
            var waits = await Unanswered(message)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.WaitingSince, since).SetProperty(t => t.WaitingOn, WaitingOn.Agent), ct);
            await replies.TakeBackAsync(message, ct);
            if (waits > 0) await delays.ResumeAsync(message, since, ct);
        }

        foreach (var message in _again)
        {
            var ended = await db.Tickets.Where(t => t.Id == message.TicketId && t.LastInboundSequence < message.Sequence && t.WaitingSince != null)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(t => t.WaitingSince, (DateTimeOffset?)null)
                        .SetProperty(t => t.DelayedSince, (DateTimeOffset?)null)
                        .SetProperty(t => t.WaitingOn, WaitingOn.Customer),
                    ct);
            if (ended == 0 || message.EndedWaitSince is not { } since) continue;
            var now = clock.GetUtcNow();
            await delays.StopAsync(message.TicketId, DelayEnd.Answered, now, ct);
            await replies.AddAgainAsync(message, since, now, ct);
        }

        Clear();
    }

    // The ticket, unless another reply since the customer's last message has left or still may.
    private IQueryable<Ticket> Unanswered(Message failed)
    {
        var (ticket, id) = (failed.TicketId, failed.Id);
        return db.Tickets.Where(t => t.Id == ticket && !db.Messages.Any(m =>
            m.TicketId == ticket && m.Kind == MessageKind.Reply && m.Id != id && m.Sequence > t.LastInboundSequence && m.Delivery != DeliveryState.Failed
            && (m.AuthorId != null || m.FromPhone)));
    }
}

internal sealed class InboundJournal(HelpdeskDb db) : IInboundJournal
{
    // Its worker has it already: then this costs no query.
    public async Task<InboundEntry?> FindAsync(long id, CancellationToken ct) => await db.InboundEntries.FindAsync([id], ct);
}

internal sealed class SendQueue(HelpdeskDb db, ICustomerStore customers, ITenantDirectory tenants, IIdSource ids) : ISendQueue
{
    public async Task<Error?> AddAsync(Message reply, Ticket ticket, CancellationToken ct)
    {
        if ((await tenants.CurrentAsync(ct)).Archives.Contains(ticket.AccountId)) return MessageErrors.Imported;
        var to = await customers.FindReplyAddressAsync(ticket.CustomerId, ct);
        db.QueuedSends.Add(QueuedSend.Of(ids.Next(), reply.Id, ticket.AccountId, $"{ticket.AccountId.Value}/{to?.Value}", reply.SentAt));
        return null;
    }

    public Task<QueuedSend?> FindForAsync(MessageId message, CancellationToken ct) =>
        db.QueuedSends.SingleOrDefaultAsync(s => s.MessageId == message, ct);
}

internal sealed class ReadPositions(HelpdeskDb db) : IReadPositions
{
    public async Task<ReadPosition> FindOrStartAsync(TicketId ticket, Core.Identity.AgentId agent, CancellationToken ct)
    {
        if (await db.ReadPositions.SingleOrDefaultAsync(p => p.TicketId == ticket && p.AgentId == agent, ct) is { } known) return known;
        var started = ReadPosition.Start(ticket, agent);
        db.ReadPositions.Add(started);
        return started;
    }

    public Task MoveTeamMarkAsync(TicketId ticket, long sequence, CancellationToken ct) =>
        db.Tickets.Where(t => t.Id == ticket && t.ReadByAnySequence < sequence)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.ReadByAnySequence, sequence), ct);
}
