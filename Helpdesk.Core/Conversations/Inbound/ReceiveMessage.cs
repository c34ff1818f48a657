using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Conversations;

/// <summary>
/// A customer's message becomes part of a ticket: finds or meets the customer, matches or opens the ticket, appends. The journal entry is
/// marked in the same transaction, so that what was accepted is worked exactly once.
/// </summary>
public sealed class ReceiveMessage(
    IInboundJournal journal, ThreadResolver threads, IMessageStore messages, IUnitOfWork work, TimeProvider clock)
{
    /// <summary>Receives; a message already here is at most upgraded (DECISIONS 6).</summary>
    /// <param name="entryId">The journal entry it came with; also its id, so that the shown order is (provider's seconds, journal id).</param>
    /// <param name="inbound">The message.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result> ExecuteAsync(long entryId, InboundMessage inbound, CancellationToken ct)
    {
        if (await journal.FindAsync(entryId, ct) is not { AccountId: { } account } entry) return InboundErrors.NotFound;
        var now = clock.GetUtcNow();

        if (await messages.FindByExternalIdAsync(account, inbound.ExternalId, ct) is { } known)
        {
            if (known.Upgrade(inbound))
            {
                messages.Reword(known);
                Attach(inbound, known);
            }

            entry.Show(known.TicketId, now);
            return await work.SaveAsync(ct);
        }

        var customer = await threads.CustomerAsync(inbound, now, ct);
        var quoted = inbound.QuotedExternalId is { } key ? await messages.FindByExternalIdAsync(account, key, ct) : null;
        var ticket = await threads.TicketAsync(customer.Id, account, quoted?.TicketId, now, ct);
        ticket.HearCustomer();

        var message = Message.FromCustomer(new MessageId(entryId), ticket.Id, account, inbound, quoted?.TicketId == ticket.Id ? quoted : null);
        messages.Append(message);
        Attach(inbound, message);
        entry.Show(ticket.Id, now);
        return await work.SaveAsync(ct);
    }

    private void Attach(InboundMessage inbound, Message message)
    {
        if (inbound.File is { } file) messages.Add(Attachment.Of(message.Id.Value, message.Id, file.Stored, file.Name));
    }
}
