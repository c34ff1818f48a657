using Helpdesk.Core.Identity.SignIn;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>Everything that happens to a sign-in passes through here, once it is done. Tries are kept by <see cref="SignInTries"/>.</summary>
public sealed partial class SignInRecorder(ILogger<SignInRecorder> log)
{
    /// <summary>Records a fact.</summary>
    public Task SawAsync(SignInEvent what, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Log.Saw(log, what.What, what.User?.Value);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Fact} of user {User}.")]
        public static partial void Saw(ILogger logger, SignInFact fact, long? user);
    }
}
