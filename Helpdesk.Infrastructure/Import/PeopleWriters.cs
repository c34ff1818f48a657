using System.Net.Mail;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Import;

/// <summary>Teams by name; one of the same name here is the same team.</summary>
internal sealed class DepartmentsWriter(HelpdeskDb db, ImportBatch batch, IIdSource ids) : IBatchWriter<OldDepartment>
{
    public async Task<Result<BatchOutcome>> WriteAsync(ImportJob job, IReadOnlyList<OldDepartment> records, CancellationToken ct)
    {
        var outcome = new BatchOutcome();
        var known = await batch.FindAsync(job, records.Select(r => r.Ref), ct);
        var here = (await db.Departments.AsNoTracking().OrderBy(d => d.Id).ToListAsync(ct))
            .DistinctBy(d => d.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(d => d.Name, d => d.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var old in records)
        {
            if (known.ContainsKey(old.Ref))
            {
                outcome.AlreadyThere.Add(old.Ref.Table);
                continue;
            }

            var name = old.Name.Length > 60 ? old.Name[..60].Trim() : old.Name;
            if (name != old.Name) outcome.Remarks.Add((old.Ref, "its name was cut to 60 characters"));
            if (here.TryGetValue(name, out var id))
            {
                outcome.AlreadyThere.Add(old.Ref.Table);
            }
            else
            {
                id = new DepartmentId(ids.Next());
                here[name] = id;
                db.Departments.Add(Department.Create(id, name).Value);
                outcome.Imported.Add(old.Ref.Table);
            }

            batch.Remember(job, old.Ref, id.Value);
        }

        var saved = await batch.CommitAsync(job, ct);
        return saved.Succeeded ? outcome : saved.Error;
    }
}

/// <summary>Colleagues: a sign-in over the installation, and a membership here. A sign-in that is here keeps its own password.</summary>
internal sealed class PeopleWriter(HelpdeskDb db, ImportBatch batch, UserManager<User> users, IIdSource ids, TimeProvider clock) : IBatchWriter<OldPerson>
{
    private readonly Dictionary<string, AgentId> _members = [];

    public async Task<Result<BatchOutcome>> WriteAsync(ImportJob job, IReadOnlyList<OldPerson> records, CancellationToken ct)
    {
        var outcome = new BatchOutcome();
        var known = await batch.FindAsync(job, records.Select(r => r.Ref).Concat(records.SelectMany(r => r.Departments)), ct);
        foreach (var old in records)
        {
            if (known.ContainsKey(old.Ref)) outcome.AlreadyThere.Add(old.Ref.Table);
            else await AddAsync(job, old, known, outcome, ct);
        }

        var saved = await batch.CommitAsync(job, ct);
        return saved.Succeeded ? outcome : saved.Error;
    }

    private async Task AddAsync(ImportJob job, OldPerson old, Dictionary<OldRef, ImportedRow> known, BatchOutcome outcome, CancellationToken ct)
    {
        var address = AddressOf(job, old, outcome);
        var email = users.NormalizeEmail(address)!;
        var user = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == email, ct);
        if (await MemberAsync(job, email, user, ct) is { } twin)
        {
            outcome.AlreadyThere.Add(old.Ref.Table);
            outcome.Remarks.Add((old.Ref, "its e-mail address is a member here already, who keeps password and role"));
            batch.Remember(job, old.Ref, twin.Value);
            return;
        }

        if (user is null) db.Users.Add(user = Create(address, email, old, outcome));
        else outcome.Remarks.Add((old.Ref, "its e-mail address has a sign-in here already, with its own password"));
        var (role, exact) = OldWords.RoleOf(old.Role);
        if (!exact) outcome.Remarks.Add((old.Ref, $"there is no role '{old.Role}' here: it became {role}"));
        var departments = old.Departments.Where(known.ContainsKey).Select(d => new DepartmentId(known[d].TargetId)).DefaultIfEmpty(job.Department);

        var member = Membership.Create(new AgentId(ids.Next()), new UserId(user.Id), Name(old), role, departments, old.JoinedAt ?? clock.GetUtcNow());
        db.Memberships.Add(member);
        if (!old.Active) member.Deactivate();
        _members[email] = member.Id;
        if (job.DryRun) job.PretendedMembers[email] = member.Id;
        batch.Remember(job, old.Ref, member.Id.Value);
        outcome.Imported.Add(old.Ref.Table);
    }

    private async Task<AgentId?> MemberAsync(ImportJob job, string email, User? user, CancellationToken ct)
    {
        if (_members.TryGetValue(email, out var member) || job.PretendedMembers.TryGetValue(email, out member)) return member;
        if (user is null) return null;
        var id = new UserId(user.Id);
        return await db.Memberships.Where(m => m.UserId == id).Select(m => (AgentId?)m.Id).SingleOrDefaultAsync(ct);
    }

    private User Create(string address, string email, OldPerson old, BatchOutcome outcome)
    {
        var password = DjangoPasswordHasher.Take(old.PasswordHash);
        if (password is null) outcome.Remarks.Add((old.Ref, "its password cannot be taken over: it needs a new one"));
        return new User
        {
            Id = ids.Next(),
            UserName = address,
            NormalizedUserName = users.NormalizeName(address),
            Email = address,
            NormalizedEmail = email,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
            PasswordHash = password,
        };
    }

    // Signing in takes an address. Mail to .invalid never leaves (RFC 2606), and the workspace in it keeps two desks' "ahmed" apart.
    private static string AddressOf(ImportJob job, OldPerson old, BatchOutcome outcome)
    {
        if (old.Email is { Length: <= 256 } email && MailAddress.TryCreate(email, out var address)) return address.Address;
        var login = new string([.. old.Login.Trim().ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')]).Trim('.');
        var made = $"{(login.All(c => c == '-') ? $"user-{old.Ref.Id}" : login)}@{job.WorkspaceSlug}.invalid";
        outcome.Remarks.Add((old.Ref, $"has no e-mail address: signs in as {made}"));
        return made;
    }

    private static string Name(OldPerson old) => old.Name.Length > 80 ? old.Name[..80] : old.Name.Length == 0 ? old.Login : old.Name;
}

/// <summary>Rows that stand for another row.</summary>
internal sealed class AliasWriter(ImportBatch batch) : IBatchWriter<OldAlias>
{
    public async Task<Result<BatchOutcome>> WriteAsync(ImportJob job, IReadOnlyList<OldAlias> records, CancellationToken ct)
    {
        var outcome = new BatchOutcome();
        var known = await batch.FindAsync(job, records.SelectMany(r => new[] { r.Ref, r.Of }), ct);
        foreach (var old in records)
        {
            if (known.ContainsKey(old.Ref))
            {
                outcome.AlreadyThere.Add(old.Ref.Table);
            }
            else if (known.TryGetValue(old.Of, out var row))
            {
                batch.Remember(job, old.Ref, row.TargetId);
                outcome.Imported.Add(old.Ref.Table);
            }
            else
            {
                outcome.Misfits.Add((old.Ref, "its user was not imported"));
            }
        }

        var saved = await batch.CommitAsync(job, ct);
        return saved.Succeeded ? outcome : saved.Error;
    }
}
