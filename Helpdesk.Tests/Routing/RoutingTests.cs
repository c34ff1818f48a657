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

/// <summary>A ticket that needs an agent has one, or a place in a queue: through the journal, the turns and the workers, on a real database.</summary>
public sealed class RoutingTests : IAsyncLifetime
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
    public async Task A_new_ticket_goes_to_whoever_is_here_and_says_why()
    {
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();

        ticket = await _desk.AgainAsync(ticket);
        Assert.Equal((_ana.Agent, _ana.Agent, null), (ticket.AssigneeId, ticket.OwnerId, ticket.QueuedAt));
        var move = await _desk.LookAsync(db => db.TicketMoves.SingleAsync(m => m.TicketId == ticket.Id));
        Assert.Equal((MoveCause.Routed, null), (move.Cause, move.By));
        var why = RoutingExplanation.Parse(move.Why)!;
        Assert.Equal((ChoiceReason.OnlyOne, 0, 10), (why.Reason, why.Load, why.Capacity));
        Assert.Contains(new AgentVerdict(_ben.Agent!.Value, AgentFit.Offline), why.Others);
    }

    [Fact]
    public async Task With_nobody_here_it_waits_in_the_queue_and_the_first_to_come_gets_it()
    {
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        Assert.NotNull((await _desk.AgainAsync(ticket)).QueuedAt);

        await _desk.ComesAsync(_ben);
        await _desk.SettlesAsync();
        Assert.Equal(_ben.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);
    }

    [Fact]
    public async Task Nobody_is_given_more_than_their_capacity_and_a_close_makes_room()
    {
        await _desk.ProfileAsync(_ana, capacity: 2);
        await _desk.ComesAsync(_ana);
        var tickets = new List<Ticket>();
        for (var i = 1; i <= 3; i++) tickets.Add(await _desk.OpensAsync(i));
        await _desk.SettlesAsync();
        Assert.Equal(2, await _desk.HeldAsync(_ana));
        Assert.NotNull((await _desk.AgainAsync(tickets[2])).QueuedAt);

        Assert.Null((await _desk.RunAsync<CloseTicket, Result>(_ana, u => u.ExecuteAsync(tickets[0].Id, 99, default))).Error);
        await _desk.SettlesAsync();
        Assert.Equal(_ana.Agent, (await _desk.AgainAsync(tickets[2])).AssigneeId);
    }

    [Fact]
    public async Task Raised_capacity_makes_room_at_once()
    {
        await _desk.ProfileAsync(_ana, capacity: 1);
        await _desk.ComesAsync(_ana);
        await _desk.OpensAsync(1);
        await _desk.OpensAsync(2);
        await _desk.SettlesAsync();
        Assert.Equal(1, await _desk.HeldAsync(_ana));

        await _desk.ProfileAsync(_ana, capacity: 2);
        await _desk.SettlesAsync();
        Assert.Equal(2, await _desk.HeldAsync(_ana));
    }

    [Fact]
    public async Task A_conversation_that_waits_for_its_customer_long_enough_stops_counting()
    {
        await _desk.ProfileAsync(_ana, capacity: 1);
        await _desk.ComesAsync(_ana);
        var first = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        Assert.Null((await _desk.ReplyAsync(_ana, first, "on its way")).Error);
        var second = await _desk.OpensAsync(2);
        await _desk.SettlesAsync();
        Assert.NotNull((await _desk.AgainAsync(second)).QueuedAt);

        _desk.Clock.Advance(TimeSpan.FromMinutes(59));
        await _desk.SettlesAsync();
        Assert.NotNull((await _desk.AgainAsync(second)).QueuedAt);
        _desk.Clock.Advance(TimeSpan.FromMinutes(2));
        await _desk.SettlesAsync();
        Assert.Equal(_ana.Agent, (await _desk.AgainAsync(second)).AssigneeId);
    }

    [Fact]
    public async Task A_heavier_channel_fills_an_agent_sooner()
    {
        await _desk.RulesAsync(rules => rules with { WhatsAppWeight = 5 });
        await _desk.ComesAsync(_ana);
        for (var i = 1; i <= 3; i++) await _desk.OpensAsync(i);
        await _desk.SettlesAsync();
        Assert.Equal(2, await _desk.HeldAsync(_ana));
    }

    [Fact]
    public async Task The_backlog_is_given_in_waves()
    {
        for (var i = 1; i <= 5; i++) await _desk.OpensAsync(i);
        await _desk.RulesAsync(rules => rules with { WaveSize = 2, WavePause = TimeSpan.FromSeconds(30) });
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await _desk.ComesAsync(_ana);
        await _desk.SettlesAsync();
        Assert.Equal(2, await _desk.HeldAsync(_ana));

        // Who comes now is not left with nothing.
        await _desk.ComesAsync(_ben);
        await _desk.SettlesAsync();
        Assert.Equal((2, 2), (await _desk.HeldAsync(_ana), await _desk.HeldAsync(_ben)));
        _desk.Clock.Advance(TimeSpan.FromSeconds(30));
        await _desk.SettlesAsync();
        Assert.Equal(5, await _desk.HeldAsync(_ana) + await _desk.HeldAsync(_ben));
    }

    [Theory]
    [InlineData(LeavePolicy.Redistribute)]
    [InlineData(LeavePolicy.Keep)]
    public async Task A_break_gives_open_tickets_to_others_or_keeps_them_as_the_workspace_says(LeavePolicy policy)
    {
        await _desk.RulesAsync(rules => rules with { OnBreak = policy });
        var reason = await _desk.RunAsync<ChangeBreakReason, Result<long>>(_desk.Admin, u => u.AddAsync("Prayer", 15, default));
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        await _desk.ComesAsync(_ben);

        Assert.Equal(BreakState.Running, (await _desk.RunAsync<TakeBreak, Result<BreakState>>(_ana, u => u.ExecuteAsync(reason.Value, default))).Value);
        await _desk.SettlesAsync();
        ticket = await _desk.AgainAsync(ticket);
        Assert.Equal(policy == LeavePolicy.Keep ? _ana.Agent : _ben.Agent, ticket.AssigneeId);
        Assert.Equal(_ana.Agent, ticket.OwnerId);
        Assert.Equal(policy == LeavePolicy.Keep ? [MoveCause.Routed] : [MoveCause.Routed, MoveCause.Break, MoveCause.Routed], await _desk.CausesAsync(ticket));
    }

    [Fact]
    public async Task Signing_out_and_a_lost_connection_put_open_tickets_back_and_say_why()
    {
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        await _desk.ReportsAsync(_ana, NodeReport.SignedOut);
        await _desk.SettlesAsync();
        Assert.NotNull((await _desk.AgainAsync(ticket)).QueuedAt);

        await _desk.ComesAsync(_ben);
        await _desk.SettlesAsync();
        await _desk.ReportsAsync(_ben, NodeReport.Lost);
        await _desk.TickAsync();
        await _desk.SettlesAsync();
        // A short loss moves nothing.
        Assert.Equal((_ben.Agent, AgentState.Reconnecting), ((await _desk.AgainAsync(ticket)).AssigneeId, await _desk.StateAsync(_ben)));
        _desk.Clock.Advance(PresencePolicy.Grace);
        await _desk.TickAsync();
        await _desk.SettlesAsync();
        Assert.Null((await _desk.AgainAsync(ticket)).AssigneeId);
        Assert.Equal([MoveCause.Routed, MoveCause.SignedOut, MoveCause.Routed, MoveCause.ConnectionLost], await _desk.CausesAsync(ticket));
    }

    [Fact]
    public async Task Kept_tickets_stay_with_who_signed_out_when_the_workspace_says_so()
    {
        await _desk.RulesAsync(rules => rules with { OnSignOut = LeavePolicy.Keep, OnConnectionLost = LeavePolicy.Keep });
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        await _desk.ReportsAsync(_ana, NodeReport.SignedOut);
        await _desk.SettlesAsync();
        Assert.Equal(_ana.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);
    }

    [Fact]
    public async Task A_customer_who_comes_back_finds_the_same_agent_if_here_and_another_if_not()
    {
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        await _desk.ComesAsync(_ben);
        Assert.Null((await _desk.RunAsync<ResolveTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, 99, default))).Error);
        await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        Assert.Equal(_ana.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);

        Assert.Null((await _desk.RunAsync<ResolveTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, 99, default))).Error);
        await _desk.ReportsAsync(_ana, NodeReport.SignedOut);
        await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        ticket = await _desk.AgainAsync(ticket);
        Assert.Equal((_ben.Agent, _ana.Agent), (ticket.AssigneeId, ticket.OwnerId));
    }

    [Fact]
    public async Task A_ticket_that_needs_a_skill_waits_for_who_has_it()
    {
        var category = await _desk.RunAsync<ChangeCategory, Result<CategoryId>>(_desk.Admin, u => u.AddAsync("Medicine orders", ["Insulin"], default));
        var ticket = await _desk.OpensAsync(1);
        Assert.Null((await _desk.RunAsync<CategoriseTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, category.Value, default))).Error);
        await _desk.ComesAsync(_ana);
        await _desk.SettlesAsync();
        Assert.NotNull((await _desk.AgainAsync(ticket)).QueuedAt);

        await _desk.ProfileAsync(_ben, skills: ["insulin"]);
        await _desk.ComesAsync(_ben);
        await _desk.SettlesAsync();
        Assert.Equal(_ben.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);
    }

    [Fact]
    public async Task The_customers_language_is_asked_for_first()
    {
        await _desk.ProfileAsync(_ben, languages: ["ar"]);
        await _desk.ComesAsync(_ana);
        await _desk.ComesAsync(_ben);
        await _desk.HearsAsync(Webhook.Text("AR", "أحتاج إلى مساعدة من فضلكم", _desk.Time.GetUtcNow(), chat: "201055500001"));
        await _desk.SettlesAsync();
        Assert.Equal(_ben.Agent, (await _desk.TicketAsync()).AssigneeId);
    }

    [Fact]
    public async Task In_a_department_that_routes_by_hand_nothing_is_given_and_agents_take()
    {
        await _desk.DepartmentRulesAsync(rules => rules with { Strategy = RoutingStrategy.Manual });
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        Assert.NotNull((await _desk.AgainAsync(ticket)).QueuedAt);
        Assert.Null((await _desk.RunAsync<ClaimTicket, Result>(_ana, u => u.ExecuteAsync(ticket.Id, default))).Error);
        Assert.Equal((_ana.Agent, null), (await _desk.AgainAsync(ticket) is var t ? (t.AssigneeId, t.QueuedAt) : default));
    }

    [Fact]
    public async Task Claiming_beyond_capacity_is_refused_unless_one_supervises()
    {
        await _desk.ProfileAsync(_ana, capacity: 1);
        var (first, second) = (await _desk.OpensAsync(1), await _desk.OpensAsync(2));
        Assert.Null((await _desk.RunAsync<ClaimTicket, Result>(_ana, u => u.ExecuteAsync(first.Id, default))).Error);
        Assert.Equal(TicketErrors.NoRoomForYou, (await _desk.RunAsync<ClaimTicket, Result>(_ana, u => u.ExecuteAsync(second.Id, default))).Error);
        Assert.Equal(TicketErrors.NoRoom, (await _desk.RunAsync<AssignTicket, Result>(_ben, u => u.ExecuteAsync(second.Id, _ana.Agent!.Value, default))).Error);
        Assert.Null((await _desk.RunAsync<AssignTicket, Result>(_desk.Admin, u => u.ExecuteAsync(second.Id, _ana.Agent!.Value, default))).Error);
        Assert.Equal(2, await _desk.HeldAsync(_ana));
    }

    [Fact]
    public async Task Who_answers_without_room_answers_without_taking()
    {
        await _desk.ProfileAsync(_ana, capacity: 0);
        var ticket = await _desk.OpensAsync(1);
        Assert.Null((await _desk.ReplyAsync(_ana, ticket, "one moment")).Error);
        Assert.Equal((null, TicketStatus.Open), (await _desk.AgainAsync(ticket) is var t ? (t.AssigneeId, t.Status) : default));
    }

    [Fact]
    public async Task Readers_are_never_given_work()
    {
        var quinn = await _desk.Given.AgentAsync(_desk.Admin, "Quinn", Role.QA);
        await _desk.LookAsync(async db =>
        {
            // A reader who is connected all the same: the roster decides, not the door.
            await db.AgentStatuses.Where(s => s.Id == quinn.Agent).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, AgentState.Online));
            return true;
        });
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        Assert.NotNull((await _desk.AgainAsync(ticket)).QueuedAt);
    }

    [Fact]
    public async Task Who_leaves_the_team_leaves_the_tickets()
    {
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        Assert.Null((await _desk.RunAsync<DeactivateMember, Result>(_desk.Admin, u => u.ExecuteAsync(_ana.Agent!.Value, default))).Error);
        await _desk.SettlesAsync();
        Assert.NotNull((await _desk.AgainAsync(ticket)).QueuedAt);
        Assert.Equal(AgentState.Offline, await _desk.StateAsync(_ana));
    }
}
