using System.Globalization;
using System.Text.Json;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;
using Microsoft.AspNetCore.Identity;

namespace Helpdesk.Web.Identity;

/// <summary>What a browser needs to ask for a passkey: WebAuthn's options, and the proof to answer with.</summary>
public sealed record PasskeyAsk(string Proof, JsonElement Options);

/// <summary>Passkeys at the door: the person and both factors in one, since the authenticator verifies its user.</summary>
public sealed class SignInPasskeys(
    IPasskeyHandler<User> passkeys, UserManager<User> users, Challenges challenges, SignInTries tries, SignInEntry entry, SignInBrowser browser, OwnProof proof, OwnPasskeys own)
{
    /// <summary>Asks for any passkey of this site.</summary>
    public async Task<PasskeyAsk> AskAsync(CancellationToken ct)
    {
        var asked = await passkeys.MakeRequestOptionsAsync(null, browser.Context);
        return Ask(await challenges.CreateAsync(ChallengeKind.PasskeySignIn, null, ct, state: asked.AssertionState), asked.RequestOptionsJson);
    }

    /// <summary>Signs in with the answer.</summary>
    public async Task<SignInStep> SignInAsync(string token, string credential, bool remember, CancellationToken ct)
    {
        if (await challenges.FindAsync(token, ct, ChallengeKind.PasskeySignIn) is not { } challenge || !await challenges.UseAsync(challenge, ct))
            return new SignInStep(SignInAnswer.StartOver);
        var checkedAnswer = await passkeys.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = browser.Context, CredentialJson = credential, AssertionState = challenge.State });
        if (!checkedAnswer.Succeeded || !(await users.AddOrUpdatePasskeyAsync(checkedAnswer.User, checkedAnswer.Passkey)).Succeeded)
        {
            await tries.RecordAsync(null, "", browser.Origin, null, SignInOutcome.WrongPasskey, ct);
            return new SignInStep(SignInAnswer.Wrong);
        }

        var user = new UserId(checkedAnswer.User.Id);
        var device = await entry.DeviceAsync(user, ct);
        return await entry.ArriveAsync(
            user, device, new SignInWish(remember, Trust: false), outcome => tries.RecordAsync(user, checkedAnswer.User.Email!, browser.Origin, device?.Id, outcome, ct), ct);
    }

    /// <summary>Asks for a new passkey of the acting person.</summary>
    public async Task<Result<PasskeyAsk>> AskNewAsync(SessionId mine, CancellationToken ct)
    {
        if (await proof.LacksAsync(mine, ct) is { } unproved) return unproved;
        var me = await proof.MeAsync(ct);
        var person = new PasskeyUserEntity { Id = me.Id.ToString(CultureInfo.InvariantCulture), Name = me.Email!, DisplayName = me.Email! };
        var asked = await passkeys.MakeCreationOptionsAsync(person, browser.Context);
        return Ask(await challenges.CreateAsync(ChallengeKind.PasskeyRegister, proof.Me, ct, state: asked.AttestationState), asked.CreationOptionsJson);
    }

    /// <summary>Takes the new passkey.</summary>
    public async Task<Result> AddAsync(SessionId mine, string token, string credential, string name, CancellationToken ct)
    {
        if (await challenges.FindAsync(token, ct, ChallengeKind.PasskeyRegister) is not { } challenge || challenge.UserId != proof.Me) return SignInErrors.PasskeyRefused;
        if (!await challenges.UseAsync(challenge, ct)) return SignInErrors.PasskeyRefused;
        var made = await passkeys.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = browser.Context, CredentialJson = credential, AttestationState = challenge.State });
        return made.Succeeded && made.Passkey.IsUserVerified ? await own.AddAsync(mine, made.Passkey, name, ct) : SignInErrors.PasskeyRefused;
    }

    private static PasskeyAsk Ask(string token, string options)
    {
        using var parsed = JsonDocument.Parse(options);
        return new PasskeyAsk(token, parsed.RootElement.Clone());
    }
}
