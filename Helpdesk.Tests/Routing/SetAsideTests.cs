using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>What is pending or on hold takes up nobody's room, and nobody waits in it unseen.</summary>
public sealed class SetAsideTests : IAsyncLifetime
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
    public async Task What_is_set_aside_makes_room_and_is_its_agents_again_when_the_customer_writes()
    {
        await _desk.ProfileAsync(_ana, capacity: 1);
        await _desk.ComesAsync(_ana);
        var (first, second) = (await _desk.OpensAsync(1), await _desk.OpensAsync(2));
        await _desk.SettlesAsync();
        Assert.NotNull((await _desk.AgainAsync(second)).QueuedAt);

        Assert.Equal(TicketErrors.NewerMessage, (await AsideAsync(first, seen: 0)).Error);
        Assert.Null((await AsideAsync(first)).Error);
        await _desk.SettlesAsync();
        Assert.Equal(_ana.Agent, (await _desk.AgainAsync(second)).AssigneeId);

        await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        first = await _desk.AgainAsync(first);
        Assert.Equal((TicketStatus.Open, _ana.Agent), (first.Status, first.AssigneeId));
    }

    [Theory]
    [InlineData(LeavePolicy.Redistribute)]
    [InlineData(LeavePolicy.Keep)]
    public async Task What_is_set_aside_stays_with_who_leaves_until_the_customer_writes(LeavePolicy policy)
    {
        await _desk.RulesAsync(rules => rules with { OnSignOut = policy });
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        Assert.Null((await AsideAsync(ticket)).Error);
        await _desk.ComesAsync(_ben);
        await _desk.ReportsAsync(_ana, NodeReport.SignedOut);
        await _desk.SettlesAsync();
        Assert.Equal((TicketStatus.Pending, _ana.Agent), ((await _desk.AgainAsync(ticket)).Status, (await _desk.AgainAsync(ticket)).AssigneeId));

        await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        ticket = await _desk.AgainAsync(ticket);
        Assert.Equal((TicketStatus.Open, policy == LeavePolicy.Keep ? _ana.Agent : _ben.Agent), (ticket.Status, ticket.AssigneeId));
    }

    [Fact]
    public async Task Who_is_no_member_any_more_keeps_nothing_that_was_set_aside()
    {
        await _desk.ComesAsync(_ana);
        var ticket = await _desk.OpensAsync(1);
        await _desk.SettlesAsync();
        Assert.Null((await AsideAsync(ticket)).Error);
        await _desk.ComesAsync(_ben);
        await _desk.ChangesAsync<DeactivateMember>(u => u.ExecuteAsync(_ana.Agent!.Value, default));
        await _desk.SettlesAsync();
        ticket = await _desk.AgainAsync(ticket);
        Assert.Equal((TicketStatus.Open, _ben.Agent), (ticket.Status, ticket.AssigneeId));
    }

    private Task<Result> AsideAsync(Ticket ticket, long seen = 99) =>
        _desk.RunAsync<SetTicketAside, Result>(_ana, u => u.ExecuteAsync(ticket.Id, TicketStatus.Pending, seen, default));
}
