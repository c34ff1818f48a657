using System.Data.Common;
using System.Security.Cryptography;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Infrastructure.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Operations;

/// <summary>What happens before the first request: migrations, the key check, the node's number, and the set-up link while there is no workspace.</summary>
public sealed class Startup(HelpdeskDb db, MasterKey key, ISecrets secrets, ILinkTokens links, ThisNode node, IIdSource ids, IOptions<HelpdeskOptions> options, TimeProvider clock)
{
    private const string Known = "Helpdesk";

    /// <summary>Prepares the installation.</summary>
    /// <returns>The token of the set-up link; null when there is a workspace.</returns>
    public async Task<string?> RunAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(options.Value.DataFolder);
        await MigrateAsync(ct);
        await CheckKeyAsync(ct);
        await node.JoinAsync(ct);
        if (await db.Tenants.AnyAsync(t => !t.IsDemo, ct)) return null;

        var (token, hash) = links.Create();
        db.SetupLinks.RemoveRange(db.SetupLinks);
        db.SetupLinks.Add(SetupLink.Create(ids.Next(), hash, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return token;
    }

    private async Task MigrateAsync(CancellationToken ct)
    {
        try
        {
            await db.MigrateOneAtATimeAsync(ct);
        }
        catch (Exception unreachable) when ((unreachable as DbException ?? unreachable.InnerException as DbException) is { } why)
        {
            throw new InvalidOperationException(
                $"The database cannot be opened or brought up to date: {why.Message} Helpdesk__Database is {options.Value.Database}; look at Helpdesk__Connection.", unreachable);
        }
    }

    private async Task CheckKeyAsync(CancellationToken ct)
    {
        if (await db.KeyChecks.AsNoTracking().SingleOrDefaultAsync(ct) is { } check)
        {
            if (key.Find(check.KeyId) is null || secrets.Reveal(KeyCheck.Place(check.Id), check.Secret) != Known)
                throw new CryptographicException($"This database was made with master key {check.KeyId}, but the key given is {key.Id}. Set Helpdesk__MasterKey or Helpdesk__KeyFile to the right one.");
            return;
        }

        db.KeyChecks.Add(new KeyCheck { Id = KeyCheck.Only, KeyId = key.Id, Secret = secrets.Protect(KeyCheck.Place(KeyCheck.Only), Known) });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException refused) when (DatabaseRefusals.IsDuplicate(refused))
        {
            // Another node starts on the same new database: its key is the one to compare with.
            db.ChangeTracker.Clear();
            await CheckKeyAsync(ct);
        }
    }
}
