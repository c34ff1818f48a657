using Helpdesk.Core.Activity;
using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure.Execution;

namespace Helpdesk.Web.Doors;

/// <summary>Writes into the activity log that somebody tried what they may not.</summary>
public sealed class Refusals(UseCaseRunner runner)
{
    /// <summary>Notes a refusal.</summary>
    /// <param name="actor">Who tried.</param>
    /// <param name="what">The use case or the address.</param>
    public Task NoteAsync(Actor actor, string what) => actor.TenantOrNone is null
        ? Task.CompletedTask
        : runner.RunAsync<IActivityLog, bool>(actor, async log =>
        {
            await log.WriteAsync(new ActivityNote("permission.denied", "Permission", 0, what), CancellationToken.None);
            return true;
        });
}
