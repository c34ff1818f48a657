using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>Steps of sign-ins that wait for an answer, and reset links: found by the hash of their secret, counted and used up by one statement each.</summary>
public sealed class Challenges(HelpdeskDb db, WriteGate gate, ILinkTokens links, IIdSource ids, TimeProvider clock)
{
    /// <summary>Makes one.</summary>
    /// <returns>Its secret, for the person's browser or mailbox only.</returns>
    public async Task<string> CreateAsync(
        ChallengeKind kind, UserId? user, CancellationToken ct, bool remember = false, bool trust = false, string? state = null)
    {
        var (token, hash) = links.Create();
        db.SignInChallenges.Add(SignInChallenge.Create(ids.Next(), kind, user, hash, clock.GetUtcNow(), remember, trust, state));
        await db.SaveChangesAsync(ct);
        return token;
    }

    /// <summary>The challenge with a secret, while it may be answered; tracked.</summary>
    public Task<SignInChallenge?> FindAsync(string token, CancellationToken ct, params ChallengeKind[] kinds)
    {
        var (hash, now) = (links.HashOf(token), clock.GetUtcNow());
        return db.SignInChallenges.SingleOrDefaultAsync(
            c => c.TokenHash == hash && kinds.Contains(c.Kind) && c.UsedAt == null && c.ExpiresAt > now && c.Tries < SignInLimits.Codes, ct);
    }

    /// <summary>Counts a try before anything is compared.</summary>
    /// <returns>Whether one was left.</returns>
    public async Task<bool> TryAsync(SignInChallenge challenge, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        return await db.SignInChallenges.Where(c => c.Id == challenge.Id && c.UsedAt == null && c.Tries < SignInLimits.Codes)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Tries, c => c.Tries + 1), ct) == 1;
    }

    /// <summary>Uses it up.</summary>
    /// <returns>Whether nobody was faster.</returns>
    public async Task<bool> UseAsync(SignInChallenge challenge, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using var turn = await gate.EnterAsync(ct);
        return await db.SignInChallenges.Where(c => c.Id == challenge.Id && c.UsedAt == null && c.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), ct) == 1;
    }

    /// <summary>Whether a reset link was made in the last two minutes: a stranger floods nobody's mailbox with them.</summary>
    public Task<bool> HasFreshResetLinkAsync(UserId user, CancellationToken ct)
    {
        var since = clock.GetUtcNow() + SignInChallenge.ResetTime - TimeSpan.FromMinutes(2);
        return db.SignInChallenges.AnyAsync(c => c.UserId == user && c.Kind == ChallengeKind.Reset && c.ExpiresAt > since, ct);
    }

    /// <summary>Whether an address was sent a registration link in the last ten minutes: a stranger floods nobody's mailbox with them.</summary>
    public Task<bool> HasFreshRegistrationAsync(string email, CancellationToken ct)
    {
        var since = clock.GetUtcNow() + SignInChallenge.RegistrationTime - TimeSpan.FromMinutes(10);
        return db.SignInChallenges.AnyAsync(c => c.Kind == ChallengeKind.Registration && c.State == email && c.ExpiresAt > since, ct);
    }

    /// <summary>Ends a person's other reset links: the newest is the one that counts.</summary>
    public async Task EndResetLinksAsync(UserId user, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using var turn = await gate.EnterAsync(ct);
        await db.SignInChallenges
            .Where(c => c.UserId == user && c.UsedAt == null && (c.Kind == ChallengeKind.Reset || c.Kind == ChallengeKind.ResetEverything))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), ct);
    }

    /// <summary>Stores what changed on a tracked challenge.</summary>
    public Task SaveAsync(CancellationToken ct) => db.SaveChangesAsync(ct);
}
