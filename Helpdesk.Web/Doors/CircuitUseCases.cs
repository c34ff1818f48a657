using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;
using Microsoft.AspNetCore.Components.Authorization;

namespace Helpdesk.Web.Doors;

/// <summary>
/// How components call use cases and queries: each call opens its own scope and acts by the membership as it is now, so that no database
/// context lives as long as a circuit and lost rights end at once (DECISIONS 26).
/// </summary>
public sealed class CircuitUseCases(
    UseCaseRunner runner, MembershipDirectory members, SessionDirectory sessions, AuthenticationStateProvider authentication, CircuitOrigin origin, Refusals refusals)
{
    /// <summary>Calls a use case or query; throws <see cref="MembershipLostException"/> when the membership is gone.</summary>
    public async Task<TResult> RunAsync<TService, TResult>(Func<TService, CancellationToken, Task<TResult>> call, CancellationToken ct = default)
        where TService : notnull
    {
        var member = await CurrentAsync(ct) ?? throw new MembershipLostException();
        var actor = member.Actor.From(origin.Current);
        var result = await runner.RunAsync<TService, TResult>(actor, service => call(service, ct));
        if (result is IOutcome { Error.Kind: ErrorKind.Forbidden }) await refusals.NoteAsync(actor, typeof(TService).Name);
        return result;
    }

    /// <summary>The membership as it is now; null when it is gone, or the session is over.</summary>
    public async ValueTask<CurrentMembership?> CurrentAsync(CancellationToken ct) =>
        await SessionAsync(ct) is { } session ? await members.FindAsync(session.User, session.Workspace, ct) : null;

    /// <summary>The session of the circuit; null when it is over.</summary>
    public async ValueTask<OpenSession?> SessionAsync(CancellationToken ct) =>
        SignedIn.Read((await authentication.GetAuthenticationStateAsync()).User) is { } signedIn ? await sessions.FindAsync(signedIn.Session, ct) : null;
}

/// <summary>The person is no longer a member of the workspace.</summary>
public sealed class MembershipLostException() : Exception("The membership has ended.");
