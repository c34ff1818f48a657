using System.Security.Cryptography;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>What the account page shows of a second factor.</summary>
/// <param name="AppSince">When the app was enrolled.</param>
/// <param name="ByMail">Codes by e-mail are taken.</param>
/// <param name="MailConfigured">Codes by e-mail can be had.</param>
/// <param name="RecoveryLeft">Recovery codes not used yet.</param>
public sealed record SecondFactorState(DateTimeOffset? AppSince, bool ByMail, bool MailConfigured, int RecoveryLeft);

/// <summary>An app's secret to enrol, shown until its first code is right.</summary>
public sealed record AppOffer(string Secret, string Uri);

/// <summary>A person's own second factor. Every change asks for a recent proof; the directory reads the session anew after it.</summary>
public sealed class OwnSecondFactor(
    HelpdeskDb db, SecondFactors factors, ISecrets secrets, ISystemMail mail, OwnProof proof, SessionDirectory directory, SignInRecorder recorder, TimeProvider clock)
{
    private const string Issuer = "Helpdesk";
    private const int SecretBytes = 20;

    /// <summary>What there is.</summary>
    public async Task<SecondFactorState> StateAsync(CancellationToken ct)
    {
        var me = proof.Me;
        var factor = await factors.FindAsync(me, ct);
        var left = await db.RecoveryCodes.CountAsync(c => c.UserId == me, ct);
        return new SecondFactorState(factor is { HasApp: true } ? factor.EnabledAt : null, factor?.ByMail ?? false, mail.Configured, left);
    }

    /// <summary>Offers a secret.</summary>
    public async Task<Result<AppOffer>> OfferAsync(SessionId mine, CancellationToken ct)
    {
        if (await proof.LacksAsync(mine, ct) is { } unproved) return unproved;
        var user = await proof.MeAsync(ct);
        var factor = await MineAsync(ct);
        if (factor.HasApp) return SaveErrors.Conflict;
        var secret = Totp.ToBase32(RandomNumberGenerator.GetBytes(SecretBytes));
        factor.Offer(secrets.Protect(SecondFactor.Place(proof.Me), secret));
        await db.SaveChangesAsync(ct);
        return new AppOffer(secret, Totp.Uri(secret, Issuer, user.Email!));
    }

    /// <summary>Enrols the app with its first code.</summary>
    /// <returns>The recovery codes, to be shown once.</returns>
    public async Task<Result<IReadOnlyList<string>>> EnableAsync(SessionId mine, string code, CancellationToken ct)
    {
        if (await proof.LacksAsync(mine, ct) is { } unproved) return unproved;
        var factor = await MineAsync(ct);
        if (factor.HasApp) return SaveErrors.Conflict;
        if (factors.Match(factor, code) is not { } step) return SignInErrors.WrongCode;
        factor.Enable(step, clock.GetUtcNow());
        var codes = await factors.MakeRecoveryCodesAsync(proof.Me, ct);
        await SavedAsync(mine, SignInFact.SecondFactorOn, ct);
        return Result(codes);
    }

    /// <summary>Turns the app off; its recovery codes end with it.</summary>
    public async Task<Result> RemoveAppAsync(SessionId mine, CancellationToken ct)
    {
        if (await proof.LacksAsync(mine, ct) is { } unproved) return unproved;
        var factor = await MineAsync(ct);
        var me = proof.Me;
        factor.RemoveApp();
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(c => c.UserId == me).ToListAsync(ct));
        await SavedAsync(mine, SignInFact.SecondFactorOff, ct);
        return Core.Shared.Result.Ok;
    }

    /// <summary>Takes codes by e-mail besides, or no longer.</summary>
    public async Task<Result> UseMailAsync(SessionId mine, bool on, CancellationToken ct)
    {
        if (await proof.LacksAsync(mine, ct) is { } unproved) return unproved;
        if (on && !mail.Configured) return SignInErrors.NoMail;
        (await MineAsync(ct)).UseMail(on);
        await SavedAsync(mine, on ? SignInFact.SecondFactorOn : SignInFact.SecondFactorOff, ct);
        return Core.Shared.Result.Ok;
    }

    /// <summary>Makes new recovery codes.</summary>
    public async Task<Result<IReadOnlyList<string>>> NewCodesAsync(SessionId mine, CancellationToken ct)
    {
        if (await proof.LacksAsync(mine, ct) is { } unproved) return unproved;
        if (await factors.FindAsync(proof.Me, ct) is not { HasApp: true }) return SaveErrors.Conflict;
        var codes = await factors.MakeRecoveryCodesAsync(proof.Me, ct);
        await SavedAsync(mine, SignInFact.RecoveryCodesMade, ct);
        return Result(codes);
    }

    private static Result<IReadOnlyList<string>> Result(IReadOnlyList<string> codes) => new List<string>(codes);

    private async Task<SecondFactor> MineAsync(CancellationToken ct)
    {
        if (await factors.FindAsync(proof.Me, ct) is { } factor) return factor;
        factor = SecondFactor.For(proof.Me);
        db.SecondFactors.Add(factor);
        return factor;
    }

    private async Task SavedAsync(SessionId mine, SignInFact fact, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        directory.Forget(mine);
        await recorder.SawAsync(new SignInEvent(fact, proof.Me), ct);
    }
}
