using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Import;

/// <summary>Tickets with the number they had. Their threads come after them and say who has answered.</summary>
internal sealed class TicketsWriter(HelpdeskDb db, ImportBatch batch, ImportedNumbers numbers, IDeadlineStore deadlines, IIdSource ids, TimeProvider clock)
    : IBatchWriter<OldTicket>
{
    public async Task<Result<BatchOutcome>> WriteAsync(ImportJob job, IReadOnlyList<OldTicket> records, CancellationToken ct)
    {
        var outcome = new BatchOutcome();
        var known = await batch.FindAsync(job, records.SelectMany(Mentioned), ct);
        await numbers.LookAsync(job, records, ct);
        foreach (var old in records)
        {
            var print = Fingerprint.Of(
                old.Status, old.Priority, old.Owner, old.Holder, old.Department, old.FirstResponseAt?.UtcTicks, old.ResolvedAt?.UtcTicks, old.ClosedAt?.UtcTicks);
            if (known.TryGetValue(old.Ref, out var row)) await RenewAsync(job, row, old, print, known, outcome, ct);
            else Add(job, old, print, known, outcome);
        }

        if (!job.DryRun) await numbers.MoveCountersAsync(job, ct);
        var saved = await batch.CommitAsync(job, ct);
        return saved.Succeeded ? outcome : saved.Error;
    }

    private static IEnumerable<OldRef> Mentioned(OldTicket old) =>
        new[] { old.Ref, old.Customer, old.Department, old.Owner, old.Holder }.OfType<OldRef>();

    private void Add(ImportJob job, OldTicket old, string print, Dictionary<OldRef, ImportedRow> known, BatchOutcome outcome)
    {
        if (!known.TryGetValue(old.Customer, out var customer))
        {
            outcome.Misfits.Add((old.Ref, "its customer was not imported"));
            return;
        }

        foreach (var person in new[] { old.Owner, old.Holder }.OfType<OldRef>().Distinct().Where(p => !known.ContainsKey(p)))
            outcome.Remarks.Add((old.Ref, $"{person.Table} {person.Id}, who held it, is no member here"));
        var (number, changed) = numbers.Take(job, old);
        if (changed is not null) outcome.Remarks.Add((old.Ref, changed));
        var past = Past(job, old, number, new CustomerId(customer.TargetId), known);
        var ticket = Ticket.Restore(new TicketId(ids.Next()), past);
        db.Tickets.Add(ticket);
        Schedule(job, ticket);
        batch.Remember(job, old.Ref, ticket.Id.Value, print);
        outcome.Imported.Add(old.Ref.Table);
        job.NewestTicket = ticket.Id;
    }

    private async Task RenewAsync(
        ImportJob job, ImportedRow row, OldTicket old, string print, Dictionary<OldRef, ImportedRow> known, BatchOutcome outcome, CancellationToken ct)
    {
        if (row.Fingerprint == print)
        {
            outcome.AlreadyThere.Add(old.Ref.Table);
            return;
        }

        var id = new TicketId(row.TargetId);
        if (await db.Tickets.SingleOrDefaultAsync(t => t.Id == id, ct) is not { IsAsImported: true } ticket)
        {
            outcome.AlreadyThere.Add(old.Ref.Table);
            outcome.Remarks.Add((old.Ref, "changed in both systems since: it stays as it is here"));
            return;
        }

        ticket.Restate(Past(job, old, ticket.Number, ticket.CustomerId, known));
        Schedule(job, ticket);
        row.Fingerprint = print;
        outcome.Updated.Add(old.Ref.Table);
    }

    private TicketPast Past(ImportJob job, OldTicket old, string number, CustomerId customer, Dictionary<OldRef, ImportedRow> known)
    {
        var department = old.Department is { } team && known.TryGetValue(team, out var here) ? new DepartmentId(here.TargetId) : job.Department;
        var (status, resolved, closed) = (old.Status, old.ResolvedAt, old.ClosedAt);
        // One that has been resolved longer than the workspace waits would have closed by itself.
        if (status == TicketStatus.Resolved && resolved + job.AutoCloseAfter is { } due && due <= clock.GetUtcNow()) (status, closed) = (TicketStatus.Closed, due);
        return new TicketPast(
            number, customer, job.Account, department, Member(old.Owner, known), Member(old.Holder, known), status, old.Priority,
            old.CreatedAt, old.FirstResponseAt, resolved ?? closed, status == TicketStatus.Closed ? closed ?? resolved : null);
    }

    private void Schedule(ImportJob job, Ticket ticket)
    {
        if (ticket is { Status: TicketStatus.Resolved, ResolvedAt: { } at }) deadlines.Add(DeadlineKind.AutoClose, ticket.Id.Value, at + job.AutoCloseAfter);
    }

    private static AgentId? Member(OldRef? person, Dictionary<OldRef, ImportedRow> known) =>
        person is { } p && known.TryGetValue(p, out var row) ? new AgentId(row.TargetId) : null;
}
