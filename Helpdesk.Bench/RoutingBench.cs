using System.Diagnostics;
using System.Globalization;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Bench;

/// <summary>How fast a backlog over four departments is given out by four workers, and how long a ticket takes from "an agent has room" to a signal on that agent's screen.</summary>
public static class RoutingBench
{
    private const int Departments = 4;
    private const int AgentsEach = 25;
    private const int Rounds = 300;

    /// <summary>Measures on SQLite, and on PostgreSQL when <c>HELPDESK_BENCH_POSTGRES</c> names an empty database.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var tickets = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2000;
        var table = new Table("routing", "database", "n", "per s", "p50 ms", "p99 ms", "max ms");
        foreach (var postgres in BenchDesk.Databases)
        {
            await using var desk = await BenchDesk.StartAsync(postgres);
            await MeasureAsync(desk, table, desk.Database, tickets);
        }

        table.Print();
        return 0;
    }

    private static async Task MeasureAsync(BenchDesk desk, Table table, string database, int tickets)
    {
        var (departments, agents) = await PeopleAsync(desk);
        await QueueAsync(desk, departments, tickets);
        var start = Stopwatch.GetTimestamp();
        await MarkAllAsync(desk);
        while (await desk.Runner.RunAsync<HelpdeskDb, bool>(Actor.System(desk.Tenant), db => db.Tickets.AnyAsync(t => t.QueuedAt != null)))
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        table.Add("assignments, 4 workers", database, tickets, tickets / Stopwatch.GetElapsedTime(start).TotalSeconds, "", "", "");

        // One agent with room for one, and a queue behind: each close makes room for the next.
        var (lone, waiting) = (agents[0], departments[0]);
        await desk.Runner.RunAsync<HelpdeskDb, int>(Actor.System(desk.Tenant), async db =>
        {
            await db.Tickets.ExecuteUpdateAsync(set => set.SetProperty(t => t.IsActive, false).SetProperty(t => t.Status, TicketStatus.Closed));
            return await db.AgentStatuses.Where(s => s.Id != lone).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, AgentState.Offline));
        });
        await desk.Runner.RunAsync<HelpdeskDb, int>(Actor.System(desk.Tenant), db => db.Memberships.Where(m => m.Id == lone).ExecuteUpdateAsync(set => set.SetProperty(m => m.Capacity, 1)));
        await QueueAsync(desk, [waiting], Rounds + 1);
        using var arrived = new SemaphoreSlim(0);
        var ticket = default(TicketId);
        using var screen = desk.Services.GetRequiredService<ILiveFeed>().Subscribe(LiveTopic.Agent(desk.Tenant, lone.Value), update =>
        {
            if (update.Kind != LiveKind.TicketAssigned) return;
            ticket = new TicketId(update.Id);
            arrived.Release();
        });
        await MarkAllAsync(desk);
        await arrived.WaitAsync();
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var closed = Stopwatch.GetTimestamp();
            await desk.Runner.RunAsync<CloseTicket, Result>(Actor.System(desk.Tenant), use => use.ExecuteAsync(ticket, long.MaxValue, default));
            await arrived.WaitAsync();
            times.Add(Stopwatch.GetElapsedTime(closed).TotalMilliseconds);
        }

        times.Sort();
        table.Add("close → next on screen", database, Rounds, "", Percentiles.Of(times, 50), Percentiles.Of(times, 99), times[^1]);
    }

    private static Task MarkAllAsync(BenchDesk desk) => desk.Runner.RunAsync<IServiceProvider, Result>(Actor.System(desk.Tenant), async scope =>
    {
        scope.GetRequiredService<IRoutingTurns>().MarkAll();
        return await scope.GetRequiredService<IUnitOfWork>().SaveAsync(default);
    });

    private static Task<(List<DepartmentId> Departments, List<AgentId> Agents)> PeopleAsync(BenchDesk desk) =>
        desk.Runner.RunAsync<IServiceProvider, (List<DepartmentId>, List<AgentId>)>(Actor.System(desk.Tenant), async scope =>
        {
            var (db, ids, now) = (scope.GetRequiredService<HelpdeskDb>(), scope.GetRequiredService<IIdSource>(), TimeProvider.System.GetUtcNow());
            var (departments, agents) = (new List<DepartmentId>(), new List<AgentId>());
            for (var d = 0; d < Departments; d++)
            {
                var department = Department.Create(new DepartmentId(ids.Next()), $"Department {d}").Value;
                db.Add(department);
                departments.Add(department.Id);
                for (var a = 0; a < AgentsEach; a++)
                {
                    var member = Membership.Create(new AgentId(ids.Next()), new UserId(ids.Next()), $"Agent {d}-{a}", Role.Agent, [department.Id], now);
                    member.Change(member.Name, Role.Agent, new WorkProfile(100, [], []));
                    db.Add(member);
                    agents.Add(member.Id);
                }
            }

            await scope.GetRequiredService<IUnitOfWork>().SaveAsync(default);
            await db.AgentStatuses.Where(s => agents.Contains(s.Id)).ExecuteUpdateAsync(set => set
                .SetProperty(s => s.State, AgentState.Online).SetProperty(s => s.AvailableSince, now - TimeSpan.FromDays(1)));
            return (departments, agents);
        });

    private static Task QueueAsync(BenchDesk desk, List<DepartmentId> departments, int count) => desk.Runner.RunAsync<IServiceProvider, int>(Actor.System(desk.Tenant), async scope =>
    {
        var (db, ids, now) = (scope.GetRequiredService<HelpdeskDb>(), scope.GetRequiredService<IIdSource>(), TimeProvider.System.GetUtcNow());
        for (var i = 0; i < count; i++)
        {
            var customer = new CustomerId(ids.Next());
            db.Add(Customer.Meet(customer, $"Customer {i}", now));
            var ticket = Ticket.Open(new TicketId(ids.Next()), customer, desk.Account, departments[i % departments.Count], null, now);
            ticket.TakeNumber($"B{ticket.Id.Value}");
            ticket.TakeEvents();
            db.Add(ticket);
        }

        return await db.SaveChangesAsync();
    });
}
