using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>A person's own password: changed with the old one only, and given again before the security settings open (ABUSE 27).</summary>
public sealed class OwnPassword(
    HelpdeskDb db, UserManager<User> users, Passwords passwords, SignInTries tries, SignInRecorder recorder, OwnProof proof)
{
    /// <summary>Changes it; every other session ends.</summary>
    public async Task<Result> ChangeAsync(SessionId mine, string old, string wanted, CancellationToken ct)
    {
        var user = await proof.MeAsync(ct);
        if (!await IsRightAsync(user, mine, old, ct)) return SignInErrors.WrongPassword;
        var changed = await passwords.SetAsync(user, wanted, mine, ct);
        if (changed.Succeeded) await recorder.SawAsync(new SignInEvent(SignInFact.PasswordChanged, new UserId(user.Id)), ct);
        return changed;
    }

    /// <summary>The person gives the password: the security settings open for a while.</summary>
    public async Task<Result> ConfirmAsync(SessionId mine, string password, CancellationToken ct)
    {
        var user = await proof.MeAsync(ct);
        if (!await IsRightAsync(user, mine, password, ct)) return SignInErrors.WrongPassword;
        await proof.ConfirmAsync(mine, ct);
        return Result.Ok;
    }

    // Counted like a sign-in: an open page is no way to guess without limit.
    private async Task<bool> IsRightAsync(User user, SessionId mine, string password, CancellationToken ct)
    {
        var session = await db.UserSessions.AsNoTracking().SingleAsync(s => s.Id == mine, ct);
        var device = session.DeviceId is { } id ? await db.KnownDevices.SingleOrDefaultAsync(d => d.Id == id, ct) : null;
        using var attempt = await tries.BeginAsync(session.UserId, user.Email!, RequestOrigin.Of(session.Network, session.Agent), device, ct);
        if (!attempt.Allowed)
        {
            passwords.PretendToCompare(password);
            return false;
        }

        var right = await users.CheckPasswordAsync(user, password);
        await attempt.SettleAsync(right ? SignInOutcome.PasswordRight : SignInOutcome.WrongPassword, ct);
        return right;
    }
}

/// <summary>Who is acting, and whether they have proved it lately.</summary>
public sealed class OwnProof(HelpdeskDb db, UserManager<User> users, WriteGate gate, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>The acting person's id.</summary>
    public UserId Me => actor.Current.User ?? throw new InvalidOperationException("Only a person has a sign-in of their own.");

    /// <summary>The acting person, tracked.</summary>
    public async Task<User> MeAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return await users.FindByIdAsync(Me.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))
            ?? throw new InvalidOperationException("The acting person has no sign-in.");
    }

    /// <summary>The refusal of a session whose last proof is too old, else null.</summary>
    public async Task<Error?> LacksAsync(SessionId mine, CancellationToken ct)
    {
        var (me, since) = (Me, clock.GetUtcNow() - UserSession.Confirmed);
        return await db.UserSessions.AnyAsync(s => s.Id == mine && s.UserId == me && s.EndedAt == null && s.ConfirmedAt > since, ct)
            ? null
            : SignInErrors.Unconfirmed;
    }

    /// <summary>The proof was given.</summary>
    public async Task ConfirmAsync(SessionId mine, CancellationToken ct)
    {
        var (me, now) = (Me, clock.GetUtcNow());
        using var turn = await gate.EnterAsync(ct);
        await db.UserSessions.Where(s => s.Id == mine && s.UserId == me).ExecuteUpdateAsync(set => set.SetProperty(s => s.ConfirmedAt, now), ct);
    }
}
