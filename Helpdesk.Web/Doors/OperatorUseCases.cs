using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity;

namespace Helpdesk.Web.Doors;

/// <summary>
/// How the operator's page calls use cases: each call looks in the database whether the person signed in still is an operator. Anybody else acts as
/// the member they are, whom those use cases refuse.
/// </summary>
public sealed class OperatorUseCases(CircuitUseCases circuit, UseCaseRunner runner, MembershipDirectory members, CircuitOrigin origin, Refusals refusals)
{
    /// <summary>Whether the person signed in runs the installation.</summary>
    public async Task<bool> IsOperatorAsync(CancellationToken ct) =>
        await circuit.CurrentAsync(ct) is { } member && await members.IsOperatorAsync(member.User, ct);

    /// <summary>Calls a use case or query from outside a workspace; throws <see cref="MembershipLostException"/> when the person is signed in no more.</summary>
    /// <param name="tenant">The workspace it is about; none means that it is about all of them.</param>
    /// <param name="call">What to call.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<TResult> RunAsync<TService, TResult>(TenantId? tenant, Func<TService, CancellationToken, Task<TResult>> call, CancellationToken ct)
        where TService : notnull
    {
        var member = await circuit.CurrentAsync(ct) ?? throw new MembershipLostException();
        var who = await members.IsOperatorAsync(member.User, ct) ? Actor.Operator(tenant ?? member.Tenant, member.User) : member.Actor;
        var actor = who.From(origin.Current);
        var result = await runner.RunAsync<TService, TResult>(actor, service => call(service, ct));
        if (result is IOutcome { Error.Kind: ErrorKind.Forbidden }) await refusals.NoteAsync(actor, typeof(TService).Name);
        return result;
    }
}
