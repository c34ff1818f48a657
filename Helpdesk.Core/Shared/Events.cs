namespace Helpdesk.Core.Shared;

/// <summary>Something that happened to an aggregate, in the past tense, with ids and values only.</summary>
public interface IDomainEvent;

/// <summary>
/// A reaction to an event. Registered inline it runs before the save, in the same transaction, and must not save;
/// registered for the outbox it runs after the commit, is safe to replay, and saves once, last (DECISIONS 16).
/// </summary>
public interface IEventHandler<in TEvent>
    where TEvent : IDomainEvent
{
    /// <summary>Reacts. An exception of an inline reaction rolls the save back; one of an outbox reaction is retried with back-off.</summary>
    Task HandleAsync(TEvent happened, CancellationToken ct);
}
