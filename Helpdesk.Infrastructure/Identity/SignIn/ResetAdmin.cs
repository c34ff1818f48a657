using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>The way back in for an administrator, given by who runs the installation: it needs the machine, not a mailbox (DECISIONS 29).</summary>
public sealed class ResetAdmin(UseCaseRunner runner)
{
    /// <summary>Makes a link for an administrator: the one with an address, else the first active one.</summary>
    /// <returns>The link's secret and the person's address; refused when there is no such administrator.</returns>
    public async Task<Result<(string Token, string Email)>> RunAsync(string? email, CancellationToken ct)
    {
        foreach (var tenant in await runner.RunAsync<HelpdeskDb, List<TenantId>>(
            Actor.Installation, db => db.Tenants.OrderBy(t => t.CreatedAt).ThenBy(t => t.Id).Select(t => t.Id).ToListAsync(ct)))
        {
            var admin = await runner.RunAsync<AdminLookup, User?>(Actor.System(tenant), look => look.FindAsync(email, ct));
            if (admin is null) continue;
            var token = await runner.RunAsync<ResetLinks, string>(Actor.Installation, links => links.ForEverythingAsync(new UserId(admin.Id), ct));
            return (token, admin.Email!);
        }

        return SignInErrors.NoSuchAdmin;
    }
}

/// <summary>Finds a workspace's administrator.</summary>
internal sealed class AdminLookup(HelpdeskDb db, ILookupNormalizer normalizer)
{
    public async Task<User?> FindAsync(string? email, CancellationToken ct)
    {
        var wanted = email is null ? null : normalizer.NormalizeEmail(email.Trim());
        var admins = await db.Memberships.AsNoTracking().Where(m => m.Role == Role.Admin && m.Active).OrderBy(m => m.JoinedAt).Select(m => m.UserId).ToListAsync(ct);
        foreach (var admin in admins)
            if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == admin.Value && (wanted == null || u.NormalizedEmail == wanted), ct) is { } user) return user;
        return null;
    }
}
