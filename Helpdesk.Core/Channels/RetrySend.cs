using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Channels;

/// <summary>A person asks for another try of a failed reply, or says that one of unknown fate is to be sent again.</summary>
public sealed class RetrySend(IMessageStore messages, ISendQueue queue, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Puts the reply back into the queue.</summary>
    public async Task<Result> ExecuteAsync(MessageId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (await messages.FindAsync(id, ct) is not { } message || await queue.FindForAsync(id, ct) is not { } send) return MessageErrors.NotFound;
        if (message.QueueAgain() is { } refused) return refused;
        send.Again(clock.GetUtcNow());
        messages.EndWait(message);
        return await work.SaveAsync(ct);
    }
}

/// <summary>A person asks whether a reply of unknown fate has left: the chat is read back.</summary>
public sealed class CheckSend(IMessageStore messages, ISendWork sends, SendSettlement settlement, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Looks.</summary>
    /// <returns>Whether it was found in the chat.</returns>
    public async Task<Result<bool>> ExecuteAsync(MessageId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (await messages.FindAsync(id, ct) is not { } message) return MessageErrors.NotFound;
        if (message.Delivery != DeliveryState.Unknown) return MessageErrors.NotFailed;
        if (await sends.OutboundAsync(message, ct) is not { } outbound) return MessageErrors.NotFound;
        var outcome = await settlement.SettleAsync(outbound, outbound.Account, ct);
        if (outcome.Fate != SendFate.Taken) return false;
        message.TakenByProvider(outcome.ExternalId!);
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? true : saved.Error;
    }
}
