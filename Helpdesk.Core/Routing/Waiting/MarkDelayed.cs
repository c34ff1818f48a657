using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>
/// Looks at a ticket in the second its customer has waited long enough (DECISIONS 23), by what is stored then: somebody may have answered, the
/// threshold may be another, and it is set for a wait that is over as often as not.
/// </summary>
public sealed class MarkDelayed(IWaits waits, DelayClock delays, DelayLooks looks, IIdSource ids) : IDeadlineRule
{
    /// <inheritdoc/>
    public DeadlineKind Kind => DeadlineKind.Delay;

    /// <inheritdoc/>
    public async Task MeetAsync(Deadline deadline, DateTimeOffset now, CancellationToken ct)
    {
        if (await waits.FindAsync(new TicketId(deadline.Subject), ct) is not { } wait) return;
        if (await delays.DueAsStoredAsync(wait.Department, wait.Since, ct) is not { } due) return;
        if (due > now)
        {
            await looks.SetOnceAsync(wait.Ticket, due, now, ct);
            return;
        }

        // A deadline set later than the wait was due stands for a change that made it due: nobody is charged for the time before.
        waits.Begin(DelayEvent.Begin(ids.Next(), wait, due > deadline.DueAt ? due : deadline.DueAt), wait);
    }
}

/// <summary>Sets when a waiting ticket is to be looked at.</summary>
public sealed class DelayLooks(IWaits waits, IDeadlineStore deadlines)
{
    /// <summary>At a moment, or now when that has passed; not at all when it never comes.</summary>
    public void Set(TicketId ticket, DateTimeOffset? due, DateTimeOffset now)
    {
        if (due is { } at) deadlines.Add(DeadlineKind.Delay, ticket.Value, at > now ? at : now);
    }

    /// <summary>The same, unless it will be looked at by then anyway.</summary>
    public async Task SetOnceAsync(TicketId ticket, DateTimeOffset due, DateTimeOffset now, CancellationToken ct)
    {
        if (!(await waits.LooksAsync(ticket, now, ct)).Any(look => look.At <= due)) Set(ticket, due, now);
    }
}
