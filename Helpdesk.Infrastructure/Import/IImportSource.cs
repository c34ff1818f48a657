namespace Helpdesk.Infrastructure.Import;

/// <summary>Another system: which tables it has, and what its rows are here. It says itself what it cannot make sense of.</summary>
internal interface IImportSource
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>How it numbered tickets.</summary>
    string NumberPattern { get; }

    /// <summary>What to look for.</summary>
    IReadOnlyList<SourceTable> Tables { get; }

    /// <summary>What has no home here yet.</summary>
    IReadOnlyList<AsideFile> Aside { get; }

    IAsyncEnumerable<OldDepartment> DepartmentsAsync(SourceReading reading, CancellationToken ct);

    IAsyncEnumerable<OldPerson> PeopleAsync(SourceReading reading, CancellationToken ct);

    IAsyncEnumerable<OldAlias> AliasesAsync(SourceReading reading, CancellationToken ct);

    IAsyncEnumerable<OldCustomer> CustomersAsync(SourceReading reading, CancellationToken ct);

    IAsyncEnumerable<OldTicket> TicketsAsync(SourceReading reading, CancellationToken ct);

    /// <summary>The entries of threads, those of one ticket in the order of time.</summary>
    IAsyncEnumerable<OldEntry> EntriesAsync(SourceReading reading, CancellationToken ct);

    IAsyncEnumerable<OldFile> FilesAsync(SourceReading reading, CancellationToken ct);
}

/// <summary>A source being read: its database, the tables that are there, the report, and who watches.</summary>
internal sealed class SourceReading(SourceDatabase database, FoundTables tables, ImportReport report, IProgress<ImportStep> progress)
{
    public ImportReport Report => report;

    public FoundTables Tables => tables;

    public SourceDatabase Database => database;

    /// <summary>
    /// Streams a table; nothing when it is not there.
    /// </summary>
    /// <param name="table">Its name among the expected ones.</param>
    /// <param name="order">Columns to order by.</param>
    /// <param name="counted">The name it is counted under; none when it is only looked at.</param>
    /// <param name="where">A condition.</param>
    /// <param name="ct">Cancels.</param>
    public async IAsyncEnumerable<SourceRow> ReadAsync(
        string table, string order, string? counted, string where = "", [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        if (tables.Find(table) is not { } name) yield break;
        var (total, done) = (counted is null ? 0 : await database.CountAsync(tables.Names[table], ct), 0L);
        await foreach (var row in database.ReadAsync($"SELECT * FROM {name} {where} ORDER BY {order}", ct))
        {
            if (counted is not null)
            {
                report.Table(counted).Read++;
                progress.Report(new ImportStep(counted, ++done, total));
            }

            yield return row;
        }
    }
}
