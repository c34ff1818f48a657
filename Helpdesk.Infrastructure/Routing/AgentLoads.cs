using System.Linq.Expressions;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Routing;

/// <summary>
/// What counts as an agent's load: conversations being worked (not set aside), and those that wait for their customer no longer than the
/// workspace's time; and tickets the agent is being asked to take. Always counted, never kept: a counter drifts (SEEDS 5.1).
/// </summary>
internal static class AgentLoads
{
    /// <summary>Since when a conversation must have been silent to count no longer.</summary>
    public static DateTimeOffset IdleSince(this DeskRuleValues desk, DateTimeOffset now) => desk.IdleAfter == TimeSpan.Zero ? DateTimeOffset.MinValue : now - desk.IdleAfter;

    /// <summary>What one more conversation weighs; every account is a WhatsApp number so far.</summary>
    public static int Weight(this DeskRuleValues desk) => desk.WeightOf(ChannelKind.WhatsApp);

    /// <summary>Whether a ticket somebody holds counts.</summary>
    public static Expression<Func<Ticket, bool>> Counts(DateTimeOffset idleSince) => ticket =>
        ticket.IsActive && ticket.AssigneeId != null && (ticket.Status == TicketStatus.New || ticket.Status == TicketStatus.Open)
        && (ticket.WaitingOn != WaitingOn.Customer || ticket.LastMessageAt > idleSince);

    /// <summary>The loads of agents who have any.</summary>
    public static async Task<Dictionary<AgentId, AgentLoad>> LoadsAsync(this HelpdeskDb db, DeskRuleValues desk, DateTimeOffset now, IQueryable<AgentId>? of, CancellationToken ct)
    {
        var held = db.Tickets.AsNoTracking().Where(Counts(desk.IdleSince(now)));
        var asked = db.TicketOffers.AsNoTracking().Where(o => o.Outcome == OfferOutcome.Open);
        if (of is not null) (held, asked) = (held.Where(t => of.Contains(t.AssigneeId!.Value)), asked.Where(o => of.Contains(o.AgentId)));
        var loads = (await held.GroupBy(t => t.AssigneeId!.Value)
            .Select(g => new { Agent = g.Key, Held = g.Count(), Quiet = g.Min(t => t.WaitingOn == WaitingOn.Customer ? (DateTimeOffset?)t.LastMessageAt : null) })
            .ToListAsync(ct)).ToDictionary(l => l.Agent, l => new AgentLoad(l.Held, 0, l.Quiet));
        foreach (var offered in await asked.GroupBy(o => o.AgentId).Select(g => new { Agent = g.Key, Count = g.Count() }).ToListAsync(ct))
            loads[offered.Agent] = (loads.GetValueOrDefault(offered.Agent) ?? new AgentLoad(0, 0, null)) with { Asked = offered.Count };
        return loads;
    }
}

/// <summary>What an agent has.</summary>
/// <param name="Held">Tickets held that count.</param>
/// <param name="Asked">Tickets the agent is being asked to take.</param>
/// <param name="QuietSince">The last message of the conversation that will fall idle next.</param>
internal sealed record AgentLoad(int Held, int Asked, DateTimeOffset? QuietSince)
{
    /// <summary>All together.</summary>
    public int Count => Held + Asked;
}

/// <summary>Gives room away at the agent's own row, whose version two who do so at once cannot both move on.</summary>
internal sealed class AgentRoom(HelpdeskDb db, IDeskRules rules, TimeProvider clock) : IAgentRoom
{
    public async Task<bool> TakeAsync(AgentId agent, ChannelAccountId account, bool evenIfFull, CancellationToken ct)
    {
        var (desk, now) = ((await rules.CurrentAsync(ct)).Desk, clock.GetUtcNow());
        var counting = AgentLoads.Counts(desk.IdleSince(now));
        // One statement: the version and what it vouches for are of one moment.
        var found = await (
            from status in db.AgentStatuses
            where status.Id == agent
            join member in db.Memberships.IgnoreAutoIncludes() on status.Id equals member.Id
            select new
            {
                Status = status,
                member.Capacity,
                Held = db.Tickets.Where(counting).Count(t => t.AssigneeId == agent),
                Asked = db.TicketOffers.Count(o => o.AgentId == agent && o.Outcome == OfferOutcome.Open),
            }).SingleOrDefaultAsync(ct);
        if (found is null || (!evenIfFull && ((found.Held + found.Asked + 1) * desk.Weight()) > found.Capacity)) return false;
        found.Status.Given(backlog: false, desk.WavePause, now);
        if ((found.Held + found.Asked + 2) * desk.Weight() > found.Capacity) found.Status.Filled(found.Capacity);
        return true;
    }
}
