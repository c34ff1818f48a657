using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Files;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Import;

/// <summary>Files of entries. One that is not in the folder shows by name as not arrived; a later run with the folder brings it in.</summary>
internal sealed class FilesWriter(HelpdeskDb db, ImportBatch batch, IFileStore store, IIdSource ids) : IBatchWriter<OldFile>
{
    private const string Missing = "missing";

    public async Task<Result<BatchOutcome>> WriteAsync(ImportJob job, IReadOnlyList<OldFile> records, CancellationToken ct)
    {
        var outcome = new BatchOutcome();
        var known = await batch.FindAsync(job, records.SelectMany(r => new[] { r.Ref, r.Entry }), ct);
        foreach (var old in records)
        {
            var row = known.GetValueOrDefault(old.Ref);
            if (row is { Fingerprint: not Missing }) outcome.AlreadyThere.Add(old.Ref.Table);
            else if (!known.TryGetValue(old.Entry, out var entry)) outcome.Misfits.Add((old.Ref, "its message was not imported"));
            else await AddAsync(job, old, row, new MessageId(entry.TargetId), outcome, ct);
        }

        var saved = await batch.CommitAsync(job, ct);
        return saved.Succeeded ? outcome : saved.Error;
    }

    private async Task AddAsync(ImportJob job, OldFile old, ImportedRow? row, MessageId id, BatchOutcome outcome, CancellationToken ct)
    {
        var path = job.Files.Find(old.Url);
        if (path is null) outcome.Misfits.Add((old.Ref, job.Files.IsGiven ? "its file is not in the folder" : "its file was not handed over (--files)"));
        else outcome.Imported.Add(old.Ref.Table);
        if (job.DryRun || (path is null && row is not null)) return;

        var message = await db.Messages.SingleAsync(m => m.Id == id, ct);
        var name = old.Name ?? Path.GetFileName(FilesFolder.PathOf(old.Url));
        var file = path is null ? new StoredFile(Missing, FileType.Unknown, 0, "") : await StoreAsync(job, path, ct);
        var attachment = Attachment.Of(ids.Next(), id, file, name);
        db.Attachments.Add(attachment);
        if (row is null)
        {
            batch.Remember(job, old.Ref, attachment.Id, path is null ? Missing : "");
            if (path is null) message.LackFile();
            return;
        }

        var before = row.TargetId;
        db.Attachments.Remove(await db.Attachments.SingleAsync(a => a.Id == before, ct));
        (row.TargetId, row.Fingerprint) = (attachment.Id, "");
        message.Complete();
    }

    private async Task<StoredFile> StoreAsync(ImportJob job, string path, CancellationToken ct)
    {
        await using var bytes = File.OpenRead(path);
        return await store.SaveAsync(job.Tenant, bytes, ct);
    }
}
