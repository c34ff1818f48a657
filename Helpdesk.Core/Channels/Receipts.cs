using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Channels;

/// <summary>A provider's report about a reply: how far it has come, or that it was rejected.</summary>
public sealed record Receipt(string ExternalId, DeliveryState State);

/// <summary>A receipt that came before the provider's own answer to the send; applied as soon as the key is known.</summary>
public sealed class EarlyReceipt : ITenantOwned
{
    private EarlyReceipt()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public ChannelAccountId AccountId { get; private set; }

    public string ExternalId { get; private set; } = "";

    public DeliveryState State { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Keeps a receipt.</summary>
    public static EarlyReceipt Of(long id, ChannelAccountId account, Receipt receipt, DateTimeOffset now) =>
        new() { Id = id, AccountId = account, ExternalId = receipt.ExternalId, State = receipt.State, At = now };
}

/// <summary>Write access to receipts.</summary>
public interface IReceiptStore
{
    /// <summary>Keeps a receipt whose message is not known yet.</summary>
    void Add(ChannelAccountId account, Receipt receipt, DateTimeOffset now);

    /// <summary>What was kept for a key, tracked; taken away when the unit of work saves.</summary>
    Task<IReadOnlyList<EarlyReceipt>> TakeAsync(ChannelAccountId account, string externalId, CancellationToken ct);
}

/// <summary>Applies a receipt: in any order, and never backwards (FAULTS 15).</summary>
public sealed class ApplyReceipt(IInboundJournal journal, IMessageStore messages, IReceiptStore receipts, IUnitOfWork work, TimeProvider clock)
{
    /// <summary>Applies it, or keeps it until its message's key is known.</summary>
    public async Task<Result> ExecuteAsync(long entryId, Receipt receipt, CancellationToken ct)
    {
        if (await journal.FindAsync(entryId, ct) is not { AccountId: { } account } entry) return InboundErrors.NotFound;
        var now = clock.GetUtcNow();
        if (await messages.FindByExternalIdAsync(account, receipt.ExternalId, ct) is { } message)
        {
            Apply(message, receipt.State);
            entry.Show(message.TicketId, now);
            return await work.SaveAsync(ct);
        }

        receipts.Add(account, receipt, now);
        entry.Show(null, now);
        if (await work.SaveAsync(ct) is { Succeeded: false } refused) return refused;

        // The send may have learned its key between the look-up and this commit: whoever writes last looks again.
        return await messages.FindByExternalIdAsync(account, receipt.ExternalId, ct) is { } late ? await TakeEarlyAsync(late, ct) : Result.Ok;
    }

    /// <summary>Applies what was kept for a message whose key has just become known.</summary>
    public async Task<Result> TakeEarlyAsync(Message message, CancellationToken ct)
    {
        if (message.AccountId is not { } account || message.ExternalId is not { } key) return Result.Ok;
        var kept = await receipts.TakeAsync(account, key, ct);
        if (kept.Count == 0) return Result.Ok;
        foreach (var early in kept) Apply(message, early.State);
        return await work.SaveAsync(ct);
    }

    private void Apply(Message message, DeliveryState state)
    {
        if (message.Kind != MessageKind.Reply) return;
        if (state != DeliveryState.Failed)
        {
            message.Progress(state);
            return;
        }

        message.RejectedByProvider("rejected");
        if (message.Delivery == DeliveryState.Failed) messages.ResumeWait(message);
    }
}
