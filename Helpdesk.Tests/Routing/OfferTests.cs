using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>Asking before giving, and passing on.</summary>
public sealed class OfferTests : IAsyncLifetime
{
    private TestDesk _desk = null!;
    private Actor _ana = null!;
    private Actor _ben = null!;

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync();
        (_ana, _ben) = (await _desk.Given.AgentAsync(_desk.Admin, "Ana"), await _desk.Given.AgentAsync(_desk.Admin, "Ben"));
        await _desk.DepartmentRulesAsync(rules => rules with { OfferFor = TimeSpan.FromSeconds(20) });
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task An_agent_who_is_asked_and_says_yes_has_the_ticket()
    {
        var ticket = await OfferedToAnaAsync();
        Assert.Equal(RoutingErrors.OfferOver, (await _desk.RunAsync<AcceptOffer, Result>(_ben, u => u.ExecuteAsync(ticket.Id, default))).Error);
        Assert.Null((await _desk.RunAsync<AcceptOffer, Result>(_ana, u => u.ExecuteAsync(ticket.Id, default))).Error);
        ticket = await _desk.AgainAsync(ticket);
        Assert.Equal((_ana.Agent, null, null), (ticket.AssigneeId, ticket.OfferedTo, ticket.QueuedAt));
        Assert.Equal([MoveCause.Accepted], await _desk.CausesAsync(ticket));
        Assert.Equal(RoutingErrors.OfferOver, (await _desk.RunAsync<AcceptOffer, Result>(_ana, u => u.ExecuteAsync(ticket.Id, default))).Error);
    }

    [Fact]
    public async Task A_no_goes_on_to_the_next_at_once()
    {
        var ticket = await OfferedToAnaAsync();
        await _desk.ComesAsync(_ben);
        Assert.Null((await _desk.RunAsync<DeclineOffer, Result>(_ana, u => u.ExecuteAsync(ticket.Id, default))).Error);
        await _desk.SettlesAsync();
        Assert.Equal(_ben.Agent, (await _desk.AgainAsync(ticket)).OfferedTo);
    }

    [Fact]
    public async Task Silence_goes_on_to_the_next_and_too_much_of_it_makes_away()
    {
        await _desk.RulesAsync(rules => rules with { MissedOffers = 2 });
        var ticket = await OfferedToAnaAsync();
        await _desk.ComesAsync(_ben);
        _desk.Clock.Advance(TimeSpan.FromSeconds(20));
        await _desk.SettlesAsync();
        Assert.Equal((_ben.Agent, AgentState.Online), ((await _desk.AgainAsync(ticket)).OfferedTo, await _desk.StateAsync(_ana)));
        _desk.Clock.Advance(TimeSpan.FromSeconds(20));
        await _desk.SettlesAsync();
        _desk.Clock.Advance(TimeSpan.FromSeconds(20));
        await _desk.SettlesAsync();
        _desk.Clock.Advance(TimeSpan.FromSeconds(20));
        await _desk.SettlesAsync();
        Assert.Equal((AgentState.Away, AgentState.Away), (await _desk.StateAsync(_ana), await _desk.StateAsync(_ben)));
        ticket = await _desk.AgainAsync(ticket);
        Assert.Equal((null, null), (ticket.OfferedTo, ticket.AssigneeId));
        Assert.NotNull(ticket.QueuedAt);
    }

    [Fact]
    public async Task What_somebody_takes_meanwhile_was_not_missed()
    {
        var ticket = await OfferedToAnaAsync();
        Assert.Null((await _desk.RunAsync<ClaimTicket, Result>(_ben, u => u.ExecuteAsync(ticket.Id, default))).Error);
        _desk.Clock.Advance(TimeSpan.FromSeconds(20));
        await _desk.SettlesAsync();
        Assert.Equal(0, await _desk.LookAsync(db => db.AgentStatuses.Where(s => s.Id == _ana.Agent).Select(s => s.MissedOffers).SingleAsync()));
        Assert.Equal([OfferOutcome.Withdrawn], await _desk.LookAsync(db => db.TicketOffers.Select(o => o.Outcome).ToListAsync()));
    }

    [Fact]
    public async Task Who_goes_is_not_asked_any_more()
    {
        var ticket = await OfferedToAnaAsync();
        await _desk.ComesAsync(_ben);
        await _desk.ReportsAsync(_ana, NodeReport.SignedOut);
        await _desk.SettlesAsync();
        Assert.Equal(_ben.Agent, (await _desk.AgainAsync(ticket)).OfferedTo);
        Assert.Equal(RoutingErrors.OfferOver, (await _desk.RunAsync<AcceptOffer, Result>(_ana, u => u.ExecuteAsync(ticket.Id, default))).Error);
    }

    [Fact]
    public async Task What_one_is_being_asked_counts_as_load()
    {
        await _desk.ProfileAsync(_ana, capacity: 1);
        await OfferedToAnaAsync();
        var second = await _desk.OpensAsync(2);
        await _desk.SettlesAsync();
        Assert.Null((await _desk.AgainAsync(second)).OfferedTo);
    }

    [Fact]
    public async Task Passing_on_needs_somebody_who_is_here_and_has_room_and_keeps_the_owner()
    {
        await _desk.DepartmentRulesAsync(rules => rules);
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        var toBen = new TransferTarget(_ben.Agent);
        Assert.Equal(RoutingErrors.NotHere, (await TransferAsync(_ana, ticket, toBen)).Error);
        await _desk.ComesAsync(_ben);
        await _desk.ProfileAsync(_ben, capacity: 0);
        Assert.Equal(TicketErrors.NoRoom, (await TransferAsync(_ana, ticket, toBen)).Error);
        Assert.Equal(PermissionErrors.Denied.Code, (await TransferAsync(_ana, ticket, toBen with { EvenIfFull = true })).Error!.Code);
        Assert.Null((await TransferAsync(_desk.Admin, ticket, toBen with { EvenIfFull = true }, "knows the order")).Error);
        ticket = await _desk.AgainAsync(ticket);
        Assert.Equal((_ben.Agent, _ana.Agent), (ticket.AssigneeId, ticket.OwnerId));
        Assert.Equal("knows the order", (await _desk.MessagesAsync(MessageKind.Note)).Single().Text);
        Assert.Equal([MoveCause.Routed, MoveCause.Transferred], await _desk.CausesAsync(ticket));
    }

    [Fact]
    public async Task Passing_on_with_a_question_moves_nothing_until_the_answer()
    {
        await _desk.DepartmentRulesAsync(rules => rules);
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        await _desk.ComesAsync(_ben);
        Assert.Null((await TransferAsync(_ana, ticket, new TransferTarget(_ben.Agent, Ask: true))).Error);
        await _desk.SettlesAsync();
        Assert.Equal((_ana.Agent, _ben.Agent), (await _desk.AgainAsync(ticket) is var t ? (t.AssigneeId, t.OfferedTo) : default));
        Assert.Null((await _desk.RunAsync<AcceptOffer, Result>(_ben, u => u.ExecuteAsync(ticket.Id, default))).Error);
        Assert.Equal(_ben.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);

        Assert.Null((await TransferAsync(_ben, ticket, new TransferTarget(_ana.Agent, Ask: true))).Error);
        _desk.Clock.Advance(TicketPassing.AskFor);
        await _desk.SettlesAsync();
        Assert.Equal((_ben.Agent, null), (await _desk.AgainAsync(ticket) is var u2 ? (u2.AssigneeId, u2.OfferedTo) : default));
    }

    [Fact]
    public async Task Into_another_departments_queue_it_goes_to_its_agents()
    {
        var complaints = await _desk.Given.DepartmentAsync(_desk.Admin, "Complaints");
        var cyd = await _desk.Given.AgentAsync(_desk.Admin, "Cyd", Role.Agent, complaints);
        await _desk.DepartmentRulesAsync(rules => rules);
        await _desk.ComesAsync(_ana);
        await _desk.ComesAsync(cyd);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        Assert.Null((await TransferAsync(_ana, ticket, new TransferTarget(Department: complaints))).Error);
        await _desk.SettlesAsync();
        ticket = await _desk.AgainAsync(ticket);
        Assert.Equal((cyd.Agent, complaints, _ana.Agent), (ticket.AssigneeId, ticket.DepartmentId, ticket.OwnerId));
    }

    [Fact]
    public async Task Taking_over_brings_the_draft_along()
    {
        await _desk.DepartmentRulesAsync(rules => rules);
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        await _desk.RunAsync<IDraftStore, bool>(_ana, async drafts =>
        {
            await drafts.KeepAsync(ticket.Id, DraftKind.Reply, "Your order is", default);
            return true;
        });
        Assert.Equal(PermissionErrors.Denied.Code, (await _desk.RunAsync<TakeOverTicket, Result>(_ben, u => u.ExecuteAsync(ticket.Id, default))).Error!.Code);
        Assert.Null((await _desk.RunAsync<TakeOverTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, default))).Error);
        Assert.Equal(_desk.Admin.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);
        Assert.Equal("Your order is", await _desk.RunAsync<IDraftStore, string>(_desk.Admin, d => d.ReadAsync(ticket.Id, DraftKind.Reply, default)));
    }

    private async Task<Ticket> OfferedToAnaAsync()
    {
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        ticket = await _desk.AgainAsync(ticket);
        Assert.Equal((_ana.Agent, null), (ticket.OfferedTo, ticket.AssigneeId));
        return ticket;
    }

    private Task<Result> TransferAsync(Actor by, Ticket ticket, TransferTarget target, string note = "") =>
        _desk.RunAsync<TransferTicket, Result>(by, u => u.ExecuteAsync(ticket.Id, target, note, default));
}
