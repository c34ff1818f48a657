using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Helpdesk.Tests.Support;

/// <summary>Counts what is sent to the database (DECISIONS 45), whatever context sends it.</summary>
public sealed class CommandCounter : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _commands = new();

    /// <summary>The commands sent since the last <see cref="Restart"/>.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>Counts from zero.</summary>
    public void Restart() => _commands.Clear();

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        Note(command, result);

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        Note(command, result);

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        Note(command, result);

    private ValueTask<InterceptionResult<T>> Note<T>(DbCommand command, InterceptionResult<T> result)
    {
        _commands.Enqueue(command.CommandText);
        return new ValueTask<InterceptionResult<T>>(result);
    }
}
