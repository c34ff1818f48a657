using Helpdesk.Core.Live;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Activity;
using Helpdesk.Infrastructure.Conversations;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Routing;
using Helpdesk.Infrastructure.Tickets;
using Helpdesk.Infrastructure.Work;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>
/// The one way to commit (DECISIONS 16, 17): inline reactions, ticket numbers, appends to threads, the rows themselves with their outbox
/// rows, and last the live sequence, in one transaction. Lock order: number row first, live row last. Afterwards the workers are woken.
/// </summary>
public sealed class UnitOfWork(
    HelpdeskDb db, WriteGate gate, Reactions reactions, TicketNumbers numbers, ThreadWrites threads, RoutingTurns turns, ActivityLog activity, LiveWriter live,
    WorkSignals signals) : IUnitOfWork
{
    /// <inheritdoc/>
    public async Task<Result> SaveAsync(CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        try
        {
            await reactions.RunAsync(ct);
            await numbers.DrawAsync(ct);
            // Asked before the first row is stored: a new ticket is, with all beside it, before its first message.
            var work = signals.TypesIn(db.ChangeTracker);
            activity.AddChanges();
            if (await threads.WriteAsync(ct) is { } stale) return Abandon(stale);
            // Delays end and resume where the thread is written; who reacts to that announces and sends, and writes no threads.
            await reactions.RunAsync(ct);
            work = [.. work, .. signals.TypesIn(db.ChangeTracker)];
            await db.SaveChangesAsync(ct);
            var marked = await turns.WriteAsync(ct);
            await live.WriteAsync(ct);
            await transaction.CommitAsync(ct);
            signals.Wake(marked ? [.. work, typeof(RoutingTurn)] : work);
            live.Pulse();
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Abandon(SaveErrors.Conflict);
        }
        catch (Exception refused) when (DatabaseRefusals.IsDuplicate(refused))
        {
            return Abandon(SaveErrors.Duplicate);
        }
        catch (Exception refused) when (DatabaseRefusals.IsContention(refused))
        {
            return Abandon(SaveErrors.Conflict);
        }
        catch
        {
            Abandon(SaveErrors.Conflict);
            throw;
        }
    }

    private Error Abandon(Error why)
    {
        db.ChangeTracker.Clear();
        threads.Clear();
        turns.Clear();
        live.Clear();
        return why;
    }
}
