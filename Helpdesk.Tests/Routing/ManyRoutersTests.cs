using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>Many who give and take at once: no ticket is held twice, nobody holds more than their capacity, nothing is left that somebody has room for.</summary>
public sealed class ManyRoutersTests
{
    private const int Agents = 50;
    private const int Tickets = 160;
    private const int Capacity = 3;

    [Fact]
    public async Task Four_routers_of_two_departments_and_fifty_agents_who_claim_never_give_twice_or_too_much()
    {
        await using var desk = await TestDesk.StartAsync();
        var second = await desk.Given.DepartmentAsync(desk.Admin, "Second");
        var first = await desk.LookAsync(db => db.Departments.Where(d => d.Id != second).Select(d => d.Id).SingleAsync());
        await desk.ProfileAsync(desk.Admin, capacity: 0);
        var agents = new List<Actor>();
        for (var i = 0; i < Agents; i++) agents.Add(await desk.Given.AgentAsync(desk.Admin, $"Agent{i}", Role.Agent, first, second));
        await desk.LookAsync(db => db.Memberships.Where(m => m.Role == Role.Agent).ExecuteUpdateAsync(set => set.SetProperty(m => m.Capacity, Capacity)));
        foreach (var agent in agents) await desk.ComesAsync(agent);
        for (var i = 0; i < Tickets; i++) await desk.Given.ArrivesAsync(desk.Number, Webhook.Text($"K{i}", "hi", desk.Clock.GetUtcNow(), chat: $"20100000{i:D4}"));
        await desk.WorkJournalAsync();
        var ids = await desk.LookAsync(db => db.Tickets.Select(t => t.Id).ToListAsync());
        var half = ids.Where((_, i) => i % 2 == 0).ToList();
        // Half of them lie in the second department, whose agents are the same.
        await desk.LookAsync(db => db.Tickets.Where(t => half.Contains(t.Id)).ExecuteUpdateAsync(set => set.SetProperty(t => t.DepartmentId, second)));

        // Two routers for each department, as two nodes would be whose lease has lapsed on each other, and every agent takes what they can.
        var routers = new[] { first, second, first, second }.Select(department => Task.Run(() => RouteAsync(desk, department)));
        var claims = agents.Select((agent, i) => Task.Run(async () =>
        {
            for (var n = 0; n < 4; n++)
                await desk.RunAsync<ClaimTicket, Result>(agent, u => u.ExecuteAsync(ids[((i * 7) + (n * 13)) % ids.Count], default));
        }));
        await Task.WhenAll(routers.Concat(claims));
        await desk.SettlesAsync();

        var held = await desk.LookAsync(db => db.Tickets.Where(t => t.AssigneeId != null).GroupBy(t => t.AssigneeId).Select(g => g.Count()).ToListAsync());
        Assert.All(held, count => Assert.InRange(count, 1, Capacity));
        Assert.Equal(Agents * Capacity, held.Sum());
        Assert.Equal(Tickets - (Agents * Capacity), await desk.LookAsync(db => db.Tickets.CountAsync(t => t.QueuedAt != null)));
        Assert.Equal(0, await desk.LookAsync(db => db.Tickets.CountAsync(t => (t.AssigneeId == null) == (t.QueuedAt == null))));
        // Given once: each ticket that somebody holds was given exactly once.
        Assert.Equal(held.Sum(), await desk.LookAsync(db => db.TicketMoves.CountAsync(m => m.To != null)));
    }

    private static async Task RouteAsync(TestDesk desk, DepartmentId department)
    {
        for (var i = 0; i < 3; i++)
            await desk.RunAsync<RouteDepartment, Result>(Actor.System(desk.Tenant), u => u.ExecuteAsync(department, default));
    }
}
