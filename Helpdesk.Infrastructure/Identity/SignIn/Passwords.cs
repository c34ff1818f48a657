using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Microsoft.AspNetCore.Identity;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>Sets passwords: the length, the rule against guessable ones, and the end of every other session.</summary>
public sealed class Passwords(UserManager<User> users, MembershipDirectory members, Sessions sessions)
{
    // Hashed in place of a real comparison, so that nobody can tell by the time it takes whether there was one.
    private static readonly User Nobody = new();

    /// <summary>Takes as long as comparing a password does.</summary>
    public void PretendToCompare(string password) => users.PasswordHasher.HashPassword(Nobody, password);

    /// <summary>Sets a person's password and ends their sessions, but for one to keep.</summary>
    /// <param name="mayStill">Asked last, once the password itself is accepted: whether a link is still there to be used up.</param>
    public async Task<Result> SetAsync(User user, string password, SessionId? keep, CancellationToken ct, Func<Task<bool>>? mayStill = null)
    {
        var id = new UserId(user.Id);
        if (await CheckAsync(user, password, ct) is { } refused) return refused;
        if (mayStill is not null && !await mayStill()) return PeopleErrors.Link;
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        await users.UpdateSecurityStampAsync(user);
        await sessions.EndOthersAsync(id, keep, SessionEnd.PasswordChanged, ct);
        return Result.Ok;
    }

    private async Task<Error?> CheckAsync(User user, string password, CancellationToken ct)
    {
        foreach (var policy in users.PasswordValidators)
            if (!(await policy.ValidateAsync(users, user, password)).Succeeded) return SignInErrors.PasswordWeak;
        var places = await members.ListAsync(new UserId(user.Id), ct);
        return PasswordRule.Check(password, [user.Email, .. places.Select(p => p.Name), .. places.Select(p => p.Workspace.Name)]);
    }
}
