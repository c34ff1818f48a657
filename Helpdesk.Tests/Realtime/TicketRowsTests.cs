using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Realtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Realtime;

/// <summary>A changed row is read once on a node, however many look at it (DECISIONS 19).</summary>
public sealed class TicketRowsTests(ITestOutputHelper output)
{
    private readonly CommandCounter _counter = new();

    // Only rows of lists join whose reading counts.
    private IEnumerable<string> RowReads => _counter.Commands.Where(c => c.Contains("\"ReadPositions\"", StringComparison.Ordinal) && c.Contains("\"Customers\"", StringComparison.Ordinal));

    [Fact]
    public async Task Many_who_ask_at_once_cost_one_read_and_an_update_makes_it_old()
    {
        await using var desk = await StartAsync();
        var ticket = await desk.TicketAsync();
        await desk.SettledAsync();
        var rows = desk.App.Services.GetRequiredService<TicketRows>();
        _counter.Restart();
        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await rows.GetAsync(desk.Admin.Tenant, ticket.Id, 0))));
        Assert.Single(RowReads);
        Assert.All(all, row => Assert.Same(all[0], row));

        await desk.DoneAsync<PrioritiseTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket.Id, TicketPriority.Urgent, default));
        var head = await desk.HeadAsync();
        await desk.SettledAsync();
        _counter.Restart();
        all = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await rows.GetAsync(desk.Admin.Tenant, ticket.Id, head))));
        Assert.Single(RowReads);
        Assert.All(all, row => Assert.Equal(TicketPriority.Urgent, row!.Priority));
        Assert.Null(await rows.GetAsync((await desk.Given.AnotherWorkspaceAsync()).Tenant, ticket.Id, 0));
    }

    [Fact]
    public async Task An_update_costs_one_read_however_many_hub_clients_watch_the_list()
    {
        await using var desk = await StartAsync();
        var ticket = await desk.TicketAsync();
        var eve = await desk.Given.AgentAsync(desk.Admin, "Eve");
        var hubs = new List<HubAgent>();
        for (var i = 0; i < 12; i++) hubs.Add(await desk.HubOfAsync(i % 2 == 0 ? desk.Admin : eve));
        foreach (var hub in hubs)
        {
            await hub.CallAsync("WatchList", new { view = "allOpen" });
            await hub.HearsAsync("List");
        }

        await desk.SettledAsync();
        _counter.Restart();
        await desk.DoneAsync<PrioritiseTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket.Id, TicketPriority.Urgent, default));
        foreach (var hub in hubs) await Eventually.TrueAsync(() => hub.Heard.Any(h => h.Name == "RowChanged" && h.Said.GetProperty("priority").GetString() == "urgent"), "every list shows it");
        var updates = hubs[0].Heard.Count(h => h.Name is "TicketChanged" or "MessageChanged");
        output.WriteLine($"{hubs.Count} lists, {updates} updates of one ticket, {RowReads.Count()} reads of its row");
        Assert.InRange(RowReads.Count(), 1, updates);
        foreach (var hub in hubs) await hub.DisposeAsync();
    }

    private Task<Api.ApiDesk> StartAsync() => HubDesk.StartAsync(services: s => s.ConfigureDbContext<HelpdeskDb>(o => o.AddInterceptors(_counter)));
}
