using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Presence;

/// <summary>Begins breaks: what all who do so share.</summary>
public sealed class BreakBegin(IPresenceStore presence, IBreakStore breaks, IDeadlineStore deadlines, IIdSource ids, TimeProvider clock)
{
    /// <summary>Asks for one in the running unit of work.</summary>
    public AgentBreak Ask(AgentId agent, BreakReason reason)
    {
        var asked = AgentBreak.Ask(ids.Next(), agent, reason, clock.GetUtcNow());
        breaks.Add(asked);
        return asked;
    }

    /// <summary>Begins one in the running unit of work; nothing when its agent is not here any more.</summary>
    public async Task<bool> StartAsync(AgentBreak asked, CancellationToken ct)
    {
        if (await presence.FindAsync(asked.AgentId, ct) is not { } status || status is { BreakId: not null } or { State: AgentState.Offline }) return false;
        var now = clock.GetUtcNow();
        asked.Start(now);
        status.BeginBreak(asked.Id, now);
        deadlines.Add(DeadlineKind.BreakOver, asked.Id, asked.PlannedEnd!.Value);
        return true;
    }
}

/// <summary>An agent takes a break: at once when the departments have a free place, else in line for one.</summary>
public sealed class TakeBreak(IPresenceStore presence, IBreakStore breaks, BreakBegin begin, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Takes one for the acting member.</summary>
    /// <returns>Where it stands: running, or waiting for a place.</returns>
    public async Task<Result<BreakState>> ExecuteAsync(long reasonId, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (actor.Current.Agent is not { } me || await presence.FindAsync(me, ct) is not { } status) return PeopleErrors.NoSuchAgent;
        if (status.State == AgentState.Offline) return BreakErrors.Offline;
        if (await breaks.FindOpenAsync(me, ct) is not null) return BreakErrors.Already;
        if (await breaks.FindReasonAsync(reasonId, ct) is not { Active: true } reason) return BreakErrors.NoSuchReason;
        var asked = begin.Ask(me, reason);
        if (await breaks.TakePlaceAsync(me, ct)) await begin.StartAsync(asked, ct);
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? asked.State : saved.Error;
    }
}

/// <summary>A supervisor sends an agent on a break, whether or not there is a place; a break in line begins.</summary>
public sealed class ForceBreak(IPresenceStore presence, IBreakStore breaks, BreakBegin begin, AgentReach reach, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Sends.</summary>
    public async Task<Result> ExecuteAsync(AgentId agent, long reasonId, CancellationToken ct)
    {
        if (actor.Lacks(Permission.SuperviseAgents) is { } denied) return denied;
        if (await reach.CheckAsync(agent, ct) is { } beyond) return beyond;
        if (await presence.FindAsync(agent, ct) is not { } status) return PeopleErrors.NoSuchAgent;
        if (status.State == AgentState.Offline) return BreakErrors.Offline;
        var asked = await breaks.FindOpenAsync(agent, ct);
        if (asked is { State: BreakState.Running }) return BreakErrors.Already;
        if (asked is null)
        {
            if (await breaks.FindReasonAsync(reasonId, ct) is not { Active: true } reason) return BreakErrors.NoSuchReason;
            asked = begin.Ask(agent, reason);
        }

        await begin.StartAsync(asked, ct);
        return await work.SaveAsync(ct);
    }
}

/// <summary>Ends a break, or takes one in line back: one's own, or a supervisor somebody's.</summary>
public sealed class EndBreak(IPresenceStore presence, IBreakStore breaks, AgentReach reach, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Ends the break an agent is on or in line for.</summary>
    public async Task<Result> ExecuteAsync(AgentId agent, CancellationToken ct)
    {
        if (actor.Lacks(agent == actor.Current.Agent ? Permission.WorkTickets : Permission.SuperviseAgents) is { } denied) return denied;
        if (agent != actor.Current.Agent && await reach.CheckAsync(agent, ct) is { } beyond) return beyond;
        if (await breaks.FindOpenAsync(agent, ct) is not { } open) return BreakErrors.Over;
        var now = clock.GetUtcNow();
        if (open.End(actor.Current.Agent, now) is { } refused) return refused;
        if (await presence.FindAsync(agent, ct) is { BreakId: not null } status)
            status.LeaveBreak((await presence.ConnectionsAsync(agent, ct)).Select(c => c.State), now);
        return await work.SaveAsync(ct);
    }
}

/// <summary>A place has become free: the first in line who finds one in all of their departments goes.</summary>
public sealed class StartNextBreak(IBreakStore breaks, BreakBegin begin) : IEventHandler<BreakChanged>
{
    /// <inheritdoc/>
    public async Task HandleAsync(BreakChanged happened, CancellationToken ct)
    {
        if (await breaks.FindAsync(happened.Break, ct) is not { State: BreakState.Ended }) return;
        foreach (var next in await breaks.InLineBesideAsync(happened.Agent, ct))
        {
            if (await breaks.TakePlaceAsync(next.AgentId, ct) && await begin.StartAsync(next, ct)) return;
        }
    }
}

/// <summary>A break that lasts longer than planned is told, to its agent and to supervisors.</summary>
public sealed class WarnOfOverrun(IBreakStore breaks) : IDeadlineRule
{
    /// <inheritdoc/>
    public DeadlineKind Kind => DeadlineKind.BreakOver;

    /// <inheritdoc/>
    public async Task MeetAsync(Deadline deadline, DateTimeOffset now, CancellationToken ct)
    {
        if (await breaks.FindAsync(deadline.Subject, ct) is { } running) running.Overrun(now);
    }
}
