using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Channels;

/// <summary>
/// The provider echoes a message of our own number. It is one of our sends, or settles one of unknown fate, or was typed on the phone itself
/// and then ends the wait without crediting an agent (DECISIONS 7).
/// </summary>
public sealed class RecordSentFromPhone(
    IInboundJournal journal, ThreadResolver threads, IOwnSends own, IMessageStore messages, IUnitOfWork work, TimeProvider clock)
{
    /// <summary>How long an echo waits for the send it may belong to.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(2);

    /// <summary>Records the echo; postponed while a send of the same chat is on its way.</summary>
    public async Task<Result> ExecuteAsync(long entryId, InboundMessage echo, CancellationToken ct)
    {
        if (await journal.FindAsync(entryId, ct) is not { AccountId: { } account } entry) return InboundErrors.NotFound;
        var now = clock.GetUtcNow();
        if (await messages.FindByExternalIdAsync(account, echo.ExternalId, ct) is not null)
        {
            entry.Ignore("own-send", now);
            return await work.SaveAsync(ct);
        }

        var customer = await threads.CustomerAsync(echo with { CustomerName = null }, now, ct);
        if (await own.IsSendingToAsync(customer.Id, account, ct))
        {
            entry.Postpone(now + Recheck, counted: false);
            return await work.SaveAsync(ct);
        }

        if (await own.FindUnknownAsync(customer.Id, account, echo.Text, ct) is { } unsettled)
        {
            unsettled.TakenByProvider(echo.ExternalId);
            entry.Show(unsettled.TicketId, now);
            return await work.SaveAsync(ct);
        }

        var ticket = await threads.TicketAsync(customer.Id, account, null, now, ct);
        ticket.AnsweredOnPhone(echo.SentAt);
        messages.Append(Message.TypedOnPhone(new MessageId(entryId), ticket.Id, account, echo));
        if (echo.File is { } file) messages.Add(Attachment.Of(entryId, new MessageId(entryId), file.Stored, file.Name));
        entry.Show(ticket.Id, now);
        return await work.SaveAsync(ct);
    }
}

/// <summary>Looks among our own sends.</summary>
public interface IOwnSends
{
    /// <summary>Whether the provider is being called for a reply to this customer just now.</summary>
    Task<bool> IsSendingToAsync(CustomerId customer, ChannelAccountId account, CancellationToken ct);

    /// <summary>A reply of unknown fate with this text, tracked.</summary>
    Task<Message?> FindUnknownAsync(CustomerId customer, ChannelAccountId account, string? text, CancellationToken ct);
}
