using System.Globalization;

namespace Helpdesk.Bench;

/// <summary>Prints measurements as a table that can be quoted as it is.</summary>
public sealed class Table(params string[] heads)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Its lines.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            var widths = heads.Select((head, i) => _rows.Select(r => r[i].Length).Append(head.Length).Max()).ToArray();
            return [Line(heads, widths), "|" + string.Join('|', widths.Select(w => new string('-', w + 2))) + "|", .. _rows.Select(row => Line(row, widths))];
        }
    }

    /// <summary>A number with a point, and at most two decimals.</summary>
    public static string Number(double number) => number.ToString(Math.Abs(number) >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture);

    /// <summary>Adds a row; numbers are written as <see cref="Number"/> does.</summary>
    public void Add(params object[] cells) => _rows.Add([.. cells.Select(c => c is double number ? Number(number) : Convert.ToString(c, CultureInfo.InvariantCulture)!)]);

    /// <summary>Prints it.</summary>
    public void Print()
    {
        foreach (var line in Lines) Console.WriteLine(line);
    }

    private static string Line(string[] cells, int[] widths) => "| " + string.Join(" | ", cells.Select((c, i) => c.PadRight(widths[i]))) + " |";
}

/// <summary>Durations in milliseconds, by rank.</summary>
public static class Percentiles
{
    /// <summary>The value that <paramref name="percent"/> of the sorted durations do not exceed.</summary>
    public static double Of(IReadOnlyList<double> sorted, double percent) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * percent / 100) - 1, 0, sorted.Count - 1)];
}
