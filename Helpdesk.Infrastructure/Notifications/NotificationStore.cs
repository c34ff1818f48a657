using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Notifications;

internal sealed class NotificationStore(HelpdeskDb db, TenantCache<NotificationBook> cache, IActorAccessor actor) : INotificationStore
{
    private const int Most = 1000;

    public async Task<NotificationBook> BookAsync(CancellationToken ct) => await cache.GetAsync(actor.Current.Tenant, async () =>
    {
        var defaults = await db.NotificationDefaults.AsNoTracking().SingleOrDefaultAsync(ct);
        var choices = await db.NotificationChoices.AsNoTracking().ToListAsync(ct);
        var mutes = await db.TicketMutes.AsNoTracking().ToListAsync(ct);
        var devices = await db.PushSubscriptions.AsNoTracking().Select(s => new { s.AgentId, s.Id }).ToListAsync(ct);
        return new NotificationBook(
            defaults?.Values ?? WorkspaceNotifications.Usual, choices.ToDictionary(c => c.Id, c => c.Values), mutes.Select(m => (m.AgentId, m.TicketId)).ToHashSet(),
            devices.ToLookup(d => d.AgentId, d => d.Id));
    });

    public Task<Notification?> FindUnreadAsync(AgentId agent, NotificationKind kind, TicketId ticket, CancellationToken ct) =>
        db.Notifications.Where(n => n.AgentId == agent && n.ReadAt == null && n.TicketId == ticket && n.Kind == kind).OrderBy(n => n.Id).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<Notification>> UnreadAsync(AgentId agent, TicketId? ticket, NotificationId? one, CancellationToken ct)
    {
        var unread = db.Notifications.Where(n => n.AgentId == agent && n.ReadAt == null);
        if (ticket is not null) unread = unread.Where(n => n.TicketId == ticket);
        if (one is { } id) unread = unread.Where(n => n.Id == id);
        return await unread.OrderByDescending(n => n.At).Take(Most).ToListAsync(ct);
    }

    public Task<NotificationChoices?> FindChoicesAsync(AgentId agent, CancellationToken ct) => db.NotificationChoices.SingleOrDefaultAsync(c => c.Id == agent, ct);

    public Task<NotificationDefaults?> FindDefaultsAsync(CancellationToken ct) => db.NotificationDefaults.SingleOrDefaultAsync(ct);

    public Task<TicketMute?> FindMuteAsync(AgentId agent, TicketId ticket, CancellationToken ct) =>
        db.TicketMutes.SingleOrDefaultAsync(m => m.AgentId == agent && m.TicketId == ticket, ct);

    public Task<PushSubscription?> FindSubscriptionAsync(string addressHash, CancellationToken ct) =>
        db.PushSubscriptions.SingleOrDefaultAsync(s => s.AddressHash == addressHash, ct);

    public Task<PushSubscription?> FindSubscriptionAsync(long device, CancellationToken ct) => db.PushSubscriptions.SingleOrDefaultAsync(s => s.Id == device, ct);

    public Task<int> CountSubscriptionsAsync(AgentId agent, CancellationToken ct) => db.PushSubscriptions.CountAsync(s => s.AgentId == agent, ct);

    public void Add(Notification told) => db.Add(told);

    public void Add(NotificationChoices choices) => db.Add(choices);

    public void Add(NotificationDefaults defaults) => db.Add(defaults);

    public void Add(TicketMute mute) => db.Add(mute);

    public void Add(PushSubscription subscription) => db.Add(subscription);

    public void Add(PushSend send) => db.Add(send);

    public void Remove(TicketMute mute) => db.Remove(mute);

    public void Remove(PushSubscription subscription) => db.Remove(subscription);
}

internal sealed class RecipientDirectory(HelpdeskDb db) : IRecipients
{
    public async Task<IReadOnlyList<Recipient>> AllAsync(CancellationToken ct)
    {
        var members = await (
            from member in db.Memberships.AsNoTracking().IgnoreAutoIncludes()
            where member.Active
            select new
            {
                member.Id,
                member.Name,
                member.Role,
                Own = db.CustomRoles.Where(r => r.Id == member.CustomRoleId).Select(r => r.Allows).FirstOrDefault(),
                State = db.AgentStatuses.Where(s => s.Id == member.Id).Select(s => (AgentState?)s.State).FirstOrDefault(),
            }).ToListAsync(ct);
        var places = (await db.Set<DepartmentMember>().AsNoTracking().Select(p => new { p.AgentId, p.DepartmentId }).ToListAsync(ct)).ToLookup(p => p.AgentId, p => p.DepartmentId);
        return members.ConvertAll(m => new Recipient(
            m.Id, m.Name, m.Role == Role.Custom ? m.Own ?? Permissions.Nothing : Permissions.Of(m.Role), places[m.Id].ToHashSet(), m.State ?? AgentState.Offline));
    }
}
