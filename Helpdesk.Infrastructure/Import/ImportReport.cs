namespace Helpdesk.Infrastructure.Import;

/// <summary>How an import went: counts per table, and every row that did not fit or fitted only with a remark, by its id.</summary>
public sealed class ImportReport
{
    private readonly Dictionary<string, TableCount> _tables = [];

    /// <summary>The other system.</summary>
    public required string System { get; init; }

    /// <summary>The workspace's slug.</summary>
    public required string Workspace { get; init; }

    public required bool DryRun { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset FinishedAt { get; internal set; }

    /// <summary>Whether it was stopped before the end; the same command continues.</summary>
    public bool Interrupted { get; internal set; }

    /// <summary>What stopped it, when nobody did.</summary>
    public string? Failure { get; internal set; }

    /// <summary>Tables in the order they were read.</summary>
    public IEnumerable<TableCount> Tables => _tables.Values;

    /// <summary>Rows that were not imported.</summary>
    public List<ImportRemark> Misfits { get; } = [];

    /// <summary>Rows that were imported, but not exactly as they were.</summary>
    public List<ImportRemark> Remarks { get; } = [];

    /// <summary>Tables and columns (<c>table.column</c>) that were expected and are not there.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Tables with rows that have no home here, and how many.</summary>
    public Dictionary<string, long> LeftThere { get; } = [];

    /// <summary>Files in which rows without a home wait, and how many rows each holds.</summary>
    public Dictionary<string, long> KeptAside { get; } = [];

    /// <summary>The counts of a table.</summary>
    public TableCount Table(string name)
    {
        if (!_tables.TryGetValue(name, out var table)) _tables[name] = table = new TableCount(name);
        return table;
    }

    internal void Misfit(OldRef row, string reason)
    {
        Table(row.Table).DidNotFit++;
        Misfits.Add(new ImportRemark(row.Table, row.Id, reason));
    }

    internal void Remark(OldRef row, string reason) => Remarks.Add(new ImportRemark(row.Table, row.Id, reason));

    internal void Add(BatchOutcome outcome)
    {
        foreach (var table in outcome.Imported) Table(table).Imported++;
        foreach (var table in outcome.Updated) Table(table).Updated++;
        foreach (var table in outcome.AlreadyThere) Table(table).AlreadyThere++;
        foreach (var (row, reason) in outcome.Misfits) Misfit(row, reason);
        foreach (var (row, reason) in outcome.Remarks) Remark(row, reason);
    }
}

/// <summary>The counts of one table; read is the sum of the others.</summary>
public sealed class TableCount(string name)
{
    public string Name => name;

    public long Read { get; internal set; }

    public long Imported { get; internal set; }

    /// <summary>Imported before and changed in the other system since.</summary>
    public long Updated { get; internal set; }

    public long AlreadyThere { get; internal set; }

    public long DidNotFit { get; internal set; }
}

/// <summary>A row by table and id, and what there is to say about it; never its content.</summary>
public sealed record ImportRemark(string Table, string Id, string Reason);

/// <summary>What came of one batch; added to the report once it is stored, so that a batch tried again counts once.</summary>
internal sealed class BatchOutcome
{
    public List<string> Imported { get; } = [];

    public List<string> Updated { get; } = [];

    public List<string> AlreadyThere { get; } = [];

    public List<(OldRef Row, string Reason)> Misfits { get; } = [];

    public List<(OldRef Row, string Reason)> Remarks { get; } = [];
}
