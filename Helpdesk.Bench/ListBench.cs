using System.Diagnostics;
using System.Globalization;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Bench;

/// <summary>Times the first page of each view, a page deep inside, and the counts, on many seeded tickets.</summary>
public static class ListBench
{
    private const int Batch = 5000;
    private const int Runs = 200;
    private const int PageSize = 50;

    /// <summary>Seeds and measures.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var tickets = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        await using var desk = await BenchDesk.StartAsync(workers: false);
        var seeding = Stopwatch.StartNew();
        await SeedAsync(desk, tickets);
        Console.WriteLine($"seeded {tickets} tickets in {seeding.Elapsed.TotalSeconds:0} s");

        var actor = Actor.Member(desk.Tenant, desk.Admin, new UserId(1), Permissions.Of(Role.Admin), new HashSet<DepartmentId>());
        var table = new Table("list", "tickets", "runs", "p50 ms", "p99 ms", "max ms");
        foreach (var view in Enum.GetValues<TicketView>()) await MeasureAsync(table, $"{view}, first page", tickets, desk, actor, q => q.ListAsync(view, null, PageSize, default));
        var deep = await DeepAsync(desk, actor, tickets / 4);
        await MeasureAsync(table, "AllOpen, deep page", tickets, desk, actor, q => q.ListAsync(TicketView.AllOpen, deep, PageSize, default));
        await MeasureAsync(table, "counts", tickets, desk, actor, q => q.HeldAsync(default));
        table.Print();
        return 0;
    }

    private static async Task MeasureAsync<T>(Table table, string name, int tickets, BenchDesk desk, Actor actor, Func<ITicketQueries, Task<T>> query)
    {
        var times = new List<double>();
        for (var i = -20; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await desk.Runner.RunAsync(actor, query);
            if (i >= 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        table.Add(name, tickets, Runs, Percentiles.Of(times, 50), Percentiles.Of(times, 99), times[^1]);
    }

    private static Task<TicketCursor> DeepAsync(BenchDesk desk, Actor actor, int skip) => desk.Runner.RunAsync<HelpdeskDb, TicketCursor>(
        actor, db => db.Tickets.Where(t => t.IsActive).OrderByDescending(t => t.LastMessageAt).ThenByDescending(t => t.Id).Skip(skip)
            .Select(t => new TicketCursor(t.LastMessageAt, t.Id)).FirstAsync());

    // A fifth held by the administrator, a fifth by nobody, the rest by others; a third of all done; one customer in ten writes again.
    private static async Task SeedAsync(BenchDesk desk, int count)
    {
        var ids = desk.Services.GetRequiredService<IIdSource>();
        var start = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(90);
        var customer = default(CustomerId);
        for (var from = 0; from < count; from += Batch)
        {
            await desk.Runner.RunAsync<HelpdeskDb, int>(Actor.System(desk.Tenant), async db =>
            {
                var department = await db.Departments.Select(d => d.Id).FirstAsync();
                db.ChangeTracker.AutoDetectChangesEnabled = false;
                for (var i = from; i < Math.Min(count, from + Batch); i++)
                {
                    var at = start + (TimeSpan.FromDays(90) * ((double)i / count));
                    if (i % 10 != 9)
                    {
                        customer = new CustomerId(ids.Next());
                        db.Add(Customer.Meet(customer, $"Customer {i}", at));
                    }

                    var ticket = Ticket.Open(new TicketId(ids.Next()), customer, desk.Account, department, null, at);
                    ticket.TakeNumber(i.ToString("D6", CultureInfo.InvariantCulture));
                    if (i % 5 != 0) ticket.AssignTo(i % 5 == 1 ? desk.Admin : new AgentId(i % 40), null, MoveCause.Assigned);
                    if (i % 3 == 0) ticket.Resolve(null, at);
                    db.Add(ticket);
                }

                await using var transaction = await db.Database.BeginTransactionAsync();
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
                return 0;
            });
        }
    }
}
