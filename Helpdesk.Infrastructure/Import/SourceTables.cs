using Helpdesk.Core.Shared;

namespace Helpdesk.Infrastructure.Import;

/// <summary>A table an import looks for.</summary>
/// <param name="Name">What the report calls it, and the name the old models give it.</param>
/// <param name="OrElse">Django's own name, where a model's <c>db_table</c> was dropped.</param>
/// <param name="Needed">Columns without which its rows mean nothing.</param>
/// <param name="Wanted">Columns that are read when they are there.</param>
/// <param name="Essential">Without it the database is another system's.</param>
internal sealed record SourceTable(string Name, string OrElse, string[] Needed, string[] Wanted, bool Essential = false);

/// <summary>Which of the expected tables are there, and under which name.</summary>
internal sealed class FoundTables
{
    private readonly Dictionary<string, string> _names = [];

    /// <summary>Finds them; refuses a database without the essential ones.</summary>
    public static Result<FoundTables> In(SourceDatabase source, string system, IReadOnlyList<SourceTable> expected, ImportReport report)
    {
        var found = new FoundTables();
        foreach (var table in expected)
        {
            var name = new[] { table.Name, table.OrElse }.FirstOrDefault(n => source.Tables.TryGetValue(n, out var has) && table.Needed.All(has.Contains));
            if (name is null && table.Essential)
                return ImportErrors.Source.With($"This is no {system} database: it has no table {table.Name} with the columns {string.Join(", ", table.Needed)}.");
            if (name is null)
            {
                report.Missing.Add(table.Name);
                continue;
            }

            found._names[table.Name] = name;
            report.Missing.AddRange(table.Wanted.Where(c => !source.Tables[name].Contains(c)).Select(c => $"{table.Name}.{c}"));
        }

        return found;
    }

    /// <summary>The tables' names in the database, by the names we expect.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <summary>A table's quoted name in the database; null when it is not there.</summary>
    public string? Find(string table) => _names.TryGetValue(table, out var name) ? SourceDatabase.Quoted(name) : null;
}
