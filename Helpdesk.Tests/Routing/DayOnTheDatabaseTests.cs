using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Routing;

/// <summary>
/// 500 tickets through the journal, the outbox and the turns, with breaks, sign-outs, lost connections and dead nodes in between: whenever
/// everything due is done, every open ticket has an agent or a place in a queue, and nobody holds more than their capacity.
/// </summary>
public sealed class DayOnTheDatabaseTests(ITestOutputHelper output)
{
    private const int Tickets = 500;
    private const int Capacity = 8;

    [Fact]
    public async Task No_ticket_is_ever_unowned_and_unqueued()
    {
        var random = new Random(4);
        await using var desk = await TestDesk.StartAsync();
        await desk.RulesAsync(rules => rules with { IdleAfter = TimeSpan.Zero });
        await desk.ProfileAsync(desk.Admin, capacity: 0);
        var lunch = (await desk.RunAsync<ChangeBreakReason, Result<long>>(desk.Admin, u => u.AddAsync("Lunch", 30, default))).Value;
        var second = await desk.Given.DepartmentAsync(desk.Admin, "Second");
        var first = await desk.LookAsync(db => db.Departments.Where(d => d.Id != second).Select(d => d.Id).SingleAsync());
        var agents = new List<Actor>();
        for (var i = 0; i < 12; i++) agents.Add(await desk.Given.AgentAsync(desk.Admin, $"Agent{i}", Role.Agent, i % 3 == 0 ? [first, second] : [first]));
        await desk.LookAsync(db => db.Memberships.Where(m => m.Role == Role.Agent).ExecuteUpdateAsync(set => set.SetProperty(m => m.Capacity, Capacity)));
        var leases = desk.Services.GetRequiredService<NodeLeases>();
        var (opened, looks, counts) = (0, 0, new Dictionary<string, int>());

        while (opened < Tickets)
        {
            for (var n = 0; n < 10; n++) await HappensAsync();
            await desk.TickAsync();
            await desk.SettlesAsync();
            await LookAsync();
        }

        // In the evening everybody is here, and what is left is given, in waves.
        foreach (var agent in agents) await desk.ComesAsync(agent);
        for (var i = 0; i < 60; i++)
        {
            await CloseSomeAsync();
            desk.Clock.Advance(TimeSpan.FromSeconds(20));
            await desk.TickAsync();
            await desk.SettlesAsync();
            await LookAsync();
        }

        Assert.Equal(0, await desk.LookAsync(db => db.Tickets.CountAsync(t => t.IsActive && t.QueuedAt != null)));
        var moves = await desk.LookAsync(db => db.TicketMoves.AsNoTracking().ToListAsync());
        Assert.All(moves.Where(m => m.Cause == MoveCause.Routed), m => Assert.NotNull(RoutingExplanation.Parse(m.Why)));
        output.WriteLine($"{opened} tickets, {looks} looks; {string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}"))}; moves: "
            + string.Join(", ", moves.GroupBy(m => m.Cause).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}")));
        Assert.True(new[] { MoveCause.Routed, MoveCause.Break, MoveCause.SignedOut, MoveCause.ConnectionLost, MoveCause.Transferred }.All(cause => moves.Exists(m => m.Cause == cause)), "Not everything happened.");

        async Task HappensAsync()
        {
            var who = agents[random.Next(agents.Count)];
            var what = random.Next(20);
            desk.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 12)));
            switch (what)
            {
                case < 8:
                    await desk.Given.ArrivesAsync(desk.Number, Webhook.Text($"D{opened}", "help", desk.Time.GetUtcNow(), chat: $"2010{opened:D8}"));
                    await desk.WorkJournalAsync();
                    opened++;
                    Count("opened");
                    break;
                case < 12:
                    await desk.ComesAsync(who);
                    Count("came");
                    break;
                case 12:
                    if ((await desk.RunAsync<TakeBreak, Result<BreakState>>(who, u => u.ExecuteAsync(lunch, default))).Succeeded) Count("breaks");
                    break;
                case 13:
                    await desk.RunAsync<EndBreak, Result>(who, u => u.ExecuteAsync(who.Agent!.Value, default));
                    break;
                case 14:
                    await desk.ReportsAsync(who, NodeReport.SignedOut);
                    Count("signed out");
                    break;
                case 15:
                    await desk.ReportsAsync(who, NodeReport.Lost);
                    Count("lost");
                    break;
                case 16 when random.Next(3) == 0:
                    // A node that nobody hears of any more takes its agents with it.
                    await leases.TakeAsync(RoutingDesk.Node, hasBackplane: false, default);
                    await leases.BeginAsync(RoutingDesk.Node, default);
                    desk.Clock.Advance(NodeLeases.Lease + TimeSpan.FromSeconds(1));
                    await leases.SweepAsync(default);
                    Count("nodes died");
                    break;
                case 17:
                    await PassOnAsync(who);
                    break;
                default:
                    await CloseSomeAsync();
                    break;
            }
        }

        async Task PassOnAsync(Actor who)
        {
            if (await desk.LookAsync(db => db.Tickets.Where(t => t.IsActive && t.AssigneeId == who.Agent).Select(t => (TicketId?)t.Id).FirstOrDefaultAsync()) is not { } mine) return;
            var target = random.Next(2) == 0 ? new TransferTarget(Department: second) : new TransferTarget(agents[random.Next(agents.Count)].Agent);
            await desk.RunAsync<TransferTicket, Result>(who, u => u.ExecuteAsync(mine, target, "", default));
        }

        async Task CloseSomeAsync()
        {
            foreach (var ticket in await desk.LookAsync(db => db.Tickets.AsNoTracking().Where(t => t.IsActive && t.AssigneeId != null).OrderBy(t => t.Id).Take(8).ToListAsync()))
            {
                var holder = agents.Find(a => a.Agent == ticket.AssigneeId)!;
                await desk.RunAsync<CloseTicket, Result>(holder, u => u.ExecuteAsync(ticket.Id, 99, default));
                Count("closed");
            }
        }

        async Task LookAsync()
        {
            looks++;
            Assert.Empty(await desk.LookAsync(db => db.Tickets.Where(t => t.IsActive && t.AssigneeId == null && t.QueuedAt == null).Select(t => t.Number).ToListAsync()));
            Assert.Empty(await desk.LookAsync(db => db.Tickets.Where(t => t.AssigneeId != null && t.QueuedAt != null).Select(t => t.Number).ToListAsync()));
            var held = await desk.LookAsync(db => db.Tickets.Where(t => t.IsActive && t.AssigneeId != null).GroupBy(t => t.AssigneeId).Select(g => g.Count()).ToListAsync());
            Assert.All(held, count => Assert.InRange(count, 1, Capacity));
            // Nobody waits unseen: while an agent of the first department is here with room, only a wave may hold a ticket of it back.
            var here = await desk.LookAsync(db => db.AgentStatuses.CountAsync(s => s.State == AgentState.Online && s.WaveAt == null
                && db.Set<DepartmentMember>().Any(m => m.AgentId == s.Id && m.DepartmentId == first)
                && db.Tickets.Count(t => t.IsActive && t.AssigneeId == s.Id) < Capacity
                && db.Memberships.Any(m => m.Id == s.Id && m.Capacity > 0)));
            if (here > 0) Assert.Equal(0, await desk.LookAsync(db => db.Tickets.CountAsync(t => t.DepartmentId == first && t.QueuedAt != null)));
        }

        void Count(string what) => counts[what] = counts.GetValueOrDefault(what) + 1;
    }
}
