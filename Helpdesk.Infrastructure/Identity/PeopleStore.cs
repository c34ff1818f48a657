using System.Net.Mail;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity;

internal sealed class PeopleStore(HelpdeskDb db, UserManager<User> users) : IPeopleStore
{
    public Task<bool> AnyTenantAsync(CancellationToken ct) => db.Tenants.AnyAsync(t => !t.IsDemo, ct);

    public Task<SetupLink?> FindSetupLinkAsync(string tokenHash, DateTimeOffset now, CancellationToken ct) =>
        db.SetupLinks.SingleOrDefaultAsync(l => l.TokenHash == tokenHash && l.ExpiresAt > now, ct);

    public Task<Invitation?> FindInvitationAsync(string tokenHash, CancellationToken ct) =>
        db.Invitations.SingleOrDefaultAsync(i => i.TokenHash == tokenHash, ct);

    public Task<SignInChallenge?> FindRegistrationAsync(string tokenHash, DateTimeOffset now, CancellationToken ct) =>
        db.SignInChallenges.SingleOrDefaultAsync(c => c.TokenHash == tokenHash && c.Kind == ChallengeKind.Registration && c.ExpiresAt > now, ct);

    public async Task<bool> IsKnownAsync(string email, CancellationToken ct) => await users.FindByEmailAsync(email) is not null;

    public async Task<Result<UserId>> AddUserAsync(UserId id, string email, string name, string password, bool mayExist, CancellationToken ct)
    {
        if (!MailAddress.TryCreate(email.Trim(), out var address)) return PeopleErrors.Email;
        var normalised = users.NormalizeEmail(address.Address);
        if (await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == normalised, ct) is { } known)
        {
            if (!mayExist) return PeopleErrors.EmailTaken;
            return await users.CheckPasswordAsync(known, password) ? new UserId(known.Id) : PeopleErrors.Password;
        }

        var user = new User
        {
            Id = id.Value,
            UserName = address.Address,
            NormalizedUserName = users.NormalizeName(address.Address),
            Email = address.Address,
            NormalizedEmail = normalised,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
        };
        foreach (var policy in users.PasswordValidators)
        {
            if (await policy.ValidateAsync(users, user, password) is { Succeeded: false } weak)
                return PeopleErrors.Password.With(string.Join(' ', weak.Errors.Select(e => e.Code)));
        }

        // Found among what is being added, too: a workspace that is just made has its name to keep out of the password.
        var workspace = await db.Tenants.FindAsync([db.Tenant], ct);
        if (PasswordRule.Check(password, address.Address, name, workspace?.Name) is { } guessable) return guessable;
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        db.Users.Add(user);
        return id;
    }

    public void MakeOperator(UserId user) => db.Users.Local.Single(u => u.Id == user.Value).IsOperator = true;

    public void Add(Tenant tenant) => db.Tenants.Add(tenant);

    public void Add(Membership membership) => db.Memberships.Add(membership);

    public void Add(Department department) => db.Departments.Add(department);

    public void Add(Invitation invitation) => db.Invitations.Add(invitation);

    public void RemoveSetupLinks() => db.SetupLinks.RemoveRange(db.SetupLinks);

    public async Task RemoveRegistrationsAsync(string email, CancellationToken ct) => db.SignInChallenges.RemoveRange(
        await db.SignInChallenges.Where(c => c.Kind == ChallengeKind.Registration && c.State == email).ToListAsync(ct));
}

internal sealed class AgentDirectory(HelpdeskDb db) : IAgentDirectory
{
    public Task<bool> IsActiveAsync(AgentId agent, CancellationToken ct) => db.Memberships.AnyAsync(m => m.Id == agent && m.Active, ct);

    public async Task<IReadOnlyList<AgentRow>> ListAsync(CancellationToken ct) =>
        await db.Memberships.AsNoTracking().Where(m => m.Active).OrderBy(m => m.Name).Select(m => new AgentRow(m.Id, m.Name, m.Role)).ToListAsync(ct);
}
