using System.Globalization;
using System.Text;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Activity;

/// <summary>Writes the activity log as CSV (RFC 4180, UTF-8 with a byte order mark), page by page; the export itself is noted.</summary>
public sealed class ExportActivity(IActivityQueries queries, IActivityLog log, IActorAccessor actor)
{
    private const int Page = 500;
    private static readonly string[] Columns = ["at", "who", "action", "entity", "id", "name", "changes", "address", "agent", "via"];

    /// <summary>Writes every line the filter lets through.</summary>
    public async Task<Result> ExecuteAsync(ActivityFilter filter, Stream to, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ViewActivity) is { } denied) return denied;
        await log.WriteAsync(new ActivityNote("activity.exported", "Activity", 0, "CSV"), ct);
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(Csv.Line(Columns));
        ActivityCursor? after = null;
        do
        {
            var page = await queries.ListAsync(filter, after, Page, ct);
            if (!page.Succeeded) return page.Error;
            foreach (var row in page.Value.Rows) await writer.WriteAsync(Csv.Line(Cells(row)));
            after = page.Value.Next;
        }
        while (after is not null);
        return Result.Ok;
    }

    private static string?[] Cells(ActivityRow row) =>
    [
        row.At.ToString("O", CultureInfo.InvariantCulture), row.Who, row.Action, row.Entity, row.EntityId.ToString(CultureInfo.InvariantCulture), row.Name,
        string.Join("; ", row.Changes.Select(c => $"{c.Property}: {c.Before} → {c.After}")), row.Address, row.AgentString, row.Via,
    ];
}

/// <summary>Lines of CSV that a spreadsheet takes for text, never for a formula (ABUSE 25).</summary>
public static class Csv
{
    /// <summary>One line with its end.</summary>
    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    // An apostrophe keeps spreadsheets from running what starts like a formula (OWASP, CSV injection).
    private static string Cell(string? text)
    {
        text ??= "";
        if (text.Length > 0 && (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' || text[0] == '＝')) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n;") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
