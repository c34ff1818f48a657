using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Import;

/// <summary>Writes the report of an import into a folder of its own in the data folder: JSON for programs, Markdown for people.</summary>
public sealed class ImportReportFiles(IOptions<HelpdeskOptions> options)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The folder of a report, made when it is not there.</summary>
    internal string Folder(ImportReport report) => Directory.CreateDirectory(Path.Combine(options.Value.DataFolder, $"import-{Stamp(report)}")).FullName;

    /// <summary>Writes both files.</summary>
    internal async Task WriteAsync(ImportReport report, string folder)
    {
        var file = Path.Combine(folder, $"import-report-{Stamp(report)}");
        await using (var json = File.Create(file + ".json")) await JsonSerializer.SerializeAsync(json, report, Readable);
        await File.WriteAllTextAsync(file + ".md", Words(report));
    }

    /// <summary>The counts as a table, also for the console.</summary>
    public static string Table(ImportReport report)
    {
        var text = new StringBuilder("| table | read | imported | updated | already there | did not fit |\n|---|---|---|---|---|---|\n");
        foreach (var t in report.Tables)
            text.Append(CultureInfo.InvariantCulture, $"| {t.Name} | {t.Read} | {t.Imported} | {t.Updated} | {t.AlreadyThere} | {t.DidNotFit} |\n");
        return text.ToString();
    }

    private static string Stamp(ImportReport report) => report.StartedAt.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);

    private static string Words(ImportReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Import from {report.System} into {report.Workspace}\n\n")
            .Append(CultureInfo.InvariantCulture, $"{report.StartedAt:yyyy-MM-dd HH:mm:ss} to {report.FinishedAt:HH:mm:ss} UTC.")
            .Append(report.DryRun ? " Dry run: nothing was written." : "").Append(report.Interrupted ? " Interrupted: run it again to continue." : "")
            .Append(report.Failure is { } failure ? $" {failure}" : "")
            .Append("\n\n").Append(Table(report));
        Remarks(text, "Did not fit", report.Misfits);
        Remarks(text, "Imported, but not exactly as it was", report.Remarks);
        List(text, "Expected and not there (tables, table.column)", report.Missing);
        List(text, "Waiting in this folder until the product has a home for it; importing again then brings it in", report.KeptAside.Select(k => $"{k.Key}: {k.Value} rows"));
        List(text, "Left in the old database: no home here", report.LeftThere.Select(t => $"{t.Key}: {t.Value} rows"));
        return text.ToString();
    }

    private static void Remarks(StringBuilder text, string title, List<ImportRemark> remarks) =>
        List(text, title, remarks.GroupBy(r => (r.Table, r.Reason)).Select(g => $"{g.Key.Table}: {g.Key.Reason} ({g.Count()}): {string.Join(", ", g.Select(r => r.Id))}"));

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var first = true;
        foreach (var line in lines)
        {
            if (first) text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n");
            first = false;
            text.Append(CultureInfo.InvariantCulture, $"- {line}\n");
        }
    }
}
