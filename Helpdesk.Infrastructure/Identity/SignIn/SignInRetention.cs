using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>Deletes what is past its time of the installation's own rows: tries and sessions keep 400 days like the activity log (DECISIONS 34).</summary>
public sealed class SignInRetention(HelpdeskDb db, WriteGate gate, TimeProvider clock)
{
    /// <summary>How long tries and sessions are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private static readonly TimeSpan Challenge = TimeSpan.FromDays(1);

    /// <summary>Deletes; returns how many rows went.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (oldest, challengeUntil, deviceUntil) = (now - Kept, now - Challenge, now - KnownDevice.Lifetime);
        using var turn = await gate.EnterAsync(ct);
        return await db.SignInAttempts.Where(a => a.At < oldest).ExecuteDeleteAsync(ct)
            + await db.UserSessions.Where(s => s.ExpiresAt < oldest).ExecuteDeleteAsync(ct)
            + await db.SignInChallenges.Where(c => c.ExpiresAt < challengeUntil).ExecuteDeleteAsync(ct)
            + await db.KnownDevices.Where(d => d.LastSeenAt < deviceUntil).ExecuteDeleteAsync(ct);
    }
}
