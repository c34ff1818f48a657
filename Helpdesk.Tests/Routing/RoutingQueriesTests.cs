using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>What people see of routing: offers, moves with their reasons, and why nobody has a ticket.</summary>
public sealed class RoutingQueriesTests : IAsyncLifetime
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

    [Fact]
    public async Task A_queued_ticket_says_what_stands_in_the_way_and_how_many_come_before_it()
    {
        var first = await _desk.OpensAsync(1);
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await _desk.OpensAsync(2);
        await _desk.SettlesAsync();
        var outlook = (await OfAsync(_ana, second))!.Outlook!;
        Assert.Equal((ChoiceReason.AllOffline, 1), (outlook.Choice.Reason, outlook.Ahead));
        Assert.Equal(0, (await OfAsync(_ana, first))!.Outlook!.Ahead);
        Assert.Contains(new AgentVerdict(_ben.Agent!.Value, AgentFit.Offline), outlook.Choice.Verdicts);

        Assert.Null((await _desk.RunAsync<PrioritiseTicket, Result>(_ana, u => u.ExecuteAsync(second.Id, TicketPriority.Urgent, default))).Error);
        Assert.Equal((0, 1), ((await OfAsync(_ana, second))!.Outlook!.Ahead, (await OfAsync(_ana, first))!.Outlook!.Ahead));
    }

    [Fact]
    public async Task A_held_ticket_has_no_outlook_but_the_reason_of_the_choice_and_where_it_has_been()
    {
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        await _desk.ComesAsync(_ben);
        Assert.Null((await _desk.RunAsync<TransferTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, new TransferTarget(_ben.Agent), "yours", default))).Error);

        var routing = (await OfAsync(_ben, ticket))!;
        Assert.Null(routing.Outlook);
        Assert.Equal([MoveCause.Transferred, MoveCause.Routed], routing.Moves.Select(m => m.Cause));
        Assert.Equal(("Ana", "Ben", "Ana"), (routing.Moves[0].From, routing.Moves[0].ToName, routing.Moves[0].By));
        Assert.Equal((ChoiceReason.OnlyOne, 0, "Ana"), (routing.Moves[1].Why!.Reason, routing.Moves[1].Why!.Load, routing.Moves[1].ToName));
    }

    [Fact]
    public async Task Who_does_not_see_a_ticket_sees_nothing_of_its_routing()
    {
        var elsewhere = await _desk.Given.DepartmentAsync(_desk.Admin, "Elsewhere");
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve", Role.Agent, elsewhere);
        var ticket = await _desk.OpensAsync(1);
        Assert.Null(await OfAsync(eve, ticket));
        Assert.NotNull(await OfAsync(_ana, ticket));
    }

    [Fact]
    public async Task Only_who_is_asked_sees_the_offer_wherever_it_lies_and_hears_of_it_and_of_its_end()
    {
        var elsewhere = await _desk.Given.DepartmentAsync(_desk.Admin, "Elsewhere");
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve", Role.Agent, elsewhere);
        await _desk.ComesAsync(_ana);
        await _desk.ComesAsync(eve);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        var heard = 0;
        using var subscription = _desk.Services.GetRequiredService<ILiveFeed>().Subscribe(LiveTopic.Offers(_desk.Tenant, eve.Agent!.Value.Value), _ => heard++);

        var ask = new TransferTarget(eve.Agent, Ask: true);
        Assert.Null((await _desk.RunAsync<TransferTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, ask, "", default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        var offer = Assert.Single(await OffersAsync(eve));
        Assert.Equal((ticket.Id, "Ana", _desk.Clock.GetUtcNow() + TicketPassing.AskFor), (offer.Ticket, offer.From, offer.EndsAt));
        Assert.Equal(1, heard);
        Assert.Empty(await OffersAsync(_ana));

        Assert.Null((await _desk.RunAsync<DeclineOffer, Result>(eve, u => u.ExecuteAsync(ticket.Id, default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        Assert.Empty(await OffersAsync(eve));
        Assert.Equal(2, heard);
    }

    [Fact]
    public async Task An_offer_is_gone_when_its_time_is_up_or_the_ticket_went_elsewhere()
    {
        await _desk.DepartmentRulesAsync(rules => rules with { OfferFor = TimeSpan.FromSeconds(20) });
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        Assert.Single(await OffersAsync(_ana));
        Assert.Equal(_ana.Agent, (await OfAsync(_ben, ticket))!.Outlook!.Asked);

        Assert.Null((await _desk.RunAsync<ClaimTicket, Result>(_ben, u => u.ExecuteAsync(ticket.Id, default))).Error);
        Assert.Empty(await OffersAsync(_ana));

        await _desk.OpensAsync(2);
        await _desk.SettlesAsync();
        Assert.Single(await OffersAsync(_ana));
        _desk.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(await OffersAsync(_ana));
    }

    private Task<TicketRouting?> OfAsync(Actor actor, Ticket ticket) => _desk.RunAsync<IRoutingQueries, TicketRouting?>(actor, q => q.OfTicketAsync(ticket.Id, default));

    private Task<IReadOnlyList<OfferRow>> OffersAsync(Actor actor) => _desk.RunAsync<IRoutingQueries, IReadOnlyList<OfferRow>>(actor, q => q.OffersAsync(default));
}
