using Helpdesk.Core.Customers;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Import;

/// <summary>Customers with their addresses. Somebody known here by one of them is the same customer.</summary>
internal sealed class CustomersWriter(HelpdeskDb db, ImportBatch batch, IIdSource ids, TimeProvider clock) : IBatchWriter<OldCustomer>
{
    private Dictionary<CustomerAddress, CustomerId> _owners = [];

    public async Task<Result<BatchOutcome>> WriteAsync(ImportJob job, IReadOnlyList<OldCustomer> records, CancellationToken ct)
    {
        var outcome = new BatchOutcome();
        var known = await batch.FindAsync(job, records.Select(r => r.Ref).Concat(records.Select(r => r.SameAs).OfType<OldRef>()), ct);
        _owners = await OwnersAsync(job, records, ct);
        foreach (var old in records)
        {
            var print = Fingerprint.Of([old.Name, .. old.Addresses]);
            if (known.TryGetValue(old.Ref, out var row)) await RenewAsync(job, row, old, print, outcome, ct);
            else if (old.SameAs is { } other && known.TryGetValue(other, out var same)) Join(job, old, new CustomerId(same.TargetId), print, outcome, null);
            else known[old.Ref] = Add(job, old, print, outcome);
        }

        var saved = await batch.CommitAsync(job, ct);
        return saved.Succeeded ? outcome : saved.Error;
    }

    private async Task<Dictionary<CustomerAddress, CustomerId>> OwnersAsync(ImportJob job, IReadOnlyList<OldCustomer> records, CancellationToken ct)
    {
        var addresses = records.SelectMany(r => r.Addresses).ToHashSet();
        var values = addresses.Select(a => a.Value).Distinct().ToList();
        var stored = await db.CustomerIdentities.AsNoTracking().Where(i => values.Contains(i.Value)).ToListAsync(ct);
        var owners = stored.ToDictionary(i => new CustomerAddress(i.Kind, i.Value), i => i.CustomerId);
        foreach (var address in addresses)
            if (job.PretendedAddresses.TryGetValue(address, out var owner)) owners.TryAdd(address, owner);
        return owners;
    }

    private ImportedRow Add(ImportJob job, OldCustomer old, string print, BatchOutcome outcome)
    {
        var match = old.Addresses.Where(_owners.ContainsKey).Select(a => (CustomerId?)_owners[a]).FirstOrDefault();
        if (match is { } here) return Join(job, old, here, print, outcome, "shares an address with a customer who is here already: both are one");

        var id = new CustomerId(ids.Next());
        var name = old.Name ?? old.Addresses.FirstOrDefault()?.Display ?? $"#{old.Ref.Id}";
        db.Customers.Add(Customer.Meet(id, name, old.Since ?? clock.GetUtcNow()));
        Give(job, id, old);
        if (old.Addresses.Count == 0) outcome.Remarks.Add((old.Ref, "has no address to write to"));
        outcome.Imported.Add(old.Ref.Table);
        return batch.Remember(job, old.Ref, id.Value, print);
    }

    private ImportedRow Join(ImportJob job, OldCustomer old, CustomerId customer, string print, BatchOutcome outcome, string? remark)
    {
        Give(job, customer, old);
        if (remark is not null) outcome.Remarks.Add((old.Ref, remark));
        outcome.AlreadyThere.Add(old.Ref.Table);
        return batch.Remember(job, old.Ref, customer.Value, print);
    }

    private async Task RenewAsync(ImportJob job, ImportedRow row, OldCustomer old, string print, BatchOutcome outcome, CancellationToken ct)
    {
        if (row.Fingerprint == print)
        {
            outcome.AlreadyThere.Add(old.Ref.Table);
            return;
        }

        var id = new CustomerId(row.TargetId);
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, ct) is { } customer && old.Addresses.Count > 0)
            customer.LearnName(old.Name, old.Addresses[0].Display);
        Give(job, id, old);
        row.Fingerprint = print;
        outcome.Updated.Add(old.Ref.Table);
    }

    private void Give(ImportJob job, CustomerId customer, OldCustomer old)
    {
        foreach (var address in old.Addresses)
        {
            if (!_owners.TryAdd(address, customer)) continue;
            if (job.DryRun) job.PretendedAddresses[address] = customer;
            db.CustomerIdentities.Add(CustomerIdentity.Of(ids.Next(), customer, address));
        }
    }
}
