using System.Globalization;

namespace Helpdesk.Infrastructure.Import;

/// <summary>One row of the other system. A column that is not there reads as nothing.</summary>
internal sealed class SourceRow(IReadOnlyDictionary<string, int> columns, object[] values)
{
    /// <summary>The columns' names.</summary>
    public IEnumerable<string> Columns => columns.Keys;

    /// <summary>A value as it came.</summary>
    public object? Value(string column) => columns.TryGetValue(column, out var at) && values[at] is not DBNull ? values[at] : null;

    /// <summary>A trimmed text; null when empty. PostgreSQL takes no NUL, so none is taken from elsewhere.</summary>
    public string? Text(string column)
    {
        if (Value(column) is not { } value) return null;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("\0", "", StringComparison.Ordinal).Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>A reference to a row of a table.</summary>
    public OldRef? Ref(string table, string column) => Text(column) is { } id ? new OldRef(table, id) : null;

    /// <summary>A flag, stored as a boolean, a number or a word.</summary>
    public bool Flag(string column, bool otherwise = false) => Value(column) switch
    {
        null => otherwise,
        bool flag => flag,
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim().ToLowerInvariant() is "1" or "t" or "true" or "y" or "yes",
    };

    /// <summary>An instant; Django writes UTC, without saying so where the database knows no zones.</summary>
    public DateTimeOffset? Instant(string column) => Value(column) switch
    {
        DateTimeOffset at => at.ToUniversalTime(),
        DateTime at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) => at,
        _ => null,
    };
}
