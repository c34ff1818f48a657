namespace Helpdesk.Bench;

/// <summary>What a figure should be on a quiet machine with two cores.</summary>
/// <param name="Column">The column it is about.</param>
/// <param name="Limit">The worst that is good enough, in the column's unit.</param>
/// <param name="AtLeast">Whether more is better.</param>
public sealed record Aim(string Column, double Limit, bool AtLeast = false)
{
    /// <summary>The aim and whether a measured value meets it.</summary>
    public string Judge(double measured) =>
        $"{Column} {(AtLeast ? "≥" : "≤")} {Table.Number(Limit)}: {((AtLeast ? measured >= Limit : measured <= Limit) ? "met" : "missed")}";
}

/// <summary>Figures of several runs: each cell shows the least, the median and the most, and each aim is judged by the median.</summary>
public sealed class Figures(string what, params string[] columns)
{
    private readonly List<(string What, Aim[] Aims, List<double?[]> Runs)> _rows = [];

    /// <summary>Adds one run of a row.</summary>
    /// <param name="row">What was measured.</param>
    /// <param name="values">A value per column; none where the column does not apply.</param>
    /// <param name="aims">What the values should be.</param>
    public void Add(string row, double?[] values, params Aim[] aims)
    {
        if (values.Length != columns.Length) throw new ArgumentException($"'{row}' needs {columns.Length} values.", nameof(values));
        var known = _rows.Find(r => r.What == row);
        if (known.Runs is null) _rows.Add(known = (row, aims, []));
        known.Runs.Add(values);
    }

    /// <summary>All of it.</summary>
    public Table ToTable()
    {
        var table = new Table([what, .. columns, "aim, by the median"]);
        foreach (var (row, aims, runs) in _rows)
        {
            var cells = columns.Select((_, column) => Cell([.. runs.Select(r => r[column]).OfType<double>().Order()]));
            table.Add([row, .. cells, string.Join("; ", aims.Select(aim => aim.Judge(MedianOf(runs, aim.Column))))]);
        }

        return table;
    }

    private double MedianOf(List<double?[]> runs, string column) =>
        Percentiles.Of([.. runs.Select(r => r[Array.IndexOf(columns, column)]).OfType<double>().Order()], 50);

    private static string Cell(IReadOnlyList<double> sorted) => sorted.Count switch
    {
        0 => "",
        1 => Table.Number(sorted[0]),
        _ => $"{Table.Number(sorted[0])} / {Table.Number(Percentiles.Of(sorted, 50))} / {Table.Number(sorted[^1])}",
    };
}
