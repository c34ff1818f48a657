using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Routing;

/// <summary>
/// Gives out a department's queue: reads it and the roster, lets <see cref="RoutingPolicy"/> choose, and saves. Whatever somebody else changed in
/// between (a claim, a sign-out, a ticket given by another department) refuses the save, and everything is looked at anew: nothing is
/// given twice, and nobody gets more than they have room for.
/// </summary>
public sealed class RouteDepartment(IRoutingStore routing, IRoutingTurns turns, RulesNow rules, TicketGiving giving, IUnitOfWork work, IActorAccessor actor)
{
    private const int Page = 100;
    private const int Deepest = 2000;
    private const int Together = 25;
    private const int Tries = 20;

    /// <summary>Works the department's turn.</summary>
    public async Task<Result> ExecuteAsync(DepartmentId department, CancellationToken ct)
    {
        if (actor.Lacks(Permission.AssignTickets) is { } denied) return denied;
        if (await turns.StampAsync(department, ct) is not { } stamp) return Result.Ok;
        DateTimeOffset? lookAgainAt = null;
        var (together, refusals) = (Together, 0);
        for (var more = true; more;)
        {
            (more, lookAgainAt, var saved) = await GiveOutAsync(department, together, ct);
            if (saved.Succeeded)
            {
                (together, refusals) = (Math.Min(together * 2, Together), 0);
                continue;
            }

            if (saved.Error != SaveErrors.Conflict || ++refusals == Tries) return saved;
            // One by one for now: the ticket or agent somebody else is at holds up no other.
            (together, more) = (1, true);
        }

        await turns.EndAsync(department, stamp, lookAgainAt, ct);
        return Result.Ok;
    }

    private async Task<(bool More, DateTimeOffset? LookAgainAt, Result Saved)> GiveOutAsync(DepartmentId department, int together, CancellationToken ct)
    {
        var (settings, policy, now) = await rules.OfAsync(department, ct);
        var (ended, lookAgainAt) = await giving.EndLapsedAsync(department, settings.Desk.MissedOffers, now, ct);
        if (ended) return (true, null, await work.SaveAsync(ct));

        var roster = await routing.RosterAsync(department, ct);
        // Nobody gets anything while nobody is here, and whoever comes marks the turn: a long night's queue is not read for each message.
        if (!roster.Any(agent => agent.State == AgentState.Online)) return (false, lookAgainAt, Result.Ok);
        var chosen = new List<(RoutingTicket Ticket, RoutingChoice Choice)>();
        for (var skip = 0; skip < Deepest && chosen.Count == 0; skip += Page)
        {
            var queue = await routing.QueueAsync(department, skip, Page, ct);
            var plan = RoutingPolicy.Plan(queue, roster, policy, now);
            chosen.AddRange(plan.Given.Take(together));
            if (plan.LookAgainAt is { } at && !(lookAgainAt < at)) lookAgainAt = at;
            if (queue.Count < Page || !roster.Any(agent => agent.State == AgentState.Online && agent.Load < agent.Capacity)) break;
        }

        if (chosen.Count == 0) return (false, lookAgainAt, Result.Ok);
        await giving.GiveAsync(chosen, settings.Of(department).OfferFor, settings.Desk.WavePause, now, ct);
        return (true, lookAgainAt, await work.SaveAsync(ct));
    }
}
