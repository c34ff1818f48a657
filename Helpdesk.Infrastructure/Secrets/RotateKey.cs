using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Notifications.Push;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Secrets;

/// <summary>
/// Seals every secret again with the first of the master keys. The old key stays readable until the last row is done, so that a rotation that
/// is interrupted loses nothing and is simply run again.
/// </summary>
public sealed class RotateKey(UseCaseRunner runner, ISecrets secrets, MasterKey key)
{
    /// <summary>Seals again.</summary>
    /// <returns>How many secrets were sealed.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var sealedAgain = await runner.RunAsync<HelpdeskDb, int>(Actor.Installation, db => InstallationAsync(db, ct));
        foreach (var tenant in await runner.RunAsync<HelpdeskDb, List<TenantId>>(Actor.Installation, db => db.Tenants.Select(t => t.Id).ToListAsync(ct)))
            sealedAgain += await runner.RunAsync<HelpdeskDb, int>(Actor.System(tenant), db => TenantAsync(db, tenant, ct));
        return sealedAgain;
    }

    private async Task<int> TenantAsync(HelpdeskDb db, TenantId tenant, CancellationToken ct)
    {
        var servers = await db.WhatsAppServers.ToListAsync(ct);
        foreach (var server in servers) server.SealAgain(tenant, secrets);
        await db.SaveChangesAsync(ct);
        return servers.Count * 2;
    }

    private async Task<int> InstallationAsync(HelpdeskDb db, CancellationToken ct)
    {
        var ring = await db.DataProtectionKeys.ToListAsync(ct);
        foreach (var row in ring) row.Secret = Again(DataProtectionRing.Place(row.Id), row.Secret);
        var check = await db.KeyChecks.SingleAsync(ct);
        (check.Secret, check.KeyId) = (Again(KeyCheck.Place(check.Id), check.Secret), key.Id);
        var factors = await db.SecondFactors.Where(f => f.Secret != null).ToListAsync(ct);
        foreach (var factor in factors) factor.SealAgain(Again(SecondFactor.Place(factor.UserId), factor.Secret!));
        var push = await db.VapidKeys.ToListAsync(ct);
        foreach (var row in push) row.Secret = Again(VapidKeyRow.Place(row.Id), row.Secret);
        await db.SaveChangesAsync(ct);
        return ring.Count + factors.Count + push.Count + 1;
    }

    private string Again(SecretPlace place, string secret) => secrets.Protect(place, secrets.Reveal(place, secret));
}
