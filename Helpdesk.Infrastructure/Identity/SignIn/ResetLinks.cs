using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>Links that set a new password: by e-mail for who forgot it, by an administrator while no mail is set up, by a command for who is shut out.</summary>
public sealed class ResetLinks(HelpdeskDb db, UserManager<User> users, Challenges challenges, Passwords passwords, SignInTries tries, Sessions sessions, SignInRecorder recorder)
{
    /// <summary>A link's secret for whoever signs in with an address; null when nobody does, or one was made a moment ago.</summary>
    public async Task<string?> ForAsync(string email, CancellationToken ct) =>
        await users.FindByEmailAsync(email.Trim()) is { } user && !await challenges.HasFreshResetLinkAsync(new UserId(user.Id), ct)
            ? await MakeAsync(new UserId(user.Id), ChallengeKind.Reset, ct)
            : null;

    /// <summary>A link's secret for a known person.</summary>
    public Task<string> ForMemberAsync(UserId user, CancellationToken ct) => MakeAsync(user, ChallengeKind.Reset, ct);

    /// <summary>A link that also takes the second factor away; every session of the person ends at once.</summary>
    public async Task<string> ForEverythingAsync(UserId user, CancellationToken ct)
    {
        await sessions.EndOthersAsync(user, null, SessionEnd.Revoked, ct);
        return await MakeAsync(user, ChallengeKind.ResetEverything, ct);
    }

    /// <summary>Whose password a link sets; null when it is used up, late or unknown.</summary>
    public async Task<string?> WhoseAsync(string token, CancellationToken ct) => await FindAsync(token, ct) is { } found ? found.User.Email : null;

    /// <summary>Sets the password; the link is used up only when it is taken.</summary>
    public async Task<Result> UseAsync(string token, string password, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not { } found) return PeopleErrors.Link;
        var id = new UserId(found.User.Id);
        // Checked on the way in, so that a refused password leaves the link: only then is it used up, by one of those who race for it.
        var set = await passwords.SetAsync(found.User, password, null, ct, () => challenges.UseAsync(found.Link, ct));
        if (!set.Succeeded) return set;
        if (found.Link.Kind == ChallengeKind.ResetEverything) await ForgetSecondFactorAsync(id, ct);
        await tries.ForgiveAsync(id, null, all: true, ct);
        await challenges.EndResetLinksAsync(id, ct);
        await recorder.SawAsync(new SignInEvent(SignInFact.PasswordReset, id), ct);
        return Result.Ok;
    }

    private async Task<string> MakeAsync(UserId user, ChallengeKind kind, CancellationToken ct)
    {
        await challenges.EndResetLinksAsync(user, ct);
        var token = await challenges.CreateAsync(kind, user, ct);
        await recorder.SawAsync(new SignInEvent(SignInFact.ResetLinkMade, user), ct);
        return token;
    }

    private async Task<(SignInChallenge Link, User User)?> FindAsync(string token, CancellationToken ct) =>
        await challenges.FindAsync(token, ct, ChallengeKind.Reset, ChallengeKind.ResetEverything) is { UserId: { } user } link
            && await db.Users.SingleOrDefaultAsync(u => u.Id == user.Value, ct) is { } person
            ? (link, person)
            : null;

    private async Task ForgetSecondFactorAsync(UserId user, CancellationToken ct)
    {
        db.SecondFactors.RemoveRange(await db.SecondFactors.Where(f => f.UserId == user).ToListAsync(ct));
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(c => c.UserId == user).ToListAsync(ct));
        db.KnownDevices.RemoveRange(await db.KnownDevices.Where(d => d.UserId == user).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
    }
}
