using System.Linq.Expressions;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>Opens, renews and ends sessions. An end is announced in the session's own workspace, in the transaction that stores it.</summary>
public sealed class Sessions(UseCaseRunner runner, IIdSource ids, SignInRecorder recorder, TimeProvider clock)
{
    /// <summary>Opens one.</summary>
    public async Task<UserSession> OpenAsync(UserId user, TenantId workspace, RequestOrigin from, long? device, bool remember, CancellationToken ct)
    {
        var session = UserSession.Open(new SessionId(ids.Next()), user, workspace, from, device, remember, clock.GetUtcNow());
        await StoreAsync(session, ct);
        await recorder.SawAsync(new SignInEvent(SignInFact.SignedIn, user, workspace, from, Name(session.Id)), ct);
        return session;
    }

    /// <summary>The same browser goes on under a new id, perhaps in another workspace; the caller ends the old one once the new cookie is out.</summary>
    public async Task<UserSession?> RenewAsync(SessionId old, TenantId workspace, CancellationToken ct)
    {
        var row = await runner.RunAsync<HelpdeskDb, UserSession?>(
            Actor.Installation, db => db.UserSessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == old && s.EndedAt == null, ct));
        if (row is null) return null;
        var next = row.Renew(new SessionId(ids.Next()), workspace, clock.GetUtcNow());
        await StoreAsync(next, ct);
        return next;
    }

    /// <summary>Ends one.</summary>
    public Task EndAsync(SessionId id, SessionEnd why, CancellationToken ct) => EndAsync(s => s.Id == id, why, ct);

    /// <summary>Ends all of a person but one.</summary>
    public Task EndOthersAsync(UserId user, SessionId? keep, SessionEnd why, CancellationToken ct) =>
        keep is { } mine ? EndAsync(s => s.UserId == user && s.Id != mine, why, ct) : EndAsync(s => s.UserId == user, why, ct);

    /// <summary>Ends all of a person in one workspace.</summary>
    public Task EndInAsync(UserId user, TenantId workspace, SessionEnd why, CancellationToken ct) => EndAsync(s => s.UserId == user && s.Workspace == workspace, why, ct);

    /// <summary>The id as a cookie carries it.</summary>
    public static string Name(SessionId id) => id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task EndAsync(Expression<Func<UserSession, bool>> which, SessionEnd why, CancellationToken ct)
    {
        var open = await runner.RunAsync<HelpdeskDb, List<UserSession>>(
            Actor.Installation, db => db.UserSessions.AsNoTracking().Where(s => s.EndedAt == null).Where(which).ToListAsync(ct));
        foreach (var workspace in open.GroupBy(s => s.Workspace))
        {
            SessionId[] ending = [.. workspace.Select(s => s.Id)];
            await runner.RunAsync<SessionEnding, bool>(Actor.System(workspace.Key), e => e.EndAsync(ending, why, ct));
        }

        foreach (var session in open)
            await recorder.SawAsync(new SignInEvent(why == SessionEnd.SignedOut ? SignInFact.SignedOut : SignInFact.SessionEnded, session.UserId, session.Workspace, About: Name(session.Id)), ct);
    }

    private Task StoreAsync(UserSession session, CancellationToken ct) => runner.RunAsync<HelpdeskDb, int>(Actor.Installation, db =>
    {
        db.UserSessions.Add(session);
        return db.SaveChangesAsync(ct);
    });
}

/// <summary>Ends sessions of one workspace in one save.</summary>
internal sealed class SessionEnding(HelpdeskDb db, IUnitOfWork work, SessionDirectory directory, TimeProvider clock)
{
    public async Task<bool> EndAsync(SessionId[] ids, SessionEnd why, CancellationToken ct)
    {
        var sessions = await db.UserSessions.Where(s => ids.Contains(s.Id)).ToListAsync(ct);
        foreach (var session in sessions) session.End(why, clock.GetUtcNow());
        var saved = await work.SaveAsync(ct);
        foreach (var id in ids) directory.Forget(id);
        return saved.Succeeded;
    }
}
