using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Helpdesk.Web.Identity;

/// <summary>What came of a sign-in.</summary>
public enum SignInAnswer
{
    /// <summary>Address or password is wrong, or there is no such person: one answer for all.</summary>
    Wrong,

    /// <summary>Too many wrong tries; wait a quarter of an hour.</summary>
    LockedOut,

    /// <summary>Right, but no workspace has a place for the person.</summary>
    NoWorkspace,

    /// <summary>Signed in.</summary>
    SignedIn,

    /// <summary>Right, and a workspace is to be chosen.</summary>
    Choose,
}

/// <summary>Signs people in: password, lock-out, and the workspace that goes into the cookie (DECISIONS 25).</summary>
public sealed class SignInDesk(
    UserManager<User> users, SignInManager<User> signIn, MembershipDirectory members, IDataProtectionProvider protection, IHttpContextAccessor http)
{
    private static readonly TimeSpan ChoosingTime = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector _choices = protection.CreateProtector("choose-workspace").ToTimeLimitedDataProtector();

    /// <summary>Checks a password; an unknown person costs the same time as a wrong password.</summary>
    /// <returns>The answer, and for <see cref="SignInAnswer.Choose"/> the proof to choose with.</returns>
    public async Task<(SignInAnswer Answer, string? Proof)> TryAsync(string email, string password, CancellationToken ct)
    {
        var user = await users.FindByEmailAsync(email);
        if (user is null)
        {
            users.PasswordHasher.HashPassword(new User(), password);
            return (SignInAnswer.Wrong, null);
        }

        var check = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (check.IsLockedOut) return (SignInAnswer.LockedOut, null);
        if (!check.Succeeded) return (SignInAnswer.Wrong, null);
        var places = await members.ListAsync(new UserId(user.Id), ct);
        if (places.Count == 0) return (SignInAnswer.NoWorkspace, null);
        if (places.Count > 1) return (SignInAnswer.Choose, _choices.Protect(user.Id.ToString(CultureInfo.InvariantCulture), ChoosingTime));
        await EnterAsync(new SignedIn(places[0].User, places[0].Tenant));
        return (SignInAnswer.SignedIn, null);
    }

    /// <summary>The workspaces somebody with a proof may enter; none when it is too old.</summary>
    public async Task<IReadOnlyList<CurrentMembership>> ChoicesAsync(string proof, CancellationToken ct)
    {
        try
        {
            return await members.ListAsync(new UserId(long.Parse(_choices.Unprotect(proof), CultureInfo.InvariantCulture)), ct);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return [];
        }
    }

    /// <summary>Enters a chosen workspace.</summary>
    public async Task<bool> ChooseAsync(string proof, long tenant, CancellationToken ct)
    {
        if ((await ChoicesAsync(proof, ct)).FirstOrDefault(m => m.Tenant == new TenantId(tenant)) is not { } member) return false;
        await EnterAsync(new SignedIn(member.User, member.Tenant));
        return true;
    }

    /// <summary>Issues the cookie.</summary>
    public Task EnterAsync(SignedIn signedIn) => http.HttpContext!.SignInAsync(signedIn.ToPrincipal(), new AuthenticationProperties { IsPersistent = true });
}
