using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Import;

/// <summary>One batch: looks up what was imported before, remembers what is imported now, and commits both together.</summary>
internal sealed class ImportBatch(HelpdeskDb db, IUnitOfWork work)
{
    private readonly List<ImportedRow> _remembered = [];

    /// <summary>What stands for old rows; those that were never imported are missing.</summary>
    public async Task<Dictionary<OldRef, ImportedRow>> FindAsync(ImportJob job, IEnumerable<OldRef> rows, CancellationToken ct)
    {
        var found = new Dictionary<OldRef, ImportedRow>();
        foreach (var table in rows.Distinct().GroupBy(r => r.Table))
        {
            var ids = table.Select(r => r.Id).ToList();
            var known = await db.ImportedRows.Where(r => r.Source == job.Source && r.Table == table.Key && ids.Contains(r.SourceId)).ToListAsync(ct);
            foreach (var row in known) found[new OldRef(row.Table, row.SourceId)] = row;
            foreach (var row in table)
                if (job.Pretended.TryGetValue(row, out var pretended)) found.TryAdd(row, pretended);
        }

        return found;
    }

    /// <summary>Notes that a row of ours stands for an old one.</summary>
    public ImportedRow Remember(ImportJob job, OldRef row, long target, string fingerprint = "")
    {
        var remembered = new ImportedRow
        {
            TenantId = job.Tenant,
            Source = job.Source,
            Table = row.Table,
            SourceId = row.Id,
            TargetId = target,
            Fingerprint = fingerprint,
        };
        _remembered.Add(remembered);
        db.Add(remembered);
        return remembered;
    }

    /// <summary>Stores the batch; in a dry run only notes what it would have stored.</summary>
    public async Task<Result> CommitAsync(ImportJob job, CancellationToken ct)
    {
        if (!job.DryRun) return await work.SaveAsync(ct);
        db.ChangeTracker.Clear();
        foreach (var row in _remembered) job.Pretended[new OldRef(row.Table, row.SourceId)] = row;
        return Result.Ok;
    }
}

/// <summary>Writes batches of one kind of record.</summary>
internal interface IBatchWriter<in T>
    where T : OldRecord
{
    /// <summary>Writes a batch in one transaction.</summary>
    Task<Result<BatchOutcome>> WriteAsync(ImportJob job, IReadOnlyList<T> records, CancellationToken ct);
}
