using System.Buffers.Text;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Microsoft.AspNetCore.Identity;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>A passkey as its owner sees it.</summary>
public sealed record PasskeyRow(string Id, string Name, DateTimeOffset CreatedAt, bool IsBackedUp);

/// <summary>A person's own passkeys.</summary>
public sealed class OwnPasskeys(UserManager<User> users, OwnProof proof, SessionDirectory directory, SignInRecorder recorder)
{
    private const int LongestName = 60;

    /// <summary>All, newest first.</summary>
    public async Task<IReadOnlyList<PasskeyRow>> ListAsync(CancellationToken ct) =>
        [.. (await users.GetPasskeysAsync(await proof.MeAsync(ct))).OrderByDescending(p => p.CreatedAt)
            .Select(p => new PasskeyRow(Base64Url.EncodeToString(p.CredentialId), p.Name ?? "", p.CreatedAt, p.IsBackedUp))];

    /// <summary>Adds one whose attestation was checked.</summary>
    public async Task<Result> AddAsync(SessionId mine, UserPasskeyInfo passkey, string name, CancellationToken ct)
    {
        if (await proof.LacksAsync(mine, ct) is { } unproved) return unproved;
        if (Named(name) is not { } wanted) return SignInErrors.PasskeyName;
        passkey.Name = wanted;
        return await StoreAsync(mine, passkey, SignInFact.PasskeyAdded, ct);
    }

    /// <summary>Gives one another name.</summary>
    public async Task<Result> RenameAsync(SessionId mine, string id, string name, CancellationToken ct)
    {
        if (Named(name) is not { } wanted) return SignInErrors.PasskeyName;
        if (await FindAsync(id, ct) is not { } passkey) return SignInErrors.PasskeyRefused;
        passkey.Name = wanted;
        return await StoreAsync(mine, passkey, SignInFact.PasskeyRenamed, ct);
    }

    /// <summary>Removes one.</summary>
    public async Task<Result> RemoveAsync(SessionId mine, string id, CancellationToken ct)
    {
        if (await proof.LacksAsync(mine, ct) is { } unproved) return unproved;
        if (await FindAsync(id, ct) is not { } passkey) return Result.Ok;
        await users.RemovePasskeyAsync(await proof.MeAsync(ct), passkey.CredentialId);
        directory.Forget(mine);
        await recorder.SawAsync(new SignInEvent(SignInFact.PasskeyRemoved, proof.Me), ct);
        return Result.Ok;
    }

    private static string? Named(string name) => name.Trim() is { Length: > 0 and <= LongestName } trimmed ? trimmed : null;

    private async Task<UserPasskeyInfo?> FindAsync(string id, CancellationToken ct) =>
        Base64Url.IsValid(id) ? await users.GetPasskeyAsync(await proof.MeAsync(ct), Base64Url.DecodeFromChars(id)) : null;

    private async Task<Result> StoreAsync(SessionId mine, UserPasskeyInfo passkey, SignInFact fact, CancellationToken ct)
    {
        if (!(await users.AddOrUpdatePasskeyAsync(await proof.MeAsync(ct), passkey)).Succeeded) return SignInErrors.PasskeyRefused;
        directory.Forget(mine);
        await recorder.SawAsync(new SignInEvent(fact, proof.Me), ct);
        return Result.Ok;
    }
}
