using System.Linq.Expressions;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Notifications;

internal sealed class NotificationQueries(HelpdeskDb db, IActorAccessor actor) : INotificationQueries
{
    private const int MostUnread = 1000;
    private static readonly NotificationList Nothing = new([], 0);

    public async Task<NotificationList> ListAsync(int take, CancellationToken ct)
    {
        if (actor.Current.Agent is not { } me) return Nothing;
        var listed = Listed(me);
        var rows = await listed.OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(take).Select(Row(me)).ToListAsync(ct);
        var unread = await listed.Where(n => n.ReadAt == null).Take(MostUnread).CountAsync(ct);
        return new NotificationList(rows, unread);
    }

    public Task<NotificationRow?> RowAsync(NotificationId id, CancellationToken ct) => actor.Current.Agent is { } me
        ? db.Notifications.AsNoTracking().Where(n => n.Id == id && n.AgentId == me).Select(Row(me)).SingleOrDefaultAsync(ct)
        : Task.FromResult<NotificationRow?>(null);

    public async Task<NotificationSettings> SettingsAsync(CancellationToken ct)
    {
        var me = actor.Current.Agent;
        var own = await db.NotificationChoices.AsNoTracking().Where(c => c.Id == me).SingleOrDefaultAsync(ct);
        var workspace = await db.NotificationDefaults.AsNoTracking().SingleOrDefaultAsync(ct);
        var muted = await (
            from mute in db.TicketMutes.AsNoTracking()
            where mute.AgentId == me
            join ticket in db.Tickets on mute.TicketId equals ticket.Id
            join customer in db.Customers on ticket.CustomerId equals customer.Id
            orderby mute.At descending
            select new MutedTicket(ticket.Id, ticket.Number, customer.Name, mute.At)).ToListAsync(ct);
        var devices = await db.PushSubscriptions.AsNoTracking().Where(s => s.AgentId == me).OrderBy(s => s.Id)
            .Select(s => new PushDevice(s.Id, s.AddressHash, s.Browser, s.AddedAt, s.LastSentAt)).ToListAsync(ct);
        return new NotificationSettings(own?.Values ?? OwnNotifications.Nothing, workspace?.Values ?? WorkspaceNotifications.Usual, muted, devices);
    }

    public async Task<Result<WorkspaceNotifications>> DefaultsAsync(CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageWorkspace) is { } denied) return denied;
        return (await db.NotificationDefaults.AsNoTracking().SingleOrDefaultAsync(ct))?.Values ?? WorkspaceNotifications.Usual;
    }

    private IQueryable<Notification> Listed(AgentId me) => db.Notifications.AsNoTracking()
        .Where(n => n.AgentId == me && (n.Channels & NotificationChannels.List) == NotificationChannels.List)
        .Where(n => n.Kind != NotificationKind.NewTicket || db.Tickets.Any(t => t.Id == n.TicketId && t.IsActive && t.AssigneeId == null));

    private Expression<Func<Notification, NotificationRow>> Row(AgentId me) => n => new NotificationRow(
        n.Id, n.Kind, n.TicketId,
        db.Tickets.Where(t => t.Id == n.TicketId).Select(t => t.Number).FirstOrDefault(),
        (from ticket in db.Tickets where ticket.Id == n.TicketId join customer in db.Customers on ticket.CustomerId equals customer.Id select customer.Name).FirstOrDefault(),
        n.AboutId, db.Memberships.Where(m => m.Id == n.AboutId).Select(m => m.Name).FirstOrDefault(), n.Value, n.At, n.ReadAt == null, n.Channels,
        db.TicketMutes.Any(m => m.AgentId == me && m.TicketId == n.TicketId));
}
