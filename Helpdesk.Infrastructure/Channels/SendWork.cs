using System.Collections.Concurrent;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Channels;

internal sealed class SendWork(HelpdeskDb db, ICustomerStore customers, IMessageStore messages, ApplyReceipt receipts, SendPace pace, TimeProvider clock) : ISendWork
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public Task<QueuedSend?> FindAsync(long id, CancellationToken ct) => db.QueuedSends.SingleOrDefaultAsync(s => s.Id == id, ct);

    public async Task<OutboundMessage?> OutboundAsync(Message message, CancellationToken ct)
    {
        var customer = await db.Tickets.Where(t => t.Id == message.TicketId).Select(t => t.CustomerId).SingleAsync(ct);
        if (message.AccountId is not { } account || await customers.FindReplyAddressAsync(customer, ct) is not { } to) return null;
        var file = (await messages.FindAttachmentsAsync(message.Id, ct)).FirstOrDefault();
        return new OutboundMessage(
            account, to, message.Text, file is null ? null : new OutboundFile(file.FileKey, file.Name, file.ContentType, file.Size), message.SentAt);
    }

    public TimeSpan? PaceOf(ChannelAccount account, DateTimeOffset now) => pace.Take(account.Id, account.SendsPerMinute, now);

    public Task<Result> ApplyEarlyReceiptAsync(Message message, CancellationToken ct) => receipts.TakeEarlyAsync(message, ct);

    public double Chance() => Random.Shared.NextDouble();
}

/// <summary>How many messages each number sent within the last minute, on this node (SEEDS 9: 20 a minute).</summary>
public sealed class SendPace
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<ChannelAccountId, Queue<DateTimeOffset>> _sent = new();

    /// <summary>Takes a place in the running minute, or tells how long until one is free.</summary>
    public TimeSpan? Take(ChannelAccountId account, int perMinute, DateTimeOffset now)
    {
        var sent = _sent.GetOrAdd(account, _ => new Queue<DateTimeOffset>());
        lock (sent)
        {
            while (sent.TryPeek(out var oldest) && oldest <= now - Minute) sent.Dequeue();
            if (sent.Count >= perMinute) return sent.Peek() + Minute - now;
            sent.Enqueue(now);
            return null;
        }
    }
}

internal sealed class ReceiptStore(HelpdeskDb db, IIdSource ids) : IReceiptStore
{
    public void Add(ChannelAccountId account, Receipt receipt, DateTimeOffset now) => db.EarlyReceipts.Add(EarlyReceipt.Of(ids.Next(), account, receipt, now));

    public async Task<IReadOnlyList<EarlyReceipt>> TakeAsync(ChannelAccountId account, string externalId, CancellationToken ct)
    {
        var kept = await db.EarlyReceipts.Where(r => r.AccountId == account && r.ExternalId == externalId).ToListAsync(ct);
        db.EarlyReceipts.RemoveRange(kept);
        return kept;
    }
}

internal sealed class OwnSends(HelpdeskDb db) : IOwnSends
{
    public Task<bool> IsSendingToAsync(CustomerId customer, ChannelAccountId account, CancellationToken ct) =>
        (from send in db.QueuedSends
         where send.AccountId == account && !send.Finished && send.CalledAt != null
         join message in db.Messages on send.MessageId equals message.Id
         join ticket in db.Tickets on message.TicketId equals ticket.Id
         where ticket.CustomerId == customer
         select send.Id).AnyAsync(ct);

    public Task<Message?> FindUnknownAsync(CustomerId customer, ChannelAccountId account, string? text, CancellationToken ct) =>
        (from message in db.Messages
         where message.AccountId == account && message.Delivery == DeliveryState.Unknown && message.Text == text
         join ticket in db.Tickets on message.TicketId equals ticket.Id
         where ticket.CustomerId == customer
         orderby message.SentAt
         select message).FirstOrDefaultAsync(ct);
}

internal sealed class SeenWork(HelpdeskDb db, ICustomerStore customers, IChannelSender sender) : ISeenWork
{
    public async Task TellAsync(TicketId ticket, CancellationToken ct)
    {
        var chat = await db.Tickets.Where(t => t.Id == ticket)
            .Select(t => new { t.CustomerId, t.AccountId, IsArchive = db.ChannelAccounts.Any(a => a.Id == t.AccountId && a.IsArchive) }).SingleAsync(ct);
        if (chat.IsArchive) return;
        if (await customers.FindReplyAddressAsync(chat.CustomerId, ct) is { } address) await sender.MarkSeenAsync(chat.AccountId, address, ct);
    }
}

internal sealed class SessionLookup(HelpdeskDb db, IFileStore files) : ISessionLookup
{
    public async Task<ChannelAccountId?> AccountOfAsync(InboundEntry entry, CancellationToken ct)
    {
        var body = entry.Payload;
        if (body is null && entry.PayloadFile is { } key && files.OpenRead(entry.TenantId, key) is { } file)
        {
            await using (file)
            {
                using var bytes = new MemoryStream();
                await file.CopyToAsync(bytes, ct);
                body = bytes.ToArray();
            }
        }

        var session = body is null ? null : WhatsApp.WebhookEnvelope.Read(body).Session;
        var found = await db.ChannelAccounts.Where(a => a.SessionName == session).Select(a => (ChannelAccountId?)a.Id).ToListAsync(ct);
        return found.Count == 1 ? found[0] : null;
    }
}
