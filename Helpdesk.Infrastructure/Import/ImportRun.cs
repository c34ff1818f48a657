using System.Data.Common;
using System.Runtime.CompilerServices;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Execution;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Import;

/// <summary>
/// Brings another system's database into a workspace, batch by batch. Each batch commits with the note of what it imported, so that a run
/// that was killed is continued by the next, and a second run finds only what is new.
/// </summary>
public sealed class ImportRun(UseCaseRunner runner, ImportTarget target, ImportReportFiles files, TimeProvider clock)
{
    private const int BatchSize = 200;
    private const int MostTries = 3;

    /// <summary>Imports, and writes the report into the data folder.</summary>
    /// <returns>The report and its folder; refused when source, workspace, number or folder are not there.</returns>
    public async Task<Result<(ImportReport Report, string Folder)>> ExecuteAsync(ImportRequest request, IProgress<ImportStep> progress, CancellationToken ct)
    {
        if (request.Files is { } given && !Directory.Exists(given)) return ImportErrors.Files.With($"There is no folder {Path.GetFullPath(given)}.");
        var workspace = await target.FindAsync(request, ct);
        if (!workspace.Succeeded) return workspace.Error;
        var opened = await SourceDatabase.OpenAsync(request.From, ct);
        if (!opened.Succeeded) return opened.Error;
        await using var database = opened.Value;

        IImportSource source = request.System == "khalifa" ? new KhalifaSource() : new SafariDeskSource();
        var report = new ImportReport { System = source.Name, Workspace = workspace.Value.Slug, DryRun = request.DryRun, StartedAt = clock.GetUtcNow() };
        var tables = FoundTables.In(database, source.Name, source.Tables, report);
        if (!tables.Succeeded) return tables.Error;
        var job = await target.OpenAsync(workspace.Value, request, source, ct);
        if (!job.Succeeded) return job.Error;

        var folder = files.Folder(report);
        try
        {
            await StagesAsync(source, new SourceReading(database, tables.Value, report, progress), job.Value, ct);
            await LeftThereAsync(source, database, tables.Value, report, ct);
            if (!request.DryRun)
                foreach (var aside in source.Aside) await AsideFiles.WriteAsync(aside, database, tables.Value, folder, report, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            report.Interrupted = true;
        }
        catch (Exception broken) when (broken is DbException or DbUpdateException or IOException or TimeoutException)
        {
            // One of the two databases or the disk went away: what is stored stays, and the report tells how far it came.
            (report.Interrupted, report.Failure) = (true, broken.GetBaseException().Message.ReplaceLineEndings(" "));
        }

        if (!request.DryRun && report.Failure is null) await AnnounceAsync(job.Value);
        report.FinishedAt = clock.GetUtcNow();
        await files.WriteAsync(report, folder);
        return (report, folder);
    }

    private async Task StagesAsync(IImportSource source, SourceReading reading, ImportJob job, CancellationToken ct)
    {
        await StageAsync(source.DepartmentsAsync(reading, ct), job, reading.Report, ct);
        await StageAsync(source.PeopleAsync(reading, ct), job, reading.Report, ct);
        await StageAsync(source.AliasesAsync(reading, ct), job, reading.Report, ct);
        await StageAsync(source.CustomersAsync(reading, ct), job, reading.Report, ct);
        await StageAsync(source.TicketsAsync(reading, ct), job, reading.Report, ct);
        await StageAsync(source.EntriesAsync(reading, ct), job, reading.Report, ct);
        await StageAsync(source.FilesAsync(reading, ct), job, reading.Report, ct);
    }

    private async Task StageAsync<T>(IAsyncEnumerable<T> records, ImportJob job, ImportReport report, CancellationToken ct)
        where T : OldRecord
    {
        await foreach (var batch in BatchesAsync(records, ct)) report.Add(await WriteAsync(batch, job, ct));
    }

    private async Task<BatchOutcome> WriteAsync<T>(List<T> batch, ImportJob job, CancellationToken ct)
        where T : OldRecord
    {
        for (var left = MostTries; ; left--)
        {
            var written = await runner.RunAsync<IBatchWriter<T>, Result<BatchOutcome>>(Actor.System(job.Tenant), w => w.WriteAsync(job, batch, ct));
            if (written.Succeeded) return written.Value;
            // The desk may be at work meanwhile and have been faster with the same ticket or address.
            if (left == 1) throw new InvalidOperationException($"A batch that begins with {batch[0].Ref} was refused {MostTries} times: {written.Error.Code}.");
        }
    }

    private static async IAsyncEnumerable<List<T>> BatchesAsync<T>(IAsyncEnumerable<T> records, [EnumeratorCancellation] CancellationToken ct)
    {
        var batch = new List<T>(BatchSize);
        await foreach (var record in records.WithCancellation(ct))
        {
            batch.Add(record);
            if (batch.Count < BatchSize) continue;
            yield return batch;
            batch = new List<T>(BatchSize);
        }

        if (batch.Count > 0) yield return batch;
    }

    private static async Task LeftThereAsync(IImportSource source, SourceDatabase database, FoundTables tables, ImportReport report, CancellationToken ct)
    {
        foreach (var table in database.Tables.Keys.Except(tables.Names.Values).Where(IsTheirs).Order(StringComparer.Ordinal))
            if (await database.CountAsync(table, ct) is > 0 and var rows) report.LeftThere[table] = rows;
    }

    // Django's own bookkeeping and the database's are nobody's data.
    private static bool IsTheirs(string table) =>
        !table.StartsWith("django_", StringComparison.Ordinal) && !table.StartsWith("auth_", StringComparison.Ordinal) && !table.StartsWith("sqlite_", StringComparison.Ordinal);

    // Once, at the end: caches of people and numbers are emptied, and lists look again.
    private Task<Result> AnnounceAsync(ImportJob job) => runner.RunAsync<ImportAnnouncement, Result>(Actor.System(job.Tenant), a => a.TellAsync(job));
}

/// <summary>Announces a whole import in one commit.</summary>
internal sealed class ImportAnnouncement(ILiveAnnouncements live, IUnitOfWork work)
{
    public Task<Result> TellAsync(ImportJob job)
    {
        live.Announce(LiveKind.ChannelChanged, job.Account.Value, null, LiveTopic.Channels(job.Tenant));
        live.Announce(LiveKind.PeopleChanged, 0, null, LiveTopic.People(job.Tenant));
        if (job.NewestTicket is { } ticket) live.Announce(LiveKind.TicketChanged, ticket.Value, null, LiveTopic.Tickets(job.Tenant), LiveTopic.Ticket(job.Tenant, ticket.Value));
        return work.SaveAsync(CancellationToken.None);
    }
}
