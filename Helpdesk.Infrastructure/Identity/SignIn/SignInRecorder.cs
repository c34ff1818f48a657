using Helpdesk.Core.Activity;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Infrastructure.Execution;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>
/// Everything that happens to a sign-in passes through here, once it is done, and stands in the activity log: of the workspace it concerns, or,
/// before one is chosen, of every workspace of the person. Tries are kept by <see cref="SignInTries"/>.
/// </summary>
public sealed partial class SignInRecorder(MembershipDirectory members, UseCaseRunner runner, ILogger<SignInRecorder> log)
{
    /// <summary>Records a fact.</summary>
    public async Task SawAsync(SignInEvent what, CancellationToken ct)
    {
        Log.Saw(log, what.What, what.User?.Value);
        if (what.User is not { } user) return;
        foreach (var place in (await members.ListAsync(user, ct)).Where(m => what.Workspace is null || m.Tenant == what.Workspace))
            await NoteAsync(place, what, ct);
    }

    private Task NoteAsync(CurrentMembership place, SignInEvent what, CancellationToken ct)
    {
        var note = new ActivityNote($"session.{Kebab(what.What)}", "User", place.User.Value, place.Name);
        return runner.RunAsync<IActivityLog, bool>(place.Actor.From(what.From ?? RequestOrigin.Of(null, null)), async activity =>
        {
            await activity.WriteAsync(note, ct);
            return true;
        });
    }

    private static string Kebab(SignInFact fact) =>
        string.Concat(fact.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Fact} of user {User}.")]
        public static partial void Saw(ILogger logger, SignInFact fact, long? user);
    }
}
