using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Import;

/// <summary>The entries of threads, in order; each moves its ticket as it would have when it was new, but nothing is announced or sent.</summary>
internal sealed class EntriesWriter(HelpdeskDb db, ImportBatch batch, IIdSource ids) : IBatchWriter<OldEntry>
{
    private readonly HashSet<(ChannelAccountId?, string)> _keys = [];
    private Dictionary<TicketId, Ticket> _tickets = [];
    private Dictionary<(ChannelAccountId?, string), long> _stored = [];

    public async Task<Result<BatchOutcome>> WriteAsync(ImportJob job, IReadOnlyList<OldEntry> records, CancellationToken ct)
    {
        var outcome = new BatchOutcome();
        var known = await batch.FindAsync(job, records.SelectMany(Mentioned), ct);
        await LookAsync(job, records, known, ct);
        foreach (var old in records)
        {
            var print = Fingerprint.Of(old.Text, old.Delivery, old.RevokedAt?.UtcTicks);
            if (known.TryGetValue(old.Ref, out var row)) await RenewAsync(row, old, print, outcome, ct);
            else Add(job, old, print, known, outcome);
        }

        var saved = await batch.CommitAsync(job, ct);
        return saved.Succeeded ? outcome : saved.Error;
    }

    private static IEnumerable<OldRef> Mentioned(OldEntry old) => new[] { old.Ref, old.Ticket, old.Author }.OfType<OldRef>();

    private async Task LookAsync(ImportJob job, IReadOnlyList<OldEntry> records, Dictionary<OldRef, ImportedRow> known, CancellationToken ct)
    {
        var tickets = records.Where(r => !known.ContainsKey(r.Ref) && known.ContainsKey(r.Ticket)).Select(r => new TicketId(known[r.Ticket].TargetId)).Distinct().ToList();
        var keys = records.Where(r => !known.ContainsKey(r.Ref)).Select(r => r.ExternalId).OfType<string>().Distinct().ToList();
        if (!job.DryRun) _tickets = await db.Tickets.Where(t => tickets.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        var stored = await db.Messages.AsNoTracking().Where(m => keys.Contains(m.ExternalId!)).Select(m => new { m.AccountId, Key = m.ExternalId!, m.Id }).ToListAsync(ct);
        _stored = stored.ToDictionary(m => (m.AccountId, m.Key), m => m.Id.Value);
    }

    private void Add(ImportJob job, OldEntry old, string print, Dictionary<OldRef, ImportedRow> known, BatchOutcome outcome)
    {
        if (!known.TryGetValue(old.Ticket, out var row))
        {
            outcome.Misfits.Add((old.Ref, "its ticket was not imported"));
            return;
        }

        var ticket = _tickets.GetValueOrDefault(new TicketId(row.TargetId));
        var account = ticket?.AccountId ?? job.Account;
        if (old.ExternalId is { } key && _stored.TryGetValue((account, key), out var here))
        {
            batch.Remember(job, old.Ref, here, print);
            outcome.AlreadyThere.Add(old.Ref.Table);
            return;
        }

        AgentId? author = old.Author is { } person && known.TryGetValue(person, out var member) ? new AgentId(member.TargetId) : null;
        if (author is null && old.Author is { } stranger) outcome.Remarks.Add((old.Ref, $"{stranger.Table} {stranger.Id}, who wrote it, is no member here"));
        var id = new MessageId(ids.Next());
        if (ticket is not null) Append(ticket, id, Past(old, author, account, outcome));
        batch.Remember(job, old.Ref, id.Value, print);
        outcome.Imported.Add(old.Ref.Table);

        void Append(Ticket thread, MessageId next, MessagePast past)
        {
            var message = Message.Restore(next, thread.Id, past);
            var (sequence, endedWait) = thread.Recall(Entry(past, old.Read));
            message.Place(sequence, endedWait);
            db.Messages.Add(message);
        }
    }

    private MessagePast Past(OldEntry old, AgentId? author, ChannelAccountId account, BatchOutcome outcome)
    {
        var key = old.ExternalId;
        if (key is not null && !_keys.Add((account, key)))
        {
            key = null;
            outcome.Remarks.Add((old.Ref, "another message has its WhatsApp id"));
        }

        var failure = old.Delivery is DeliveryState.Failed or DeliveryState.Unknown ? "imported" : null;
        return new MessagePast(
            old.Kind, old.Kind == MessageKind.Note ? null : account, key, author, old.Text, old.UnknownType, old.SentAt, old.Delivery, failure, old.RevokedAt);
    }

    private async Task RenewAsync(ImportedRow row, OldEntry old, string print, BatchOutcome outcome, CancellationToken ct)
    {
        if (row.Fingerprint == print)
        {
            outcome.AlreadyThere.Add(old.Ref.Table);
            return;
        }

        var id = new MessageId(row.TargetId);
        if (await db.Messages.SingleOrDefaultAsync(m => m.Id == id, ct) is { } message)
        {
            var failure = old.Delivery is DeliveryState.Failed or DeliveryState.Unknown ? "imported" : null;
            message.Restate(new MessagePast(
                old.Kind, message.AccountId, message.ExternalId, message.AuthorId, old.Text, old.UnknownType, message.SentAt, old.Delivery, failure, old.RevokedAt));
        }

        row.Fingerprint = print;
        outcome.Updated.Add(old.Ref.Table);
    }

    private static PastEntry Entry(MessagePast past, bool read)
    {
        var speaker = past.Kind switch
        {
            MessageKind.Customer => LastSpeaker.Customer,
            MessageKind.Reply => LastSpeaker.Agent,
            _ => LastSpeaker.Nobody,
        };
        var line = past.RevokedAt is null ? MessageText.Line(past.Text) ?? "" : "";
        return new PastEntry(speaker, past.Author, line, past.SentAt, past.Delivery is not (DeliveryState.Failed or DeliveryState.Unknown), read);
    }
}
