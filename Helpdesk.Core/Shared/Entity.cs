namespace Helpdesk.Core.Shared;

/// <summary>Base of all that raises events; the unit of work takes them when it saves.</summary>
public abstract class Entity
{
    private readonly List<IDomainEvent> _events = [];

    /// <summary>Hands over what was raised since the last call.</summary>
    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        if (_events.Count == 0) return [];
        IDomainEvent[] taken = [.. _events];
        _events.Clear();
        return taken;
    }

    /// <summary>Records that something happened.</summary>
    protected void Raise(IDomainEvent happened) => _events.Add(happened);
}

/// <summary>An entity with an optimistic version, bumped only by state that people edit (DECISIONS 21).</summary>
public abstract class Aggregate : Entity
{
    /// <summary>Starts at 1; the save refuses when the stored one differs from the one read.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>Marks an edit.</summary>
    protected void Edited() => Version++;
}

/// <summary>An aggregate whose every change by a person is written to the activity log, with what was before and after.</summary>
public interface ILogged
{
    /// <summary>What people know it by; kept in the log even when it is gone.</summary>
    string LogName { get; }
}

/// <summary>Keeps a property out of the activity log: a secret, a hash, or what every message moves.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotLoggedAttribute : Attribute;
