using System.Text.Json;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Outbox;

/// <summary>One event for one handler, stored in the transaction that raised it. Gone when handled; dead and visible after too many failures.</summary>
public sealed class OutboxRow : ITenantOwned, IQueuedWork
{
    /// <summary>Failures before a row is given up.</summary>
    public const int MostAttempts = 8;

    private OutboxRow()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    /// <summary>Event and handler (<see cref="Reaction.Key"/>).</summary>
    public string Reaction { get; private set; } = "";

    public string Payload { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>The type of the last failure; never its text, which may quote a message.</summary>
    public string? LastFailure { get; private set; }

    public string OrderKey => "";

    /// <summary>Given up.</summary>
    public bool Finished { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public long? LeaseId { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>Writes an event down for a handler.</summary>
    public static OutboxRow For(long id, Reaction reaction, IDomainEvent happened, DateTimeOffset now) => new()
    {
        Id = id,
        Reaction = reaction.Key,
        Payload = JsonSerializer.Serialize(happened, reaction.Event),
        CreatedAt = now,
        DueAt = now,
    };

    /// <summary>It failed: back off, doubling from two seconds, or give up.</summary>
    public void Failed(Exception why, DateTimeOffset now)
    {
        Attempts++;
        LastFailure = why.GetType().Name;
        Finished = Attempts >= MostAttempts;
        (DueAt, LeaseId, LeasedUntil) = (now + TimeSpan.FromSeconds(Math.Pow(2, Attempts)), null, null);
    }

    /// <summary>A person asks for another try.</summary>
    public void Again(DateTimeOffset now) => (Finished, Attempts, DueAt, LeaseId, LeasedUntil) = (false, 0, now, null, null);
}
