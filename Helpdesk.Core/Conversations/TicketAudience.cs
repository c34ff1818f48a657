using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>
/// Announces a change of a ticket to exactly those who see it: who sees all, the department, who holds and who owns it, before and after the
/// change, so that a row also leaves the lists it no longer belongs to (DECISIONS 18).
/// </summary>
public sealed class TicketAudience(ITicketPlaces places, ILiveAnnouncements live, IActorAccessor actor)
{
    /// <summary>Announces, once the running unit of work is committed.</summary>
    public async Task AnnounceAsync(LiveKind kind, TicketId ticket, MessageId? message, CancellationToken ct)
    {
        var tenant = actor.Current.Tenant;
        List<LiveTopic> topics = [LiveTopic.Tickets(tenant), LiveTopic.Ticket(tenant, ticket.Value)];
        foreach (var place in await places.OfAsync(ticket, ct))
        {
            topics.Add(LiveTopic.Department(tenant, place.Department.Value));
            if (place.Assignee is { } assignee) topics.Add(LiveTopic.Agent(tenant, assignee.Value));
            if (place.Owner is { } owner) topics.Add(LiveTopic.Agent(tenant, owner.Value));
        }

        live.Announce(kind, ticket.Value, message?.Value, [.. topics.Distinct()]);
    }

    /// <summary>The topics under which an actor hears of every ticket it sees.</summary>
    public static IReadOnlyList<LiveTopic> TopicsOf(Actor actor)
    {
        if (!actor.Granted.Contains(Permission.ViewTickets)) return [];
        if (actor.Granted.Contains(Permission.ViewAllTickets)) return [LiveTopic.Tickets(actor.Tenant)];
        List<LiveTopic> topics = [.. actor.Departments.Select(d => LiveTopic.Department(actor.Tenant, d.Value))];
        if (actor.Agent is { } me) topics.Add(LiveTopic.Agent(actor.Tenant, me.Value));
        return topics;
    }
}
