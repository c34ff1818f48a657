using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;

namespace Helpdesk.Web.Identity;

/// <summary>The last steps of every sign-in, however the person proved who they are: a workspace, a known device, a session.</summary>
public sealed class SignInEntry(MembershipDirectory members, Challenges challenges, KnownDevices devices, Sessions sessions, SignInBrowser browser)
{
    /// <summary>Somebody has proved everything there is to prove.</summary>
    /// <param name="user">Who.</param>
    /// <param name="device">The known device it is, if it is one.</param>
    /// <param name="wish">What was ticked.</param>
    /// <param name="settle">Writes down what came of the try.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SignInStep> ArriveAsync(UserId user, KnownDevice? device, SignInWish wish, Func<SignInOutcome, Task> settle, CancellationToken ct)
    {
        var places = await members.ListAsync(user, ct);
        await settle(places.Count == 0 ? SignInOutcome.NoWorkspace : SignInOutcome.Success);
        if (places.Count == 0) return new SignInStep(SignInAnswer.NoWorkspace);
        if (places.Count > 1)
            return new SignInStep(SignInAnswer.Choose, await challenges.CreateAsync(ChallengeKind.Workspace, user, ct, wish.Remember, wish.Trust));
        await EnterAsync(user, places[0].Tenant, device, wish, ct);
        return new SignInStep(SignInAnswer.SignedIn);
    }

    /// <summary>The workspaces somebody may choose from; none when it took too long.</summary>
    public async Task<IReadOnlyList<CurrentMembership>> ChoicesAsync(string proof, CancellationToken ct) =>
        await challenges.FindAsync(proof, ct, ChallengeKind.Workspace) is { UserId: { } user } ? await members.ListAsync(user, ct) : [];

    /// <summary>Enters a chosen workspace.</summary>
    public async Task<bool> ChooseAsync(string proof, TenantId tenant, CancellationToken ct)
    {
        if (await challenges.FindAsync(proof, ct, ChallengeKind.Workspace) is not { UserId: { } user } challenge) return false;
        if (await members.FindAsync(user, tenant, ct) is null || !await challenges.UseAsync(challenge, ct)) return false;
        var device = await devices.FindAsync(user, browser.DeviceOf(user), ct);
        await EnterAsync(user, tenant, device, new SignInWish(challenge.Remember, challenge.Trust), ct);
        return true;
    }

    /// <summary>Opens a session and issues the cookies.</summary>
    public async Task EnterAsync(UserId user, TenantId tenant, KnownDevice? device, SignInWish wish, CancellationToken ct)
    {
        var from = browser.Origin;
        var (known, cookie) = await devices.SeenAsync(user, device, from.Agent ?? "", wish.Trust, ct);
        if (cookie is not null) browser.Leave(user, cookie);
        await browser.SignInAsync(await sessions.OpenAsync(user, tenant, from, known.Id, wish.Remember, ct));
    }

    /// <summary>The known device of a person this browser is.</summary>
    public Task<KnownDevice?> DeviceAsync(UserId user, CancellationToken ct) => devices.FindAsync(user, browser.DeviceOf(user), ct);
}

/// <summary>What a person ticked at sign-in.</summary>
/// <param name="Remember">Stay signed in on this computer.</param>
/// <param name="Trust">Do not ask for the second factor here for a while.</param>
public sealed record SignInWish(bool Remember, bool Trust);
