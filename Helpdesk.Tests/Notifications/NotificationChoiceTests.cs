using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Notifications;

/// <summary>Each choice is made and then seen in what happens next (DECISIONS 47).</summary>
public sealed class NotificationChoiceTests : IAsyncLifetime
{
    private TestDesk _desk = null!;
    private Actor _ana = null!;
    private int _tickets;

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync();
        _ana = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_kind_taken_off_every_channel_is_not_told_at_all()
    {
        await ChooseAsync(new OwnNotifications(All(NotificationKind.Assigned), default, null, null));
        Assert.Null(await AssignedAsync());
    }

    [Fact]
    public async Task A_cell_the_workspace_changes_holds_for_who_has_not_chosen_and_a_locked_one_for_everybody()
    {
        Assert.Equal(NotificationMatrix.Usual[NotificationKind.Assigned], await AssignedAsync());
        await ChangeAsync(new WorkspaceNotifications(NotificationMatrix.Usual.With(NotificationKind.Assigned, NotificationChannels.Sound), default));
        Assert.Equal(NotificationChannels.Sound, await AssignedAsync());
        await ChooseAsync(new OwnNotifications(All(NotificationKind.Assigned), default(NotificationMatrix).With(NotificationKind.Assigned, NotificationChannels.Toast), null, null));
        Assert.Equal(NotificationChannels.Toast, await AssignedAsync());
        await ChangeAsync(new WorkspaceNotifications(NotificationMatrix.Usual, default(NotificationMatrix).With(NotificationKind.Assigned, NotificationChannels.Push)));
        Assert.Equal(NotificationChannels.Toast | NotificationChannels.Push, await AssignedAsync());
    }

    [Fact]
    public async Task Quiet_hours_and_mutes_leave_the_list_and_end_by_themselves()
    {
        var now = TimeOnly.FromDateTime(_desk.Clock.GetUtcNow().UtcDateTime);
        await ChooseAsync(OwnNotifications.Nothing with { Quiet = new QuietHours(now, now.AddHours(1), "UTC", true) });
        Assert.Equal(NotificationChannels.List, await AssignedAsync());
        _desk.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(NotificationMatrix.Usual[NotificationKind.Assigned], await AssignedAsync());

        await ChooseAsync(OwnNotifications.Nothing with { MutedUntil = _desk.Clock.GetUtcNow().AddHours(1) });
        Assert.Equal(NotificationChannels.List, await AssignedAsync());
        _desk.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(NotificationMatrix.Usual[NotificationKind.Assigned], await AssignedAsync());
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused()
    {
        var noon = new TimeOnly(12, 0);
        Assert.Equal(NotificationErrors.QuietHours, await TryAsync(OwnNotifications.Nothing with { Quiet = new QuietHours(noon, noon, "UTC", true) }));
        Assert.Equal(NotificationErrors.QuietHours, await TryAsync(OwnNotifications.Nothing with { Quiet = new QuietHours(noon, noon.AddHours(1), "Nowhere/Land", true) }));
        Assert.Equal(NotificationErrors.Mute, await TryAsync(OwnNotifications.Nothing with { MutedUntil = _desk.Clock.GetUtcNow().AddDays(32) }));
    }

    [Fact]
    public async Task A_muted_ticket_is_listed_and_disturbs_nobody_until_the_mute_ends()
    {
        await AssignedAsync();
        var ticket = await _desk.LookAsync(db => db.Tickets.AsNoTracking().SingleAsync());
        Assert.Null((await _desk.RunAsync<MuteTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, default))).Error);
        Assert.Null((await _desk.RunAsync<MuteTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        Assert.Equal(ticket.Id, Assert.Single((await SettingsAsync()).Muted).Ticket);
        await _desk.HearsAsync(Webhook.Text("M1", "hello", _desk.Clock.GetUtcNow(), chat: "201000000001"));
        Assert.Equal(NotificationChannels.List, await LastAsync());

        Assert.Null((await _desk.RunAsync<MuteTicket, Result>(_ana, u => u.EndAsync(ticket.Id, default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        await _desk.HearsAsync(Webhook.Text("M2", "hello", _desk.Clock.GetUtcNow(), chat: "201000000001"));
        Assert.Equal(NotificationMatrix.Usual[NotificationKind.CustomerReplied], await LastAsync());
    }

    [Fact]
    public async Task Only_who_runs_the_workspace_changes_or_reads_its_defaults()
    {
        Assert.Equal(PermissionErrors.Denied.Code, (await _desk.RunAsync<ChangeNotificationDefaults, Result>(_ana, u => u.ExecuteAsync(WorkspaceNotifications.Usual, default))).Error?.Code);
        Assert.Equal(PermissionErrors.Denied.Code, (await _desk.RunAsync<INotificationQueries, Result<WorkspaceNotifications>>(_ana, q => q.DefaultsAsync(default))).Error?.Code);
    }

    private static NotificationMatrix All(NotificationKind kind) => NotificationMatrix.Channels.Aggregate(default(NotificationMatrix), (m, c) => m.With(kind, c, true));

    private async Task<Error?> TryAsync(OwnNotifications own) => (await _desk.RunAsync<ChangeNotifications, Result>(_ana, u => u.ExecuteAsync(own, default))).Error;

    private async Task ChooseAsync(OwnNotifications own)
    {
        Assert.Null(await TryAsync(own));
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
    }

    private async Task ChangeAsync(WorkspaceNotifications values)
    {
        Assert.Null((await _desk.RunAsync<ChangeNotificationDefaults, Result>(_desk.Admin, u => u.ExecuteAsync(values, default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
    }

    private Task<NotificationSettings> SettingsAsync() => _desk.RunAsync<INotificationQueries, NotificationSettings>(_ana, q => q.SettingsAsync(default));

    // Another ticket is given to Ana: how she is told.
    private async Task<NotificationChannels?> AssignedAsync()
    {
        await _desk.HearsAsync(Webhook.Text($"A{++_tickets}", "hello", _desk.Clock.GetUtcNow(), chat: $"20100000{_tickets:D4}"));
        var ticket = await _desk.LookAsync(db => db.Tickets.AsNoTracking().OrderByDescending(t => t.Id).FirstAsync());
        Assert.Null((await _desk.RunAsync<AssignTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, _ana.Agent!.Value, default))).Error);
        return await _desk.LookAsync(db => db.Notifications.Where(n => n.TicketId == ticket.Id).Select(n => (NotificationChannels?)n.Channels).SingleOrDefaultAsync());
    }

    private Task<NotificationChannels> LastAsync() =>
        _desk.LookAsync(db => db.Notifications.Where(n => n.Kind == NotificationKind.CustomerReplied).OrderByDescending(n => n.At).Select(n => n.Channels).FirstAsync());
}
