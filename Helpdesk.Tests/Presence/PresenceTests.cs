using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Tests.Routing;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Helpdesk.Tests.Presence;

/// <summary>Who is here, as nodes tell it, and breaks.</summary>
public sealed class PresenceTests : IAsyncLifetime
{
    private TestDesk _desk = null!;
    private Actor _ana = null!;
    private Actor _ben = null!;
    private long _lunch;

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync();
        (_ana, _ben) = (await _desk.Given.AgentAsync(_desk.Admin, "Ana"), await _desk.Given.AgentAsync(_desk.Admin, "Ben"));
        _lunch = (await _desk.RunAsync<ChangeBreakReason, Result<long>>(_desk.Admin, u => u.AddAsync("Lunch", 30, default))).Value;
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_page_on_another_node_keeps_an_agent_here()
    {
        await _desk.ComesAsync(_ana);
        await HearAsync(_ana, node: 8, NodeReport.Active);
        await _desk.ReportsAsync(_ana, NodeReport.SignedOut);
        Assert.Equal(AgentState.Online, await _desk.StateAsync(_ana));
        await HearAsync(_ana, node: 8, NodeReport.SignedOut);
        Assert.Equal(AgentState.Offline, await _desk.StateAsync(_ana));
    }

    [Fact]
    public async Task Idle_is_away_and_one_touch_is_online_again()
    {
        await _desk.ComesAsync(_ana);
        await _desk.ReportsAsync(_ana, NodeReport.Idle);
        Assert.Equal(AgentState.Away, await _desk.StateAsync(_ana));
        await _desk.ComesAsync(_ana);
        Assert.Equal(AgentState.Online, await _desk.StateAsync(_ana));
    }

    [Fact]
    public async Task A_lost_connection_is_waited_for_and_then_let_go()
    {
        await _desk.ComesAsync(_ana);
        await _desk.ReportsAsync(_ana, NodeReport.Lost);
        Assert.Equal(AgentState.Reconnecting, await _desk.StateAsync(_ana));
        _desk.Clock.Advance(PresencePolicy.Grace - TimeSpan.FromSeconds(1));
        await _desk.TickAsync();
        Assert.Equal(AgentState.Reconnecting, await _desk.StateAsync(_ana));
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await _desk.TickAsync();
        Assert.Equal(AgentState.Offline, await _desk.StateAsync(_ana));
    }

    [Fact]
    public async Task Who_comes_back_in_time_was_never_gone()
    {
        await _desk.ComesAsync(_ana);
        await _desk.ReportsAsync(_ana, NodeReport.Lost);
        _desk.Clock.Advance(TimeSpan.FromSeconds(10));
        await HearAsync(_ana, node: 8, NodeReport.Active);
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await _desk.TickAsync();
        Assert.Equal(AgentState.Online, await _desk.StateAsync(_ana));
    }

    [Fact]
    public async Task A_killed_nodes_agents_are_let_go_when_its_lease_has_lapsed()
    {
        var leases = _desk.Services.GetRequiredService<NodeLeases>();
        var seat = await BeginAsync(leases, RoutingDesk.Node);
        await _desk.ComesAsync(_ana);
        _desk.Clock.Advance(NodeLeases.Lease - TimeSpan.FromSeconds(1));
        await leases.SweepAsync(default);
        Assert.Equal(AgentState.Online, await _desk.StateAsync(_ana));
        _desk.Clock.Advance(TimeSpan.FromSeconds(2));
        await leases.SweepAsync(default);
        Assert.Equal(AgentState.Reconnecting, await _desk.StateAsync(_ana));
        Assert.False(await leases.RenewAsync(RoutingDesk.Node, seat.Number, default));
        _desk.Clock.Advance(PresencePolicy.Grace);
        await _desk.TickAsync();
        Assert.Equal(AgentState.Offline, await _desk.StateAsync(_ana));
    }

    [Fact]
    public async Task A_deploy_redistributes_nothing_however_long_it_takes()
    {
        var leases = _desk.Services.GetRequiredService<NodeLeases>();
        await BeginAsync(leases, RoutingDesk.Node);
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        await leases.StopServingAsync(RoutingDesk.Node, default);
        await leases.RemoveAsync(RoutingDesk.Node, default);
        _desk.Clock.Advance(TimeSpan.FromMinutes(10));

        // The new run begins; what fell due while nothing ran is looked at only after it has said that it waits.
        await BeginAsync(leases, 99);
        await _desk.TickAsync();
        await _desk.SettlesAsync();
        Assert.Equal(AgentState.Reconnecting, await _desk.StateAsync(_ana));
        await HearAsync(_ana, node: 99, NodeReport.Active);
        _desk.Clock.Advance(PresencePolicy.RestartGrace);
        await _desk.TickAsync();
        await _desk.SettlesAsync();
        Assert.Equal((AgentState.Online, _ana.Agent), (await _desk.StateAsync(_ana), (await _desk.AgainAsync(ticket)).AssigneeId));
    }

    [Fact]
    public async Task A_chosen_away_lasts_until_one_says_otherwise_or_signs_out()
    {
        Assert.Equal(PresenceErrors.NotConnected, (await _desk.RunAsync<ChooseState, Result>(_ana, u => u.ExecuteAsync(true, default))).Error);
        await _desk.ComesAsync(_ana);
        Assert.Null((await _desk.RunAsync<ChooseState, Result>(_ana, u => u.ExecuteAsync(true, default))).Error);
        await _desk.ComesAsync(_ana);
        Assert.Equal(AgentState.Away, await _desk.StateAsync(_ana));
        await _desk.ReportsAsync(_ana, NodeReport.SignedOut);
        await _desk.ComesAsync(_ana);
        Assert.Equal(AgentState.Online, await _desk.StateAsync(_ana));
    }

    [Fact]
    public async Task Places_for_breaks_are_counted_and_the_next_in_line_goes_when_one_is_free()
    {
        var department = await _desk.LookAsync(db => db.Departments.Select(d => d.Id).SingleAsync());
        await _desk.ChangesAsync<ChangeDepartment>(u => u.ExecuteAsync(department, "Support", "", 1, default));
        await _desk.ComesAsync(_ana);
        await _desk.ComesAsync(_ben);
        Assert.Equal(BreakState.Running, await TakeAsync(_ana));
        Assert.Equal(BreakState.Waiting, await TakeAsync(_ben));
        Assert.Equal(BreakErrors.Already, (await _desk.RunAsync<TakeBreak, Result<BreakState>>(_ben, u => u.ExecuteAsync(_lunch, default))).Error);
        Assert.Equal((AgentState.Break, AgentState.Online), (await _desk.StateAsync(_ana), await _desk.StateAsync(_ben)));

        Assert.Null((await _desk.RunAsync<EndBreak, Result>(_ana, u => u.ExecuteAsync(_ana.Agent!.Value, default))).Error);
        await _desk.SettlesAsync();
        Assert.Equal((AgentState.Online, AgentState.Break), (await _desk.StateAsync(_ana), await _desk.StateAsync(_ben)));
    }

    [Fact]
    public async Task Two_who_take_the_last_place_at_once_do_not_both_get_it()
    {
        var department = await _desk.LookAsync(db => db.Departments.Select(d => d.Id).SingleAsync());
        await _desk.ChangesAsync<ChangeDepartment>(u => u.ExecuteAsync(department, "Support", "", 1, default));
        await _desk.ComesAsync(_ana);
        await _desk.ComesAsync(_ben);
        var taken = await Task.WhenAll(new[] { _ana, _ben }.Select(who => _desk.RunAsync<TakeBreak, Result<BreakState>>(who, u => u.ExecuteAsync(_lunch, default))));
        Assert.InRange(taken.Count(t => t.Succeeded && t.Value == BreakState.Running), 0, 1);
        Assert.InRange(await _desk.LookAsync(db => db.AgentBreaks.CountAsync(b => b.State == BreakState.Running)), 0, 1);
    }

    [Fact]
    public async Task A_break_that_lasts_too_long_is_told_once_and_signing_out_ends_it()
    {
        await _desk.ComesAsync(_ana);
        await TakeAsync(_ana);
        _desk.Clock.Advance(TimeSpan.FromMinutes(30));
        await _desk.TickAsync();
        Assert.NotNull((await _desk.LookAsync(db => db.AgentBreaks.SingleAsync())).OverrunAt);
        await _desk.ReportsAsync(_ana, NodeReport.SignedOut);
        var over = await _desk.LookAsync(db => db.AgentBreaks.SingleAsync());
        Assert.Equal((BreakState.Ended, null, AgentState.Offline), (over.State, over.EndedBy, await _desk.StateAsync(_ana)));
    }

    [Fact]
    public async Task A_supervisor_begins_and_ends_breaks_and_ends_work_only_where_they_supervise()
    {
        var elsewhere = await _desk.Given.DepartmentAsync(_desk.Admin, "Elsewhere");
        var stranger = await _desk.Given.AgentAsync(_desk.Admin, "Sue", Role.Supervisor, elsewhere);
        var sam = await _desk.Given.AgentAsync(_desk.Admin, "Sam", Role.Supervisor);
        await _desk.ComesAsync(_ana);
        var agent = _ana.Agent!.Value;
        Assert.Equal(PeopleErrors.NoSuchAgent, (await _desk.RunAsync<ForceBreak, Result>(stranger, u => u.ExecuteAsync(agent, _lunch, default))).Error);
        Assert.Null((await _desk.RunAsync<ForceBreak, Result>(sam, u => u.ExecuteAsync(agent, _lunch, default))).Error);
        Assert.Equal(AgentState.Break, await _desk.StateAsync(_ana));
        Assert.Null((await _desk.RunAsync<EndBreak, Result>(sam, u => u.ExecuteAsync(agent, default))).Error);
        Assert.Equal(AgentState.Online, await _desk.StateAsync(_ana));
        Assert.Null((await _desk.RunAsync<ForceOffline, Result>(sam, u => u.ExecuteAsync(agent, default))).Error);
        Assert.Equal(AgentState.Offline, await _desk.StateAsync(_ana));
        Assert.Equal(PermissionErrors.BeyondYours, (await _desk.RunAsync<ForceOffline, Result>(sam, u => u.ExecuteAsync(_desk.Admin.Agent!.Value, default))).Error);
    }

    [Fact]
    public async Task The_day_of_an_agent_is_a_line_of_states_without_gaps()
    {
        await _desk.ComesAsync(_ana);
        _desk.Clock.Advance(TimeSpan.FromMinutes(60));
        await TakeAsync(_ana);
        _desk.Clock.Advance(TimeSpan.FromMinutes(25));
        await _desk.RunAsync<EndBreak, Result>(_ana, u => u.ExecuteAsync(_ana.Agent!.Value, default));
        _desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await _desk.ReportsAsync(_ana, NodeReport.SignedOut);
        var now = _desk.Clock.GetUtcNow();
        var spans = (await _desk.RunAsync<IPresenceQueries, Result<IReadOnlyList<SpanRow>>>(_ana, q => q.SpansAsync(now.AddHours(-8), now, default))).Value;
        Assert.Equal([AgentState.Online, AgentState.Break, AgentState.Online], spans.Select(s => s.State));
        Assert.Equal([60, 25, 5], spans.Select(s => (int)(s.To!.Value - s.From).TotalMinutes));
        Assert.Equal(spans.Skip(1).Select(s => (DateTimeOffset?)s.From), spans.SkipLast(1).Select(s => s.To));
        var taken = (await _desk.RunAsync<IPresenceQueries, Result<IReadOnlyList<BreakRow>>>(_desk.Admin, q => q.BreaksAsync(now.AddHours(-8), now, default))).Value;
        Assert.Equal(("Lunch", 25), (taken.Single().Reason, (int)(taken[0].EndedAt!.Value - taken[0].StartedAt).TotalMinutes));
        Assert.Empty((await _desk.RunAsync<IPresenceQueries, Result<IReadOnlyList<BreakRow>>>(_ben, q => q.BreaksAsync(now.AddHours(-8), now, default))).Value);
    }

    [Fact]
    public async Task A_node_tells_only_what_changes_and_a_reload_is_no_loss()
    {
        var runner = _desk.Services.GetRequiredService<Infrastructure.Execution.UseCaseRunner>();
        using var node = new PresenceNode(
            runner, _desk.Services.GetRequiredService<NodeLeases>(), _desk.Services.GetRequiredService<ThisNode>(), _desk.Time, NullLogger<PresenceNode>.Instance);
        await node.StartAsync(default);
        var (agent, session) = (_ana.Agent!.Value, new Core.Identity.SignIn.SessionId(5));
        node.Active(_desk.Tenant, agent, session, "page-1");
        await StateBecomesAsync(AgentState.Online);
        node.Gone(_desk.Tenant, agent, "page-1");
        node.Active(_desk.Tenant, agent, session, "page-2");
        _desk.Clock.Advance(TimeSpan.FromSeconds(5));
        node.Gone(_desk.Tenant, agent, "page-2");
        _desk.Clock.Advance(PresenceNode.Flutter);
        await StateBecomesAsync(AgentState.Reconnecting);
        node.SignedOut(_desk.Tenant, session);
        await StateBecomesAsync(AgentState.Offline);
        var spans = await _desk.LookAsync(db => db.StateSpans.OrderBy(s => s.From).Select(s => s.State).ToListAsync());
        Assert.Equal([AgentState.Online, AgentState.Reconnecting], spans);
        await node.StopAsync(default);

        Task StateBecomesAsync(AgentState state) => Eventually.TrueAsync(async () => await _desk.StateAsync(_ana) == state, $"the agent is {state}");
    }

    private static async Task<NodeSeat> BeginAsync(NodeLeases leases, long node)
    {
        var seat = await leases.TakeAsync(node, hasBackplane: false, default);
        await leases.BeginAsync(node, default);
        return seat;
    }

    private async Task<BreakState> TakeAsync(Actor who)
    {
        var taken = await _desk.RunAsync<TakeBreak, Result<BreakState>>(who, u => u.ExecuteAsync(_lunch, default));
        Assert.Null(taken.Error);
        return taken.Value;
    }

    private async Task HearAsync(Actor agent, long node, NodeReport report) => Assert.Null(
        (await _desk.RunAsync<HearConnections, Result>(Actor.System(_desk.Tenant), u => u.ExecuteAsync(agent.Agent!.Value, node, report, default))).Error);
}
