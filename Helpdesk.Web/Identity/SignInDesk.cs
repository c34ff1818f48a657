using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;
using Microsoft.AspNetCore.Identity;

namespace Helpdesk.Web.Identity;

/// <summary>What comes next in a sign-in.</summary>
public enum SignInAnswer
{
    /// <summary>Address or password is wrong, there is no such person, or there were too many tries: one answer for all (ABUSE 34).</summary>
    Wrong,

    /// <summary>Right so far; a code is asked for.</summary>
    Code,

    /// <summary>The code was wrong; another may be tried.</summary>
    WrongCode,

    /// <summary>Too many codes, or too late: the password first.</summary>
    StartOver,

    /// <summary>Right, but no workspace has a place for the person.</summary>
    NoWorkspace,

    /// <summary>Right, and a workspace is to be chosen.</summary>
    Choose,

    /// <summary>Signed in.</summary>
    SignedIn,
}

/// <summary>An answer, and the proof to go on with.</summary>
public sealed record SignInStep(SignInAnswer Answer, string? Proof = null);

/// <summary>The kinds of code a second factor may be given as.</summary>
public enum CodeKind
{
    App,
    Mail,
    Recovery,
}

/// <summary>What the code page offers.</summary>
/// <param name="Email">Whose sign-in it is.</param>
/// <param name="App">An app is enrolled, and with it recovery codes.</param>
/// <param name="Mail">A code can be sent by e-mail.</param>
/// <param name="MailSent">One was.</param>
public sealed record CodeOffer(string Email, bool App, bool Mail, bool MailSent);

/// <summary>Signs people in by password and second factor (DECISIONS 25, 29).</summary>
public sealed class SignInDesk(
    UserManager<User> users, Passwords passwords, SignInTries tries, SecondFactors factors, Challenges challenges, SignInEntry entry, SignInBrowser browser, TimeProvider clock)
{
    private const int LongestInput = 256;

    /// <summary>Checks a password. Whatever is wrong, the answer and the time it takes are the same.</summary>
    public async Task<SignInStep> TryAsync(string email, string password, bool remember, CancellationToken ct)
    {
        var (address, given) = (email.Length > LongestInput ? email[..LongestInput] : email, password.Length > LongestInput ? password[..LongestInput] : password);
        var user = await users.FindByEmailAsync(address);
        UserId? id = user is null ? null : new UserId(user.Id);
        var device = id is { } known ? await entry.DeviceAsync(known, ct) : null;
        using (var attempt = await tries.BeginAsync(id, address, browser.Origin, device, ct))
        {
            if (attempt.Allowed && user is not null)
            {
                if (password.Length <= LongestInput && await users.CheckPasswordAsync(user, given)) return await RightAsync(user, device, remember, attempt, ct);
                await attempt.SettleAsync(SignInOutcome.WrongPassword, ct);
                return new SignInStep(SignInAnswer.Wrong);
            }

            if (attempt.Allowed) await attempt.SettleAsync(SignInOutcome.WrongPassword, ct);
        }

        passwords.PretendToCompare(given);
        return new SignInStep(SignInAnswer.Wrong);
    }

    /// <summary>What the code page shows; null when the sign-in must start over.</summary>
    public async Task<CodeOffer?> OfferAsync(string proof, CancellationToken ct)
    {
        if (await challenges.FindAsync(proof, ct, ChallengeKind.SecondFactor) is not { UserId: { } id } challenge) return null;
        if (await PersonAsync(id) is not { } user || await factors.FindAsync(id, ct) is not { } factor) return null;
        return new CodeOffer(user.Email!, factor.HasApp, factor.ByMail, challenge.MailCodeHash is not null);
    }

    /// <summary>Sends a code by e-mail.</summary>
    /// <returns>Whether one left.</returns>
    public async Task<bool> SendCodeAsync(string proof, Func<string, (string Subject, string Text)> words, CancellationToken ct)
    {
        if (await challenges.FindAsync(proof, ct, ChallengeKind.SecondFactor) is not { UserId: { } id } challenge) return false;
        if (await PersonAsync(id) is not { } user || await factors.FindAsync(id, ct) is not { ByMail: true }) return false;
        return await factors.MailCodeAsync(challenge, user.Email!, words, ct);
    }

    /// <summary>Checks a code: few per sign-in, and each counts like a password (ABUSE 35).</summary>
    public async Task<SignInStep> CodeAsync(string proof, CodeKind kind, string code, bool trust, CancellationToken ct)
    {
        if (await challenges.FindAsync(proof, ct, ChallengeKind.SecondFactor) is not { UserId: { } id } challenge || await PersonAsync(id) is not { } user)
            return new SignInStep(SignInAnswer.StartOver);
        var device = await entry.DeviceAsync(id, ct);
        using var attempt = await tries.BeginAsync(id, user.Email!, browser.Origin, device, ct);
        if (!attempt.Allowed || !await challenges.TryAsync(challenge, ct)) return new SignInStep(SignInAnswer.StartOver);
        if (!await IsRightAsync(id, challenge, kind, code, ct))
        {
            await attempt.SettleAsync(SignInOutcome.WrongCode, ct);
            return challenge.Tries + 1 < SignInLimits.Codes ? new SignInStep(SignInAnswer.WrongCode, proof) : new SignInStep(SignInAnswer.StartOver);
        }

        if (!await challenges.UseAsync(challenge, ct)) return new SignInStep(SignInAnswer.StartOver);
        return await entry.ArriveAsync(id, device, new SignInWish(challenge.Remember, trust), outcome => attempt.SettleAsync(outcome, ct), ct);
    }

    /// <summary>Lets somebody in who has just joined or set up. A sign-in of its own second factor goes by the sign-in page.</summary>
    /// <returns>Whether the person is in.</returns>
    public async Task<bool> EnterAsync(UserId user, TenantId tenant, CancellationToken ct)
    {
        if (factors.IsAsked(await factors.FindAsync(user, ct))) return false;
        await entry.EnterAsync(user, tenant, await entry.DeviceAsync(user, ct), new SignInWish(Remember: false, Trust: false), ct);
        return true;
    }

    /// <summary>Runs what compares a person's password at another door, counted like a sign-in; for an address nobody signs in with it is not counted.</summary>
    /// <returns>Whether it could be compared and was right.</returns>
    public async Task<bool> CountedAsync(string email, Func<Task<bool>> compare, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(email) is not { } user) return await compare();
        var id = new UserId(user.Id);
        using var attempt = await tries.BeginAsync(id, email, browser.Origin, await entry.DeviceAsync(id, ct), ct);
        if (!attempt.Allowed) return false;
        var right = await compare();
        await attempt.SettleAsync(right ? SignInOutcome.PasswordRight : SignInOutcome.WrongPassword, ct);
        return right;
    }

    private async Task<SignInStep> RightAsync(User user, KnownDevice? device, bool remember, SignInTry attempt, CancellationToken ct)
    {
        var id = new UserId(user.Id);
        if (!factors.IsAsked(await factors.FindAsync(id, ct)) || device?.IsTrusted(clock.GetUtcNow()) == true)
            return await entry.ArriveAsync(id, device, new SignInWish(remember, Trust: false), outcome => attempt.SettleAsync(outcome, ct), ct);
        await attempt.SettleAsync(SignInOutcome.PasswordRight, ct);
        return new SignInStep(SignInAnswer.Code, await challenges.CreateAsync(ChallengeKind.SecondFactor, id, ct, remember));
    }

    private async Task<bool> IsRightAsync(UserId id, SignInChallenge challenge, CodeKind kind, string code, CancellationToken ct) => kind switch
    {
        CodeKind.App => await factors.FindAsync(id, ct) is { } factor && await factors.TakeAppCodeAsync(factor, code, ct),
        CodeKind.Recovery => await factors.TakeRecoveryCodeAsync(id, code, ct),
        CodeKind.Mail => factors.IsMailCode(challenge, code),
        _ => false,
    };

    private Task<User?> PersonAsync(UserId id) => users.FindByIdAsync(id.Value.ToString(CultureInfo.InvariantCulture));
}
