using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>What lies behind the moment: the last hour of the queues, and everybody's day.</summary>
/// <param name="From">When the day began, where the workspace is.</param>
/// <param name="Stays">Who lay in which queue in the last hour.</param>
/// <param name="Spans">What agents did today, oldest first.</param>
/// <param name="Breaks">Today's breaks.</param>
/// <param name="LastActions">When each agent last did something that is logged.</param>
public sealed record SupervisionDay(
    DateTimeOffset From, IReadOnlyList<QueueStay> Stays, ILookup<AgentId, SpanRow> Spans, ILookup<AgentId, BreakRow> Breaks, IReadOnlyDictionary<AgentId, DateTimeOffset> LastActions)
{
    /// <summary>Nothing at all.</summary>
    public static SupervisionDay Nothing { get; } = new(
        default, [], Array.Empty<SpanRow>().ToLookup(s => s.Agent), Array.Empty<BreakRow>().ToLookup(b => b.Agent), new Dictionary<AgentId, DateTimeOffset>());
}

/// <summary>What the agent who holds a ticket has written so far and not sent.</summary>
public sealed record HolderDraft(AgentId Agent, string Name, string Text, DateTimeOffset KeptAt);

/// <summary>Reads for the supervisor's live page; refused without <see cref="Permission.SuperviseAgents"/>.</summary>
public interface ISupervisionQueries
{
    /// <summary>The whole workspace now, in a fixed number of queries; who is shown which part of it says <see cref="SupervisionNow.For"/>.</summary>
    Task<Result<SupervisionNow>> NowAsync(CancellationToken ct);

    /// <summary>The last hour of every queue and everybody's day; shown only for agents and queues of <see cref="NowAsync"/>.</summary>
    Task<Result<SupervisionDay>> DayAsync(CancellationToken ct);

    /// <summary>The holder's unsent reply to a ticket the actor sees, of an agent the actor supervises; null when there is none.</summary>
    Task<Result<HolderDraft?>> DraftAsync(TicketId ticket, CancellationToken ct);
}
