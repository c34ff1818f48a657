using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Api;

/// <summary>What becomes of a call that carries a key.</summary>
public enum CallFate
{
    /// <summary>It is this caller's to carry out.</summary>
    Ours,

    /// <summary>Somebody is carrying it out right now.</summary>
    Running,

    /// <summary>It was answered before; the answer is there.</summary>
    Answered,

    /// <summary>It was carried out, but the process died before the answer was kept.</summary>
    AnswerLost,

    /// <summary>The key stands for another call.</summary>
    Mismatch,
}

/// <summary>Who carries out a call with a key, and what was answered. Each method saves at once, in the acting workspace.</summary>
public sealed class IdempotentCalls(HelpdeskDb db, WriteGate gate, IIdSource ids, TimeProvider clock)
{
    /// <summary>The longest key.</summary>
    public const int LongestKey = 128;

    /// <summary>How long a call may take before another may take it up.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);

    /// <summary>Takes a call up, or says what became of it. Of two at once, one takes it up.</summary>
    public async Task<(CallFate Fate, IdempotentCall Call)> BeginAsync(long token, string key, string fingerprint, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await FindAsync(token, key, ct) is { } known) return await JudgeAsync(known, fingerprint, now, ct);
        var call = new IdempotentCall { Id = ids.Next(), TokenId = token, Key = key, Fingerprint = fingerprint, CreatedAt = now, HeldUntil = now + Hold };
        db.IdempotentCalls.Add(call);
        try
        {
            await db.SaveChangesAsync(ct);
            return (CallFate.Ours, call);
        }
        catch (DbUpdateException refused) when (DatabaseRefusals.IsDuplicate(refused))
        {
            db.ChangeTracker.Clear();
            // Given back in between: as good as running, the caller tries again.
            return await FindAsync(token, key, ct) is { } faster ? await JudgeAsync(faster, fingerprint, now, ct) : (CallFate.Running, call);
        }
    }

    /// <summary>Has the change that is about to be saved in this scope say that the call is carried out, in the same transaction.</summary>
    public void CarryOutWith(IdempotentCall call) => db.Attach(call).Entity.CarriedOut = true;

    /// <summary>Keeps the answer.</summary>
    public async Task AnswerAsync(IdempotentCall call, int status, string? contentType, string? location, string answer)
    {
        using var turn = await gate.EnterAsync(CancellationToken.None);
        await db.IdempotentCalls.Where(c => c.Id == call.Id).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.Status, status).SetProperty(c => c.ContentType, contentType).SetProperty(c => c.Location, location)
                .SetProperty(c => c.Answer, answer),
            CancellationToken.None);
    }

    /// <summary>Gives a call back that failed before anything was stored, so that the caller may try it again.</summary>
    public async Task GiveBackAsync(IdempotentCall call)
    {
        using var turn = await gate.EnterAsync(CancellationToken.None);
        await db.IdempotentCalls.Where(c => c.Id == call.Id && !c.CarriedOut && c.Status == null).ExecuteDeleteAsync(CancellationToken.None);
    }

    private Task<IdempotentCall?> FindAsync(long token, string key, CancellationToken ct) =>
        db.IdempotentCalls.AsNoTracking().SingleOrDefaultAsync(c => c.TokenId == token && c.Key == key, ct);

    private async Task<(CallFate Fate, IdempotentCall Call)> JudgeAsync(IdempotentCall known, string fingerprint, DateTimeOffset now, CancellationToken ct)
    {
        if (known.Fingerprint != fingerprint) return (CallFate.Mismatch, known);
        if (known.Status is not null) return (CallFate.Answered, known);
        if (known.HeldUntil > now) return (CallFate.Running, known);
        if (known.CarriedOut) return (CallFate.AnswerLost, known);
        using var turn = await gate.EnterAsync(ct);
        var (id, held, until) = (known.Id, known.HeldUntil, now + Hold);
        var taken = await db.IdempotentCalls.Where(c => c.Id == id && c.HeldUntil == held && !c.CarriedOut).ExecuteUpdateAsync(set => set.SetProperty(c => c.HeldUntil, until), ct);
        known.HeldUntil = until;
        return (taken == 1 ? CallFate.Ours : CallFate.Running, known);
    }
}
