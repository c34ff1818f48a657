using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Notifications;

/// <summary>Who is told what, and when it counts as read; each through the use case that makes it happen.</summary>
public sealed class NotificationTests : IAsyncLifetime
{
    private TestDesk _desk = null!;
    private Actor _ana = null!;
    private Actor _ben = null!;

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync();
        _ana = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        _ben = await _desk.Given.AgentAsync(_desk.Admin, "Ben");
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_queues_new_ticket_is_told_to_who_is_online_there_and_is_no_news_once_somebody_has_it()
    {
        await OnlineAsync(_ana);
        var elsewhere = await _desk.Given.AgentAsync(_desk.Admin, "Eve", Role.Agent, await _desk.Given.DepartmentAsync(_desk.Admin, "Workshop"));
        await OnlineAsync(elsewhere);
        var ticket = await WritesAsync("K1");
        await _desk.WorkOutboxAsync();
        var told = Assert.Single((await ListAsync(_ana)).Rows);
        Assert.Equal((NotificationKind.NewTicket, ticket.Id, ticket.Number, NotificationChannels.List), (told.Kind, told.Ticket, told.TicketNumber, told.Channels));
        Assert.Empty((await ListAsync(_ben)).Rows);
        Assert.Empty((await ListAsync(elsewhere)).Rows);

        Assert.Null((await _desk.RunAsync<ClaimTicket, Result>(_ben, u => u.ExecuteAsync(ticket.Id, default))).Error);
        Assert.Equal((0, 0), await CountsAsync(_ana));
    }

    [Fact]
    public async Task A_ticket_that_has_an_agent_before_its_queue_is_told_of_is_no_news()
    {
        await OnlineAsync(_ana);
        var ticket = await WritesAsync("K1");
        await _desk.RunAsync<ClaimTicket, Result>(_ben, u => u.ExecuteAsync(ticket.Id, default));
        await _desk.WorkOutboxAsync();
        Assert.Equal(0, await _desk.LookAsync(db => db.Notifications.CountAsync()));
    }

    [Fact]
    public async Task Who_is_given_a_ticket_is_told_by_whom_and_who_takes_one_is_not()
    {
        var ticket = await WritesAsync("K1");
        Assert.Null((await _desk.RunAsync<AssignTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, _ana.Agent!.Value, default))).Error);
        var told = Assert.Single((await ListAsync(_ana)).Rows);
        Assert.Equal((NotificationKind.Assigned, "Ada", true), (told.Kind, told.AboutName, told.Unread));

        await OnlineAsync(_ben);
        Assert.Null((await _desk.RunAsync<TransferTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, new TransferTarget(_ben.Agent), "yours", default))).Error);
        var passed = Assert.Single((await ListAsync(_ben)).Rows);
        Assert.Equal((NotificationKind.Transferred, "Ana"), (passed.Kind, passed.AboutName));
        Assert.Single((await ListAsync(_ana)).Rows);

        var own = await WritesAsync("K2", chat: "201000000077");
        await _desk.RunAsync<ClaimTicket, Result>(_ana, u => u.ExecuteAsync(own.Id, default));
        Assert.Single((await ListAsync(_ana)).Rows);
    }

    [Fact]
    public async Task Who_is_asked_to_take_a_ticket_is_told_and_saying_yes_tells_nothing_more()
    {
        var ticket = await WritesAsync("K1");
        await OnlineAsync(_ben);
        Assert.Null((await _desk.RunAsync<TransferTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, new TransferTarget(_ben.Agent, Ask: true), "", default))).Error);
        Assert.Equal(NotificationKind.OfferMade, Assert.Single((await ListAsync(_ben)).Rows).Kind);
        Assert.Null((await _desk.RunAsync<AcceptOffer, Result>(_ben, u => u.ExecuteAsync(ticket.Id, default))).Error);
        Assert.Single((await ListAsync(_ben)).Rows);
    }

    [Fact]
    public async Task A_customers_messages_count_on_in_one_line_until_they_are_read_and_cost_no_outbox_row()
    {
        var ticket = await WritesAsync("K1");
        await _desk.RunAsync<ClaimTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, default));
        await _desk.WorkOutboxAsync();
        await WritesAsync("K2");
        await WritesAsync("K3");
        Assert.Equal(0, await _desk.LookAsync(db => db.OutboxRows.CountAsync()));
        var told = Assert.Single((await ListAsync(_ana)).Rows);
        Assert.Equal((NotificationKind.CustomerReplied, 2L, ticket.Id), (told.Kind, told.Value, told.Ticket));

        var last = (await _desk.TicketAsync()).LastSequence;
        Assert.Null((await _desk.RunAsync<MarkRead, Result>(_ana, u => u.ExecuteAsync(ticket.Id, last, default))).Error);
        Assert.Equal((1, 0), await CountsAsync(_ana));
        await WritesAsync("K4");
        Assert.Equal((2, 1), await CountsAsync(_ana));
    }

    [Fact]
    public async Task A_note_tells_whom_it_names_and_not_who_may_not_see_the_ticket()
    {
        var elsewhere = await _desk.Given.AgentAsync(_desk.Admin, "Eve", Role.Agent, await _desk.Given.DepartmentAsync(_desk.Admin, "Workshop"));
        var ticket = await WritesAsync("K1");
        var note = await _desk.RunAsync<AddNote, Result<MessageId>>(_ana, u => u.ExecuteAsync(ticket.Id, "@Ben and @Eve and @Ana, look", "note-00001", default));
        Assert.Null(note.Error);
        await _desk.WorkOutboxAsync();
        var told = Assert.Single((await ListAsync(_ben)).Rows);
        Assert.Equal((NotificationKind.Mention, "Ana"), (told.Kind, told.AboutName));
        Assert.Empty((await ListAsync(elsewhere)).Rows);
        Assert.Empty((await ListAsync(_ana)).Rows);
    }

    [Fact]
    public async Task A_lost_agent_is_told_to_supervisors_and_one_who_signs_out_is_not()
    {
        var lead = await _desk.Given.AgentAsync(_desk.Admin, "Lea", Role.Supervisor);
        var far = await _desk.Given.AgentAsync(_desk.Admin, "Fay", Role.Supervisor, await _desk.Given.DepartmentAsync(_desk.Admin, "Workshop"));
        await OnlineAsync(_ben);
        await HearAsync(_ben, NodeReport.SignedOut);
        Assert.Empty((await ListAsync(lead)).Rows);

        await OnlineAsync(_ana);
        await HearAsync(_ana, NodeReport.Lost);
        Assert.Empty((await ListAsync(lead)).Rows);
        _desk.Clock.Advance(PresencePolicy.Grace);
        await _desk.TickAsync();
        var told = Assert.Single((await ListAsync(lead)).Rows);
        Assert.Equal((NotificationKind.SessionDropped, "Ana"), (told.Kind, told.AboutName));
        Assert.Single((await ListAsync(_desk.Admin)).Rows);
        Assert.Empty((await ListAsync(far)).Rows);
        Assert.Empty((await ListAsync(_ana)).Rows);
    }

    [Fact]
    public async Task A_break_that_lasts_too_long_is_told_to_who_is_on_it_and_to_supervisors()
    {
        var reason = (await _desk.RunAsync<ChangeBreakReason, Result<long>>(_desk.Admin, u => u.AddAsync("Tea", 10, default))).Value;
        await OnlineAsync(_ana);
        Assert.Null((await _desk.RunAsync<TakeBreak, Result<BreakState>>(_ana, u => u.ExecuteAsync(reason, default))).Error);
        _desk.Clock.Advance(TimeSpan.FromMinutes(10));
        await _desk.TickAsync();
        Assert.Equal(NotificationKind.BreakOverrun, Assert.Single((await ListAsync(_ana)).Rows).Kind);
        Assert.Equal("Ana", Assert.Single((await ListAsync(_desk.Admin)).Rows).AboutName);
        Assert.Empty((await ListAsync(_ben)).Rows);
    }

    [Fact]
    public async Task The_ticket_that_fills_an_agent_is_told_and_the_one_before_is_not()
    {
        var profile = new WorkProfile(2, [], []);
        var changed = await _desk.Given.LookAsync(_desk.Admin, async db =>
        {
            var member = await db.Memberships.SingleAsync(m => m.Id == _ana.Agent);
            member.Change("Ana", Role.Agent, profile);
            return await db.SaveChangesAsync();
        });
        Assert.True(changed > 0);
        var one = await WritesAsync("K1", chat: "201000000001");
        var two = await WritesAsync("K2", chat: "201000000002");
        await _desk.RunAsync<AssignTicket, Result>(_ben, u => u.ExecuteAsync(one.Id, _ana.Agent!.Value, default));
        Assert.DoesNotContain((await ListAsync(_ana)).Rows, r => r.Kind == NotificationKind.CapacityReached);
        await _desk.RunAsync<AssignTicket, Result>(_ben, u => u.ExecuteAsync(two.Id, _ana.Agent!.Value, default));
        Assert.Equal(2, Assert.Single((await ListAsync(_ana)).Rows, r => r.Kind == NotificationKind.CapacityReached).Value);
    }

    [Fact]
    public async Task A_delay_is_told_to_the_holder_and_the_departments_supervisors()
    {
        var ticket = await WritesAsync("K1");
        await _desk.RunAsync<IServiceProvider, Result>(Actor.System(_desk.Tenant), async scope =>
        {
            await scope.GetRequiredService<NotifyDelayed>().HandleAsync(new TicketDelayed(ticket.Id, ticket.DepartmentId, _ana.Agent), default);
            return await scope.GetRequiredService<IUnitOfWork>().SaveAsync(default);
        });
        Assert.Equal(NotificationKind.Delayed, Assert.Single((await ListAsync(_ana)).Rows).Kind);
        Assert.Equal("Ana", Assert.Single((await ListAsync(_desk.Admin)).Rows).AboutName);
        Assert.Empty((await ListAsync(_ben)).Rows);
    }

    [Fact]
    public async Task Reading_all_reads_ones_own_only_and_nobody_reads_anothers()
    {
        var ticket = await WritesAsync("K1");
        await _desk.RunAsync<AssignTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, _ana.Agent!.Value, default));
        var id = (await ListAsync(_ana)).Rows.Single().Id;
        Assert.Null(await _desk.RunAsync<INotificationQueries, NotificationRow?>(_ben, q => q.RowAsync(id, default)));
        await _desk.RunAsync<ReadNotifications, Result>(_ben, u => u.ExecuteAsync(id, default));
        await _desk.RunAsync<ReadNotifications, Result>(_ben, u => u.AllAsync(default));
        Assert.Equal((1, 1), await CountsAsync(_ana));
        await _desk.RunAsync<ReadNotifications, Result>(_ana, u => u.AllAsync(default));
        Assert.Equal((1, 0), await CountsAsync(_ana));
        Assert.NotNull(await _desk.LookAsync(db => db.LiveLog.Where(r => r.Topics == $"notices:{_ana.Agent!.Value.Value}").OrderBy(r => r.Sequence).LastOrDefaultAsync(r => r.Kind == Core.Live.LiveKind.NotificationsRead)));
    }

    [Fact]
    public async Task What_is_old_goes_and_a_queues_news_goes_sooner()
    {
        await OnlineAsync(_ana);
        var ticket = await WritesAsync("K1");
        await _desk.WorkOutboxAsync();
        await _desk.RunAsync<AssignTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, _ben.Agent!.Value, default));
        Assert.Equal([NotificationKind.Assigned, NotificationKind.NewTicket], await KindsAsync());
        _desk.Clock.Advance(Notification.QueueNewsKept + TimeSpan.FromMinutes(1));
        await _desk.RunAsync<Retention, int>(Actor.System(_desk.Tenant), r => r.RunAsync(default));
        Assert.Equal([NotificationKind.Assigned], await KindsAsync());
        _desk.Clock.Advance(Notification.Kept);
        await _desk.RunAsync<Retention, int>(Actor.System(_desk.Tenant), r => r.RunAsync(default));
        Assert.Empty(await KindsAsync());
    }

    private Task<List<NotificationKind>> KindsAsync() => _desk.LookAsync(async db => (await db.Notifications.Select(n => n.Kind).ToListAsync()).Order().Reverse().OrderBy(k => k.ToString(), StringComparer.Ordinal).ToList());

    private async Task<Ticket> WritesAsync(string key, string chat = "201012345678")
    {
        await _desk.HearsAsync(Webhook.Text(key, "hello", _desk.Clock.GetUtcNow(), chat: chat));
        return await _desk.LookAsync(db => db.Tickets.AsNoTracking().OrderByDescending(t => t.Id).FirstAsync());
    }

    private Task OnlineAsync(Actor agent) => HearAsync(agent, NodeReport.Active);

    private async Task HearAsync(Actor agent, NodeReport report) =>
        Assert.Null((await _desk.RunAsync<HearConnections, Result>(Actor.System(_desk.Tenant), u => u.ExecuteAsync(agent.Agent!.Value, 1, report, default))).Error);

    private Task<NotificationList> ListAsync(Actor agent) => _desk.RunAsync<INotificationQueries, NotificationList>(agent, q => q.ListAsync(30, default));

    private async Task<(int Rows, int Unread)> CountsAsync(Actor agent)
    {
        var list = await ListAsync(agent);
        return (list.Rows.Count, list.Unread);
    }
}
