using System.Collections.Concurrent;
using System.Linq.Expressions;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Conversations;
using Helpdesk.Infrastructure.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>Runs the inline reactions to what the tracked entities raised, and writes the outbox rows of the others.</summary>
public sealed class Reactions(HelpdeskDb db, ThreadAppends appends, EventMap map, IServiceProvider services, IIdSource ids, TimeProvider clock)
{
    private static readonly ConcurrentDictionary<Reaction, Func<object, IDomainEvent, CancellationToken, Task>> Calls = new();

    /// <summary>Calls a handler with an event.</summary>
    public static Task CallAsync(Reaction reaction, object handler, IDomainEvent happened, CancellationToken ct) =>
        Calls.GetOrAdd(reaction, Compile)(handler, happened, ct);

    /// <summary>Runs until nothing new is raised: a reaction may raise more.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (Take() is { Count: > 0 } raised)
        {
            foreach (var happened in raised)
            {
                foreach (var reaction in map.To(happened.GetType(), ReactionTiming.Inline))
                    await CallAsync(reaction, services.GetRequiredService(reaction.Handler), happened, ct);
                foreach (var reaction in map.To(happened.GetType(), ReactionTiming.Outbox))
                    db.Add(OutboxRow.For(ids.Next(), reaction, happened, clock.GetUtcNow()));
            }
        }
    }

    private List<IDomainEvent> Take() =>
        [.. db.ChangeTracker.Entries<Entity>().Select(e => e.Entity).Concat(appends.Messages).ToList().SelectMany(e => e.TakeEvents())];

    private static Func<object, IDomainEvent, CancellationToken, Task> Compile(Reaction reaction)
    {
        var (handler, happened, ct) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(IDomainEvent)), Expression.Parameter(typeof(CancellationToken)));
        var contract = typeof(IEventHandler<>).MakeGenericType(reaction.Event);
        var call = Expression.Call(
            Expression.Convert(handler, contract), contract.GetMethod("HandleAsync")!, Expression.Convert(happened, reaction.Event), ct);
        return Expression.Lambda<Func<object, IDomainEvent, CancellationToken, Task>>(call, handler, happened, ct).Compile();
    }
}
