using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Routing;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Notifications;

/// <summary>Who asks a colleague to take a ticket hears the answer.</summary>
public sealed class OfferAnsweredTests : IAsyncLifetime
{
    private TestDesk _desk = null!;
    private Actor _ana = null!;
    private Actor _ben = null!;

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync();
        (_ana, _ben) = (await _desk.Given.AgentAsync(_desk.Admin, "Ana"), await _desk.Given.AgentAsync(_desk.Admin, "Ben"));
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asked_a_colleague_is_told_of_a_no_and_on_a_muted_ticket_in_the_list_alone(bool muted)
    {
        var ticket = await AskedAsync();
        if (muted) Assert.Null((await _desk.RunAsync<MuteTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        Assert.Null((await _desk.RunAsync<DeclineOffer, Result>(_ben, u => u.ExecuteAsync(ticket.Id, default))).Error);
        var told = Assert.Single(await RowsAsync(_ana));
        Assert.Equal((NotificationKind.OfferAnswered, ticket.Id, "Ben", 1L), (told.Kind, told.Ticket, told.AboutName, told.Value));
        Assert.Equal(muted ? NotificationChannels.List : NotificationChannels.List | NotificationChannels.Toast, told.Channels);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_asked_a_colleague_is_told_once_that_no_answer_came_in_time_or_will_come(bool signsOut)
    {
        var ticket = await AskedAsync();
        if (signsOut) await _desk.ReportsAsync(_ben, NodeReport.SignedOut);
        _desk.Clock.Advance(TicketPassing.AskFor);
        await _desk.SettlesAsync();
        await _desk.SettlesAsync();
        var told = Assert.Single(await RowsAsync(_ana));
        Assert.Equal((NotificationKind.OfferAnswered, ticket.Id, "Ben", null), (told.Kind, told.Ticket, told.AboutName, told.Value));
        Assert.DoesNotContain(await RowsAsync(_ben), row => row.Kind == NotificationKind.OfferAnswered);
    }

    [Fact]
    public async Task Nobody_is_told_of_the_answer_to_what_routing_asked()
    {
        await _desk.DepartmentRulesAsync(rules => rules with { OfferFor = TimeSpan.FromSeconds(20) });
        await _desk.ComesAsync(_ben);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        Assert.Equal(_ben.Agent, (await _desk.AgainAsync(ticket)).OfferedTo);
        _desk.Clock.Advance(TimeSpan.FromSeconds(20));
        await _desk.SettlesAsync();
        Assert.Contains(OfferOutcome.Missed, await _desk.LookAsync(db => db.TicketOffers.Select(o => o.Outcome).ToListAsync()));
        Assert.DoesNotContain(NotificationKind.OfferAnswered, await KindsAsync());
    }

    [Fact]
    public async Task Who_asked_a_colleague_sees_the_yes_in_the_thread_and_is_told_nothing_more()
    {
        var ticket = await AskedAsync();
        Assert.Null((await _desk.RunAsync<AcceptOffer, Result>(_ben, u => u.ExecuteAsync(ticket.Id, default))).Error);
        Assert.Equal([NotificationKind.OfferMade], await KindsAsync());
        var last = await _desk.LookAsync(db => db.LiveLog.Where(r => r.Kind == LiveKind.TicketAssigned).OrderBy(r => r.Sequence).LastAsync());
        Assert.Contains($"ticket:{ticket.Id.Value}", last.Topics, StringComparison.Ordinal);
        var thread = await _desk.MessagesAsync(MessageKind.Event);
        Assert.Equal((ThreadEvent.Transferred, _ana.Agent, $"{_ben.Agent!.Value.Value}"), (thread[^1].Event, thread[^1].AuthorId, thread[^1].EventValue));
    }

    // Ana holds a ticket and has asked Ben to take it.
    private async Task<Ticket> AskedAsync()
    {
        var ticket = await _desk.OpensAsync(1);
        Assert.Null((await _desk.RunAsync<ClaimTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, default))).Error);
        await _desk.ComesAsync(_ben);
        Assert.Null((await _desk.RunAsync<TransferTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, new TransferTarget(_ben.Agent, Ask: true), "", default))).Error);
        return ticket;
    }

    private async Task<IReadOnlyList<NotificationRow>> RowsAsync(Actor agent) =>
        (await _desk.RunAsync<INotificationQueries, NotificationList>(agent, q => q.ListAsync(30, default))).Rows;

    private Task<List<NotificationKind>> KindsAsync() => _desk.LookAsync(db => db.Notifications.Select(n => n.Kind).ToListAsync());
}
