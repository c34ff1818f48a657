using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Helpdesk.Core.Shared;

/// <summary>When a reaction runs.</summary>
public enum ReactionTiming
{
    /// <summary>Before the save, in the same transaction.</summary>
    Inline,

    /// <summary>After the commit, from its own outbox row.</summary>
    Outbox,
}

/// <summary>One line of the wiring: this event, that handler.</summary>
public sealed record Reaction(Type Event, Type Handler, ReactionTiming Timing)
{
    /// <summary>What names the pair in an outbox row.</summary>
    public string Key => $"{Event.Name}:{Handler.Name}";
}

/// <summary>All wiring; <c>docs/event-map.md</c> is rendered from it.</summary>
public sealed class EventMap(IEnumerable<Reaction> reactions)
{
    private readonly ILookup<(Type, ReactionTiming), Reaction> _byEvent = reactions.ToLookup(r => (r.Event, r.Timing));
    private readonly Dictionary<string, Reaction> _byKey = reactions.ToDictionary(r => r.Key);

    /// <summary>Every line, by event and handler.</summary>
    public IReadOnlyList<Reaction> All { get; } =
        [.. reactions.OrderBy(r => r.Event.Name, StringComparer.Ordinal).ThenBy(r => r.Handler.Name, StringComparer.Ordinal)];

    /// <summary>Who reacts to an event.</summary>
    public IEnumerable<Reaction> To(Type happened, ReactionTiming timing) => _byEvent[(happened, timing)];

    /// <summary>The line an outbox row names; null when it is not wired any more.</summary>
    public Reaction? Find(string key) => _byKey.GetValueOrDefault(key);
}

/// <summary>Wires reactions, one visible line each.</summary>
public static class EventWiring
{
    /// <summary>Reacts before the save, in the same transaction.</summary>
    public static IServiceCollection Inline<TEvent, THandler>(this IServiceCollection services)
        where TEvent : IDomainEvent
        where THandler : class, IEventHandler<TEvent> => services.Wire<TEvent, THandler>(ReactionTiming.Inline);

    /// <summary>Reacts after the commit, retried until it succeeds or is given up visibly.</summary>
    public static IServiceCollection AfterCommit<TEvent, THandler>(this IServiceCollection services)
        where TEvent : IDomainEvent
        where THandler : class, IEventHandler<TEvent> => services.Wire<TEvent, THandler>(ReactionTiming.Outbox);

    private static IServiceCollection Wire<TEvent, THandler>(this IServiceCollection services, ReactionTiming timing)
        where TEvent : IDomainEvent
        where THandler : class, IEventHandler<TEvent>
    {
        services.TryAddScoped<THandler>();
        return services.AddSingleton(new Reaction(typeof(TEvent), typeof(THandler), timing));
    }
}
