using Helpdesk.Core.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Infrastructure.Execution;

/// <summary>Opens a scope, says who acts in it, and calls one service: what workers and doors share.</summary>
public sealed class UseCaseRunner(IServiceScopeFactory scopes)
{
    /// <summary>Runs a call in its own scope.</summary>
    public async Task<TResult> RunAsync<TService, TResult>(Actor actor, Func<TService, Task<TResult>> call)
        where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Set(actor);
        return await call(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
