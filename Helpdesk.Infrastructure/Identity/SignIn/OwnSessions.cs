using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>A session as its owner sees it.</summary>
public sealed record SessionRow(SessionId Id, TenantId Workspace, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string Network, string Agent);

/// <summary>A try to sign in as the person it was made at sees it.</summary>
public sealed record AttemptRow(long Id, DateTimeOffset At, string Network, string Agent, bool KnownDevice, SignInOutcome Outcome);

/// <summary>A browser that is known, as its owner sees it.</summary>
public sealed record DeviceRow(long Id, string Agent, DateTimeOffset LastSeenAt, DateTimeOffset? TrustedUntil);

/// <summary>A person's own sessions, devices and history.</summary>
public sealed class OwnSessions(HelpdeskDb db, Sessions sessions, OwnProof proof, SignInRecorder recorder, TimeProvider clock)
{
    private const int LastAttempts = 50;

    /// <summary>Open sessions, the one last worked at first.</summary>
    public Task<List<SessionRow>> ListAsync(CancellationToken ct)
    {
        var (me, now) = (proof.Me, clock.GetUtcNow());
        return db.UserSessions.AsNoTracking().Where(s => s.UserId == me && s.EndedAt == null && s.ExpiresAt > now).OrderByDescending(s => s.LastSeenAt)
            .Select(s => new SessionRow(s.Id, s.Workspace, s.CreatedAt, s.LastSeenAt, s.Network, s.Agent)).ToListAsync(ct);
    }

    /// <summary>Ends one of them.</summary>
    public async Task<Result> EndAsync(SessionId id, CancellationToken ct)
    {
        var me = proof.Me;
        if (await db.UserSessions.AnyAsync(s => s.Id == id && s.UserId == me, ct)) await sessions.EndAsync(id, SessionEnd.Revoked, ct);
        return Result.Ok;
    }

    /// <summary>Ends all but this one.</summary>
    public async Task<Result> EndOthersAsync(SessionId mine, CancellationToken ct)
    {
        await sessions.EndOthersAsync(proof.Me, mine, SessionEnd.Revoked, ct);
        return Result.Ok;
    }

    /// <summary>The last tries at this person, newest first.</summary>
    public Task<List<AttemptRow>> HistoryAsync(CancellationToken ct)
    {
        var me = proof.Me;
        return db.SignInAttempts.AsNoTracking().Where(a => a.UserId == me).OrderByDescending(a => a.Id).Take(LastAttempts)
            .Select(a => new AttemptRow(a.Id, a.At, a.Network, a.Agent, a.DeviceId != null, a.Outcome)).ToListAsync(ct);
    }

    /// <summary>Known browsers, the last used first.</summary>
    public Task<List<DeviceRow>> DevicesAsync(CancellationToken ct)
    {
        var me = proof.Me;
        return db.KnownDevices.AsNoTracking().Where(d => d.UserId == me).OrderByDescending(d => d.LastSeenAt)
            .Select(d => new DeviceRow(d.Id, d.Agent, d.LastSeenAt, d.TrustedUntil)).ToListAsync(ct);
    }

    /// <summary>Knows a browser no longer: neither past a lock-out nor past the second factor.</summary>
    public async Task<Result> ForgetDeviceAsync(long id, CancellationToken ct)
    {
        var me = proof.Me;
        if (await db.KnownDevices.SingleOrDefaultAsync(d => d.Id == id && d.UserId == me, ct) is not { } device) return Result.Ok;
        db.KnownDevices.Remove(device);
        await db.SaveChangesAsync(ct);
        await recorder.SawAsync(new SignInEvent(SignInFact.DeviceForgotten, me), ct);
        return Result.Ok;
    }
}
