namespace Helpdesk.Core.Shared;

/// <summary>
/// A row that some worker takes up: claimed under a lease, so that a killed worker's rows come back by themselves, and in order within
/// one key (DECISIONS 5).
/// </summary>
public interface IQueuedWork
{
    /// <summary>Its place in the order.</summary>
    long Id { get; }

    /// <summary>Rows of one key are taken up one after the other; empty means no order.</summary>
    string OrderKey { get; }

    /// <summary>Nothing more is to be done.</summary>
    bool Finished { get; }

    /// <summary>Not to be taken up before.</summary>
    DateTimeOffset DueAt { get; }

    /// <summary>The claim that holds it.</summary>
    long? LeaseId { get; }

    /// <summary>When the claim lapses.</summary>
    DateTimeOffset? LeasedUntil { get; }
}
