using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>
/// PostgreSQL refuses a text with a zero character (https://www.postgresql.org/docs/current/datatype-character.html) or half a surrogate pair,
/// which the other databases store. A customer's message must not be lost for one: the first is left out, the second replaced by U+FFFD.
/// </summary>
internal sealed class PostgresText : DbCommandInterceptor
{
    public static readonly PostgresText Instance = new();

    /// <summary>A text as PostgreSQL takes it.</summary>
    public static string Mend(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
        // Enumerating runes reads half a pair as U+FFFD.
        return string.Concat(text.EnumerateRunes().Where(rune => rune.Value != 0));
    }

    /// <inheritdoc/>
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        Mend(command, result);

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        new(Mend(command, result));

    /// <inheritdoc/>
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Mend(command, result);

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        new(Mend(command, result));

    private static InterceptionResult<T> Mend<T>(DbCommand command, InterceptionResult<T> result)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            parameter.Value = parameter.Value switch
            {
                string text => Mend(text),
                string[] texts => Array.ConvertAll(texts, Mend),
                List<string> texts => texts.ConvertAll(Mend),
                var other => other,
            };
        }

        return result;
    }
}
