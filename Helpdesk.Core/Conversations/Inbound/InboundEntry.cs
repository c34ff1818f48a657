using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>Where an accepted event of a provider stands. Each ends as shown, ignored or failed.</summary>
public enum InboundState
{
    /// <summary>Accepted; not worked on yet, or to be tried again.</summary>
    Waiting,

    /// <summary>Its effect is on the screens.</summary>
    Shown,

    /// <summary>Needs no effect; the reason says why.</summary>
    Ignored,

    /// <summary>Could not be handled; the reason says why, and a person may retry.</summary>
    Failed,
}

/// <summary>An accepted event of a provider, kept as it came: the inbound journal. What is in it is never lost and never worked twice.</summary>
public sealed class InboundEntry : Entity, ITenantOwned, IQueuedWork
{
    private InboundEntry()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    /// <summary>The number it is for; none when the provider named a session we do not know.</summary>
    public ChannelAccountId? AccountId { get; private set; }

    /// <summary>The provider's name of the event.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Account and chat: entries of one key are worked in the order of arrival (DECISIONS 5).</summary>
    public string OrderKey { get; private set; } = "";

    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>The body when it is small.</summary>
    public byte[]? Payload { get; private set; }

    /// <summary>Where the body lies when it is large (DECISIONS 4).</summary>
    public string? PayloadFile { get; private set; }

    /// <summary>Of the body, lower-case hex.</summary>
    public string PayloadSha256 { get; private set; } = "";

    public InboundState State { get; private set; }

    /// <summary>Code of why it was ignored or failed.</summary>
    public string? Reason { get; private set; }

    /// <summary>A fact beside the reason, such as a position or a session's name.</summary>
    public string? Detail { get; private set; }

    /// <summary>The ticket it showed up in.</summary>
    public TicketId? TicketId { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public bool Finished { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public long? LeaseId { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>Accepts an event.</summary>
    public static InboundEntry Accept(long id, InboundArrival arrival) => new()
    {
        Id = id,
        AccountId = arrival.Account,
        Kind = arrival.Kind,
        OrderKey = arrival.OrderKey,
        ReceivedAt = arrival.At,
        DueAt = arrival.At,
        Payload = arrival.Payload,
        PayloadFile = arrival.PayloadFile,
        PayloadSha256 = arrival.Sha256,
    };

    /// <summary>Its effect is in a ticket, or on something else that shows.</summary>
    public void Show(TicketId? ticket, DateTimeOffset now)
    {
        TicketId = ticket;
        Finish(InboundState.Shown, null, null, now);
    }

    /// <summary>It needs no effect.</summary>
    public void Ignore(string reason, DateTimeOffset now) => Finish(InboundState.Ignored, reason, null, now);

    /// <summary>It cannot be handled as it is; trying again by itself would not help.</summary>
    public void Fail(string reason, string? detail, DateTimeOffset now)
    {
        Finish(InboundState.Failed, reason, detail, now);
        Raise(new InboundFailed(Id));
    }

    /// <summary>To be tried again.</summary>
    /// <param name="due">Not before.</param>
    /// <param name="counted">Whether it counts as a try.</param>
    public void Postpone(DateTimeOffset due, bool counted)
    {
        if (counted) Attempts++;
        (DueAt, LeaseId, LeasedUntil) = (due, null, null);
    }

    /// <summary>A person asks for another try.</summary>
    public Error? Retry(ChannelAccountId? account, DateTimeOffset now)
    {
        if (State != InboundState.Failed) return InboundErrors.NotFailed;
        AccountId ??= account;
        (State, Finished, Attempts, Reason, Detail, FinishedAt) = (InboundState.Waiting, false, 0, null, null, null);
        Postpone(now, counted: false);
        Raise(new InboundRetried(Id));
        return null;
    }

    private void Finish(InboundState state, string? reason, string? detail, DateTimeOffset now)
    {
        (State, Reason, Detail, FinishedAt, Finished) = (state, reason, detail is { Length: > 300 } ? detail[..300] : detail, now, true);
        (LeaseId, LeasedUntil) = (null, null);
    }
}

/// <summary>What a door knows of an event when it accepts it.</summary>
public sealed record InboundArrival(
    ChannelAccountId? Account, string Kind, string OrderKey, DateTimeOffset At, byte[]? Payload, string? PayloadFile, string Sha256);

/// <summary>An event could not be handled and waits in the failure list.</summary>
public sealed record InboundFailed(long Entry) : IDomainEvent;

/// <summary>A person asked to try a failed event again.</summary>
public sealed record InboundRetried(long Entry) : IDomainEvent;

/// <summary>Refusals about journal entries.</summary>
public static class InboundErrors
{
    public static readonly Error NotFound = new("inbound.not-found", ErrorKind.NotFound);
    public static readonly Error NotFailed = new("inbound.not-failed", ErrorKind.Conflict);
}
