using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Helpdesk.Tests.Support;

/// <summary>
/// Counts what is sent to the database (DECISIONS 45), whatever context sends it. The rows of one save are one command, as a database behind a network
/// gets them; SQLite, which lies in the process, is given them one by one (docs/decisions/0007).
/// </summary>
public sealed class CommandCounter : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _commands = new();
    private CommandSource _last;

    /// <summary>The commands sent since the last <see cref="Restart"/>.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>Counts from zero.</summary>
    public void Restart()
    {
        _commands.Clear();
        _last = default;
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        Note(command, eventData, result);

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        Note(command, eventData, result);

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        Note(command, eventData, result);

    private ValueTask<InterceptionResult<T>> Note<T>(DbCommand command, CommandEventData what, InterceptionResult<T> result)
    {
        if (what.CommandSource != CommandSource.SaveChanges || _last != CommandSource.SaveChanges) _commands.Enqueue(command.CommandText);
        _last = what.CommandSource;
        return new ValueTask<InterceptionResult<T>>(result);
    }
}
