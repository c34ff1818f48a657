namespace Helpdesk.Web.Supervision;

/// <summary>The order of a table whose rows move by themselves: kept as it is while somebody points at it or works in it, so that no row slips away from under a click.</summary>
public sealed class HeldOrder<TKey>
    where TKey : notnull
{
    private List<TKey> _kept = [];
    private bool _held;

    /// <summary>How many rows stand elsewhere than they would.</summary>
    public int Moved { get; private set; }

    /// <summary>Holds the order, or lets it go with the next <see cref="Arrange"/>.</summary>
    public void Hold(bool held) => _held = held;

    /// <summary>Takes the order as it should be once, and goes on holding it.</summary>
    public void Release() => _kept = [];

    /// <summary>Puts rows that come in the right order into the one that is kept; new ones come last.</summary>
    public IReadOnlyList<TRow> Arrange<TRow>(IReadOnlyList<TRow> sorted, Func<TRow, TKey> keyOf)
    {
        var rows = sorted.ToDictionary(keyOf);
        if (!_held || _kept.Count == 0) _kept = [.. rows.Keys];
        else _kept = [.. _kept.Where(rows.ContainsKey), .. sorted.Select(keyOf).Except(_kept)];
        Moved = _kept.Zip(sorted, (kept, row) => !kept.Equals(keyOf(row))).Count(elsewhere => elsewhere);
        return [.. _kept.Select(key => rows[key])];
    }
}
