using System.Globalization;
using System.Security.Cryptography;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>Checks codes: of the app, of the mailbox, and the ones kept for the day the phone is gone.</summary>
public sealed class SecondFactors(HelpdeskDb db, WriteGate gate, ISecrets secrets, ILinkTokens links, IIdSource ids, ISystemMail mail, TimeProvider clock)
{
    // Without letters and digits that are mistaken for each other.
    private const string RecoveryAlphabet = "23456789abcdefghjkmnpqrstuvwxyz";

    /// <summary>What a person has; tracked, null for none.</summary>
    public Task<SecondFactor?> FindAsync(UserId user, CancellationToken ct) => db.SecondFactors.SingleOrDefaultAsync(f => f.UserId == user, ct);

    /// <summary>Whether a person has one to ask for; codes by e-mail count only while mail can leave.</summary>
    public bool IsAsked(SecondFactor? factor) => factor is { HasApp: true } || (factor is { ByMail: true } && mail.Configured);

    /// <summary>Whether a code of the app is right; used, neither it nor an older one is right again.</summary>
    public async Task<bool> TakeAppCodeAsync(SecondFactor factor, string code, CancellationToken ct)
    {
        if (!factor.HasApp || Match(factor, code) is not { } step || step <= factor.LastStep) return false;
        var user = factor.UserId;
        using var turn = await gate.EnterAsync(ct);
        return await db.SecondFactors.Where(f => f.UserId == user && f.LastStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.LastStep, step), ct) == 1;
    }

    /// <summary>The step of a code for the secret on offer or in use; null when it is wrong.</summary>
    public long? Match(SecondFactor factor, string code) => factor.Secret is null
        ? null
        : Totp.Match(Totp.FromBase32(secrets.Reveal(SecondFactor.Place(factor.UserId), factor.Secret)), Digits(code), clock.GetUtcNow());

    /// <summary>Whether a recovery code is right; it is gone then.</summary>
    public async Task<bool> TakeRecoveryCodeAsync(UserId user, string code, CancellationToken ct)
    {
        var hash = HashOf(user, code);
        using var turn = await gate.EnterAsync(ct);
        return await db.RecoveryCodes.Where(c => c.UserId == user && c.CodeHash == hash).ExecuteDeleteAsync(ct) == 1;
    }

    /// <summary>Makes ten new recovery codes, saved by the caller; older ones end.</summary>
    /// <returns>The codes, to be shown once.</returns>
    public async Task<IReadOnlyList<string>> MakeRecoveryCodesAsync(UserId user, CancellationToken ct)
    {
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(c => c.UserId == user).ToListAsync(ct));
        List<string> codes = [];
        for (var i = 0; i < RecoveryCode.Count; i++)
        {
            var text = RandomNumberGenerator.GetString(RecoveryAlphabet, 10);
            codes.Add($"{text[..5]}-{text[5..]}");
            db.RecoveryCodes.Add(RecoveryCode.Create(ids.Next(), user, HashOf(user, text)));
        }

        return codes;
    }

    /// <summary>Sends a code to the person's mailbox; an older one no longer works.</summary>
    public async Task<bool> MailCodeAsync(SignInChallenge challenge, string to, Func<string, (string Subject, string Text)> words, CancellationToken ct)
    {
        if (!await NotTooManyAsync(challenge, ct)) return false;
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        challenge.MailCode(MailHash(challenge, code), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        var (subject, text) = words(code);
        return await mail.SendAsync(to, subject, text, ct);
    }

    /// <summary>Whether a code is the one that was sent.</summary>
    public bool IsMailCode(SignInChallenge challenge, string code) => challenge.IsMailCode(MailHash(challenge, Digits(code)), clock.GetUtcNow());

    // A mailbox is not flooded: asking again costs one of the challenge's tries.
    private async Task<bool> NotTooManyAsync(SignInChallenge challenge, CancellationToken ct)
    {
        if (challenge.MailCodeHash is null) return true;
        using var turn = await gate.EnterAsync(ct);
        return await db.SignInChallenges.Where(c => c.Id == challenge.Id && c.Tries < SignInLimits.Codes)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Tries, c => c.Tries + 1), ct) == 1;
    }

    private string MailHash(SignInChallenge challenge, string code) => links.HashOf($"{challenge.Id}/{code}");

    private string HashOf(UserId user, string code) =>
        links.HashOf($"{user.Value}/{new string([.. code.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)])}");

    // Arabic keyboards write other digits; apps show blanks between them.
    private static string Digits(string code) =>
        new([.. code.Where(char.IsDigit).Select(c => (char)('0' + (int)char.GetNumericValue(c)))]);
}
