using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>How long one may wait is what the rules and hours say at the moment that counts, changed or not since the wait began.</summary>
public sealed class WaitingRulesTests : IAsyncLifetime
{
    private WaitingDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await WaitingDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_shorter_threshold_delays_who_has_waited_that_long_from_the_moment_it_holds()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(100);
        await _desk.RuleAsync(rule => rule with { DelayAfter = TimeSpan.FromSeconds(60) });
        await _desk.AtAsync(101);
        // Nobody is charged for the forty seconds in which it was no delay.
        Assert.Equal([(null, 100, null, null)], await _desk.PartsAsync(ticket));
    }

    [Fact]
    public async Task A_shorter_threshold_not_reached_yet_is_looked_at_when_it_is()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(10);
        await _desk.RuleAsync(rule => rule with { DelayAfter = TimeSpan.FromSeconds(60) });
        await _desk.AtAsync(59);
        Assert.Null(await _desk.DelayedAsync(ticket));
        await _desk.AtAsync(60);
        Assert.Equal(60, await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task A_longer_threshold_holds_for_who_waits_and_not_for_who_is_delayed_already()
    {
        var first = await _desk.WritesAsync("201000000001");
        await _desk.AtAsync(100);
        var second = await _desk.WritesAsync("201000000002");
        await _desk.AtAsync(180);
        await _desk.RuleAsync(rule => rule with { DelayAfter = TimeSpan.FromSeconds(600) });
        await _desk.AtAsync(699);
        Assert.Equal((180, null), (await _desk.DelayedAsync(first), await _desk.DelayedAsync(second)));
        await _desk.AtAsync(700);
        Assert.Equal((180, 700), (await _desk.DelayedAsync(first), await _desk.DelayedAsync(second)));
    }

    [Fact]
    public async Task A_departments_own_threshold_comes_before_the_workspaces()
    {
        await RuleOfAsync(_desk.Support, TimeSpan.FromSeconds(30));
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(30);
        Assert.Equal(30, await _desk.DelayedAsync(ticket));
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(20, 60)]
    public async Task A_ticket_that_goes_to_another_department_waits_by_its_threshold(int movedAt, int delayedAt)
    {
        var sales = await _desk.Desk.Given.DepartmentAsync(_desk.Desk.Admin, "Sales");
        await RuleOfAsync(sales, TimeSpan.FromSeconds(60));
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(movedAt);
        await _desk.MoveAsync(ticket, sales);
        await _desk.AtAsync(delayedAt);
        Assert.Equal(delayedAt, await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task A_ticket_that_goes_where_one_may_wait_longer_is_looked_at_then()
    {
        var sales = await _desk.Desk.Given.DepartmentAsync(_desk.Desk.Admin, "Sales");
        await RuleOfAsync(sales, TimeSpan.FromSeconds(600));
        var ticket = await _desk.WritesAsync();
        await _desk.MoveAsync(ticket, sales);
        await _desk.AtAsync(180);
        Assert.Null(await _desk.DelayedAsync(ticket));
        await _desk.AtAsync(599);
        Assert.Null(await _desk.DelayedAsync(ticket));
        await _desk.AtAsync(600);
        Assert.Equal(600, await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task Where_only_business_hours_count_a_night_delays_nobody()
    {
        // The desk opens on a Monday at 9:00 UTC, 11:00 in Cairo; the office closes a minute later and opens on Tuesday at 10:00.
        await HoursAsync(new TimeOnly(9, 0), new TimeOnly(11, 1), new TimeOnly(10, 0));
        await _desk.RuleAsync(rule => rule with { DelayInHours = true });
        var ticket = await _desk.WritesAsync();
        const int Opens = 23 * 3600;
        await _desk.AtAsync(Opens + 119);
        Assert.Null(await _desk.DelayedAsync(ticket));
        await _desk.AtAsync(Opens + 120);
        Assert.Equal(Opens + 120, await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task Other_hours_move_the_moment_for_who_waits_already()
    {
        await HoursAsync(new TimeOnly(9, 0), new TimeOnly(11, 1), new TimeOnly(10, 0));
        await _desk.RuleAsync(rule => rule with { DelayInHours = true });
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(120);
        await HoursAsync(new TimeOnly(9, 0), new TimeOnly(18, 0), new TimeOnly(10, 0), version: 1);
        await _desk.AtAsync(180);
        Assert.Equal(180, await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task Lists_are_told_that_the_moment_is_another()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.RuleAsync(rule => rule with { DelayAfter = TimeSpan.FromSeconds(600) });
        var row = await _desk.Desk.RunAsync<ITicketQueries, TicketRow?>(_desk.Ana, q => q.RowAsync(ticket.Id, default));
        Assert.Equal(_desk.Opened.AddSeconds(600), row!.DueAt);
        var told = await _desk.Desk.LookAsync(db => Task.FromResult(db.LiveLog.OrderBy(l => l.Sequence).Last()));
        Assert.Equal((LiveKind.TicketChanged, ticket.Id.Value), (told.Kind, told.EntityId));
    }

    private async Task RuleOfAsync(DepartmentId department, TimeSpan after)
    {
        Assert.Null((await _desk.Desk.RunAsync<ChangeRouting, Result>(
            _desk.Desk.Admin, u => u.OfDepartmentAsync(department, DepartmentRuleValues.Usual with { DelayAfter = after }, default))).Error);
        await _desk.SettleAsync();
    }

    private async Task HoursAsync(TimeOnly monday, TimeOnly mondayEnds, TimeOnly tuesday, long version = 0)
    {
        var hours = new HoursDefinition(
            [new WeeklyInterval(DayOfWeek.Monday, monday, mondayEnds), new WeeklyInterval(DayOfWeek.Tuesday, tuesday, new TimeOnly(18, 0))], []);
        Assert.Null((await _desk.Desk.RunAsync<ChangeHours, Result>(_desk.Desk.Admin, u => u.ExecuteAsync(hours, version, default))).Error);
        await _desk.SettleAsync();
    }
}
