using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>A reply in the persistent send queue: stored in the transaction of the message it carries (DECISIONS 5, 7).</summary>
public sealed class QueuedSend : Entity, ITenantOwned, IQueuedWork
{
    /// <summary>Tries of one message before it is given up (SEEDS 9).</summary>
    public const int MostTries = 3;

    private static readonly TimeSpan[] BackOff = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(120)];

    private QueuedSend()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public MessageId MessageId { get; private set; }

    public ChannelAccountId AccountId { get; private set; }

    public string OrderKey { get; private set; } = "";

    public DateTimeOffset QueuedAt { get; private set; }

    /// <summary>Set just before the provider is called: a row found like this after a crash may have left already.</summary>
    public DateTimeOffset? CalledAt { get; private set; }

    public int Attempts { get; private set; }

    public bool Finished { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public long? LeaseId { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>Queues a reply.</summary>
    public static QueuedSend Of(long id, MessageId message, ChannelAccountId account, string orderKey, DateTimeOffset now) =>
        new() { Id = id, MessageId = message, AccountId = account, OrderKey = orderKey, QueuedAt = now, DueAt = now };

    /// <summary>The provider is about to be called.</summary>
    public void Calling(DateTimeOffset now) => CalledAt = now;

    /// <summary>Nothing more to do.</summary>
    public void Finish() => (Finished, LeaseId, LeasedUntil) = (true, null, null);

    /// <summary>The message's own fault: counts, and backs off 5, 30, 120 seconds with up to a fifth added by chance.</summary>
    /// <param name="now">Now.</param>
    /// <param name="chance">0 to 1.</param>
    /// <returns>Whether a try is left.</returns>
    public bool TryLater(DateTimeOffset now, double chance)
    {
        if (NextTry(now, chance) is not { } at) return false;
        Wait(at);
        return true;
    }

    /// <summary>Our own fault on the way: counts and backs off like the message's, but keeps that the provider may have been called.</summary>
    /// <returns>Whether a try is left.</returns>
    public bool HoldAfterFailure(DateTimeOffset now, double chance)
    {
        if (NextTry(now, chance) is not { } at) return false;
        Hold(at);
        return true;
    }

    /// <summary>The provider was not called, or answered that it sent nothing: may be sent then; counts no try.</summary>
    public void Wait(DateTimeOffset until) => (DueAt, CalledAt, LeaseId, LeasedUntil) = (until, null, null, null);

    /// <summary>Not before then, keeping whether the provider was called: such a reply is settled, never sent again blindly.</summary>
    public void Hold(DateTimeOffset until) => (DueAt, LeaseId, LeasedUntil) = (until, null, null);

    /// <summary>A person asks for another try.</summary>
    public void Again(DateTimeOffset now)
    {
        (Finished, Attempts) = (false, 0);
        Wait(now);
    }

    private DateTimeOffset? NextTry(DateTimeOffset now, double chance)
    {
        Attempts++;
        return Attempts >= MostTries ? null : now + (BackOff[Attempts - 1] * (1 + (chance / 5)));
    }
}
