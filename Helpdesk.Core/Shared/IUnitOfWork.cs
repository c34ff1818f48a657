namespace Helpdesk.Core.Shared;

/// <summary>The one way to commit: state, inline reactions, outbox rows and live log in one transaction (DECISIONS 16, 17).</summary>
public interface IUnitOfWork
{
    /// <summary>
    /// Commits everything tracked. Refuses with <see cref="SaveErrors.Conflict"/>, <see cref="SaveErrors.Duplicate"/> or the refusal
    /// of a guarded append; nothing is stored then and the unit of work is empty again.
    /// </summary>
    Task<Result> SaveAsync(CancellationToken ct);
}

/// <summary>Why a save was refused.</summary>
public static class SaveErrors
{
    /// <summary>Somebody changed the same aggregate since it was read.</summary>
    public static readonly Error Conflict = new("save.conflict", ErrorKind.Conflict);

    /// <summary>A unique key is taken: the same thing was stored by somebody faster.</summary>
    public static readonly Error Duplicate = new("save.duplicate", ErrorKind.Conflict);
}

/// <summary>Ids for new rows: rising within a process, unique over nodes, exact as a JavaScript number (under 2^53).</summary>
public interface IIdSource
{
    /// <summary>The next id.</summary>
    long Next();
}
