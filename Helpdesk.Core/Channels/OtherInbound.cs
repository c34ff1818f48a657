using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Channels;

/// <summary>The customer, or we on the phone, took a message back: the entry stays as a tombstone.</summary>
public sealed class RevokeMessage(IInboundJournal journal, IMessageStore messages, IUnitOfWork work, TimeProvider clock)
{
    /// <summary>Revokes; a message we never had needs nothing.</summary>
    public async Task<Result> ExecuteAsync(long entryId, string externalId, CancellationToken ct)
    {
        if (await journal.FindAsync(entryId, ct) is not { AccountId: { } account } entry) return InboundErrors.NotFound;
        var now = clock.GetUtcNow();
        if (await messages.FindByExternalIdAsync(account, externalId, ct) is { } message)
        {
            message.Revoke(now);
            entry.Show(message.TicketId, now);
        }
        else
        {
            entry.Ignore("unknown-message", now);
        }

        return await work.SaveAsync(ct);
    }
}

/// <summary>The provider told how a number's connection is.</summary>
public sealed class HearChannelState(IInboundJournal journal, IChannelStore channels, IUnitOfWork work, TimeProvider clock)
{
    /// <summary>Takes the state.</summary>
    public async Task<Result> ExecuteAsync(long entryId, ChannelState state, CancellationToken ct)
    {
        if (await journal.FindAsync(entryId, ct) is not { AccountId: { } id } entry) return InboundErrors.NotFound;
        var now = clock.GetUtcNow();
        if (await channels.FindAsync(id, ct) is { } account) account.Heard(state, now);
        entry.Show(null, now);
        return await work.SaveAsync(ct);
    }
}

/// <summary>Ends an entry that needs no effect or cannot be handled.</summary>
public sealed class EndEntry(IInboundJournal journal, IUnitOfWork work, TimeProvider clock)
{
    /// <summary>Marks it as ignored, with why.</summary>
    public async Task<Result> IgnoreAsync(long entryId, string reason, CancellationToken ct)
    {
        if (await journal.FindAsync(entryId, ct) is not { } entry) return InboundErrors.NotFound;
        entry.Ignore(reason, clock.GetUtcNow());
        return await work.SaveAsync(ct);
    }

    /// <summary>Marks it as failed, with why: it is on the failure list.</summary>
    public async Task<Result> FailAsync(long entryId, string reason, string? detail, CancellationToken ct)
    {
        if (await journal.FindAsync(entryId, ct) is not { } entry) return InboundErrors.NotFound;
        entry.Fail(reason, detail, clock.GetUtcNow());
        return await work.SaveAsync(ct);
    }
}

/// <summary>A person asks to try a failed entry again, once its cause is mended.</summary>
public sealed class RetryInbound(IInboundJournal journal, ISessionLookup sessions, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Puts it back into the journal's queue.</summary>
    public async Task<Result> ExecuteAsync(long entryId, CancellationToken ct)
    {
        if (actor.Lacks(Permission.HandleFailures) is { } denied) return denied;
        if (await journal.FindAsync(entryId, ct) is not { } entry) return InboundErrors.NotFound;
        var account = entry.AccountId ?? await sessions.AccountOfAsync(entry, ct);
        if (entry.Retry(account, clock.GetUtcNow()) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}

/// <summary>Looks again for the number of an entry whose session was unknown when it came.</summary>
public interface ISessionLookup
{
    /// <summary>The account, or null while the session is still unknown.</summary>
    Task<Tickets.ChannelAccountId?> AccountOfAsync(InboundEntry entry, CancellationToken ct);
}
