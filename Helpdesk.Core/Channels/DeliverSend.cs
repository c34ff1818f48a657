using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Channels;

/// <summary>
/// Works one row of the send queue. The row is stamped and committed before the provider is called: found like that after a crash it is
/// settled by reading the chat, never sent again blindly (DECISIONS 7).
/// </summary>
public sealed class DeliverSend(ISendWork sends, IChannelStore channels, IMessageStore messages, IChannelSender sender, SendSettlement settlement, IUnitOfWork work)
{
    /// <summary>How long after a lost answer the chat is read: what left needs a moment to show there.</summary>
    private static readonly TimeSpan SettleAfter = TimeSpan.FromSeconds(5);

    /// <summary>Sends, settles or postpones.</summary>
    /// <param name="id">The queue row, claimed by the caller.</param>
    /// <param name="ct">Cancels between steps; never between the provider's answer and its record.</param>
    public async Task<Result> ExecuteAsync(long id, CancellationToken ct)
    {
        if (await sends.FindAsync(id, ct) is not { Finished: false } send) return Result.Ok;
        var account = await channels.FindAsync(send.AccountId, ct) ?? throw new InvalidOperationException($"Send {id} has no account.");
        var message = await messages.FindAsync(send.MessageId, ct) ?? throw new InvalidOperationException($"Send {id} has no message.");
        if (await HeldAsync(account, send, ct)) return await work.SaveAsync(ct);

        if (await sends.OutboundAsync(message, ct) is not { } outbound)
        {
            Record(SendOutcome.Not(SendFate.Refused, "no-address"), account, message, send);
            return await work.SaveAsync(ct);
        }

        SendOutcome outcome;
        if (send.CalledAt is not null)
        {
            outcome = await settlement.SettleAsync(outbound, send.AccountId, ct);
        }
        else
        {
            send.Calling(sends.Now);
            if (await work.SaveAsync(ct) is { Succeeded: false } lost) return lost;
            outcome = await CallAsync(outbound, ct);
        }

        Record(outcome, account, message, send);
        if (await work.SaveAsync(CancellationToken.None) is { Succeeded: false } refused) return refused;
        return outcome.Fate == SendFate.Taken ? await sends.ApplyEarlyReceiptAsync(message, CancellationToken.None) : Result.Ok;
    }

    private async Task<SendOutcome> CallAsync(OutboundMessage outbound, CancellationToken ct)
    {
        var outcome = await sender.SendAsync(outbound, ct);
        if (outcome is not { Fate: SendFate.Refused, Code: SendOutcome.NoSuchNumber }) return outcome;
        // The provider's handler runs on after this answer, so the message may have left all the same (contract).
        return await settlement.SettleAsync(outbound, outbound.Account, ct) is { Fate: SendFate.Taken } left ? left : outcome;
    }

    /// <summary>Working the row failed on our own side: tried again with back-off, and after the last try visible beside the message.</summary>
    public async Task<Result> PutOffAsync(long id, CancellationToken ct)
    {
        if (await sends.FindAsync(id, ct) is not { Finished: false } send) return Result.Ok;
        if (!send.HoldAfterFailure(sends.Now, sends.Chance()) && await messages.FindAsync(send.MessageId, ct) is { } message)
        {
            message.GiveUp(send.CalledAt is null ? DeliveryState.Failed : DeliveryState.Unknown, "internal-error");
            if (send.CalledAt is null) messages.ResumeWait(message);
            send.Finish();
        }

        return await work.SaveAsync(ct);
    }

    private async Task<bool> HeldAsync(ChannelAccount account, QueuedSend send, CancellationToken ct)
    {
        var now = sends.Now;
        if (account.PauseReason is not null)
        {
            if (account.PausedUntil > now || await ProbeFailsAsync(account, ct))
            {
                send.Hold(account.PausedUntil ?? now);
                return true;
            }

            account.Works(now);
        }

        if (sends.PaceOf(account, now) is not { } wait) return false;
        send.Hold(now + wait);
        return true;
    }

    private async Task<bool> ProbeFailsAsync(ChannelAccount account, CancellationToken ct)
    {
        var state = await sender.ProbeAsync(account.Id, ct);
        account.Heard(state, sends.Now);
        if (state == ChannelState.Connected) return false;
        account.Pause(account.PauseReason ?? "disconnected", sends.Now);
        return true;
    }

    private void Record(SendOutcome outcome, ChannelAccount account, Message message, QueuedSend send)
    {
        var now = sends.Now;
        switch (outcome.Fate)
        {
            case SendFate.Taken:
                message.TakenByProvider(outcome.ExternalId!);
                account.Works(now);
                send.Finish();
                break;
            case SendFate.AccountFault:
                account.Pause(outcome.Code!, now);
                send.Wait(account.PausedUntil!.Value);
                break;
            case SendFate.Unknown when outcome.Code != SendSettlement.NotThere:
                message.GiveUp(DeliveryState.Unknown, outcome.Code!);
                send.Hold(now + SettleAfter);
                break;
            case SendFate.Unknown:
                message.GiveUp(DeliveryState.Unknown, outcome.Code!);
                send.Finish();
                break;
            default:
                account.ChatFailed(send.OrderKey, now);
                if (outcome.Fate == SendFate.MessageFault && send.TryLater(now, sends.Chance())) break;
                message.GiveUp(DeliveryState.Failed, outcome.Code!);
                messages.ResumeWait(message);
                send.Finish();
                break;
        }
    }
}

/// <summary>What the send worker needs beside the message: its row, its address, the account's pace and receipts that came first.</summary>
public interface ISendWork
{
    /// <summary>A row, tracked.</summary>
    Task<QueuedSend?> FindAsync(long id, CancellationToken ct);

    /// <summary>The message as the sender takes it; null when the customer has no address on the channel.</summary>
    Task<OutboundMessage?> OutboundAsync(Message message, CancellationToken ct);

    /// <summary>How long the account's pace makes this send wait; null when it may go now, which takes one place in the minute.</summary>
    TimeSpan? PaceOf(ChannelAccount account, DateTimeOffset now);

    /// <summary>Applies a receipt that arrived before the provider's own answer, and saves.</summary>
    Task<Result> ApplyEarlyReceiptAsync(Message message, CancellationToken ct);

    /// <summary>0 to 1, for jitter.</summary>
    double Chance();

    /// <summary>Now.</summary>
    DateTimeOffset Now { get; }
}

/// <summary>Settles a reply of unknown fate by reading the chat back (DECISIONS 7).</summary>
public sealed class SendSettlement(IChannelSender sender, IMessageStore messages)
{
    /// <summary>The chat was read and the reply is not in it: it stays unknown until a person decides.</summary>
    public const string NotThere = "not-in-chat";

    /// <summary>Taken when the chat holds it under a key no other message has.</summary>
    public async Task<SendOutcome> SettleAsync(OutboundMessage outbound, ChannelAccountId account, CancellationToken ct)
    {
        if (await sender.FindSentAsync(outbound, ct) is not { } keys) return SendOutcome.Not(SendFate.Unknown, "chat-unreadable");
        foreach (var key in keys)
            if (await messages.FindByExternalIdAsync(account, key, ct) is null) return SendOutcome.Taken(key);
        return SendOutcome.Not(SendFate.Unknown, NotThere);
    }
}
