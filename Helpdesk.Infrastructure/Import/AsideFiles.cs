using System.Text.Json;

namespace Helpdesk.Infrastructure.Import;

/// <summary>A file for rows that have no home here yet: which tables, and of each all columns or some.</summary>
internal sealed record AsideFile(string Name, IReadOnlyList<AsideTable> Tables);

/// <summary>A table kept aside: whole, or the columns without a home of those rows that have something in them.</summary>
/// <param name="Label">By what people know a row.</param>
internal sealed record AsideTable(string Table, string Label = "id", params string[] Columns);

/// <summary>Writes what has no home here into the report's folder, complete, so that nothing is lost until it has one.</summary>
internal static class AsideFiles
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one file; none when its tables are not there or empty.</summary>
    public static async Task WriteAsync(AsideFile file, SourceDatabase source, FoundTables tables, string folder, ImportReport report, CancellationToken ct)
    {
        var path = Path.Combine(folder, file.Name);
        var rows = 0L;
        await using (var stream = File.Create(path))
        await using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            foreach (var table in file.Tables)
            {
                if (tables.Find(table.Table) is not { } name) continue;
                json.WriteStartArray(table.Table);
                await foreach (var row in source.ReadAsync($"SELECT * FROM {name} ORDER BY \"id\"", ct))
                {
                    if (table.Columns.Length > 0 && table.Columns.All(c => row.Text(c) is null)) continue;
                    Write(json, row, table.Columns.Length == 0 ? row.Columns : table.Columns.Prepend(table.Label).Prepend("id").Distinct());
                    rows++;
                    if (json.BytesPending > 1 << 16) await json.FlushAsync(ct);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        if (rows == 0) File.Delete(path);
        else report.KeptAside[file.Name] = rows;
    }

    private static void Write(Utf8JsonWriter json, SourceRow row, IEnumerable<string> columns)
    {
        json.WriteStartObject();
        foreach (var column in columns)
        {
            json.WritePropertyName(column);
            switch (row.Value(column))
            {
                case null: json.WriteNullValue(); break;
                case bool flag: json.WriteBooleanValue(flag); break;
                case long or int or short: json.WriteNumberValue(Convert.ToInt64(row.Value(column), System.Globalization.CultureInfo.InvariantCulture)); break;
                case double number: json.WriteNumberValue(number); break;
                case DateTime or DateTimeOffset: json.WriteStringValue(row.Instant(column)!.Value); break;
                case byte[] bytes: json.WriteBase64StringValue(bytes); break;
                case var other: json.WriteStringValue(Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture)); break;
            }
        }

        json.WriteEndObject();
    }
}
