using System.Text.Json.Nodes;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Channels.WhatsApp;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Operations;

/// <summary>How many commands the database gets (DECISIONS 45): few, and as many with 300 tickets as with one.</summary>
public sealed class CommandCountTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public async Task What_people_do_most_costs_few_commands_whatever_there_is(int tickets)
    {
        var counter = new CommandCounter();
        await using var desk = await TestDesk.StartAsync(services: s => s.ConfigureDbContext<HelpdeskDb>(o => o.AddInterceptors(counter)));
        var ana = await desk.Given.AgentAsync(desk.Admin, "Ana");
        for (var i = 0; i < tickets; i++) await desk.Given.ArrivesAsync(desk.Number, Webhook.Text($"K{i}", "hi", desk.Clock.GetUtcNow(), chat: $"20100000{i:D4}"));
        await desk.WorkJournalAsync();
        Assert.Equal(tickets, await desk.LookAsync(db => db.Tickets.CountAsync()));
        // A node knows its workspaces' rules from the first routing on.
        await desk.RunAsync<IDeskRules, DeskSettings>(ana, rules => rules.CurrentAsync(default));
        await CountAsync("route while nobody is here", desk.WorkRoutingAsync);
        Assert.DoesNotContain(counter.Commands, c => c.Contains("\"LastReplyBy\"", StringComparison.Ordinal)); // The line itself, which may be long, is not read.
        var id = await desk.LookAsync(db => db.Tickets.OrderBy(t => t.Id).Select(t => t.Id).FirstAsync());

        var list = await CountAsync("list", () => desk.RunAsync<ITicketQueries, Slice<TicketRow, TicketCursor>>(ana, q => q.ListAsync(TicketView.Unassigned, null, 50, default)));
        var details = await CountAsync("open: details", () => desk.RunAsync<ITicketQueries, TicketDetails?>(ana, q => q.DetailsAsync(id, default)));
        Assert.DoesNotContain(counter.Commands, c => c.Contains("ROW_NUMBER", StringComparison.Ordinal)); // It would number every ticket of the workspace.
        var thread = await CountAsync("open: thread", () => desk.RunAsync<IConversationQueries, ThreadPage?>(ana, q => q.ThreadAsync(id, null, 50, default)));
        var claim = await CountAsync("claim", () => desk.RunAsync<ClaimTicket, Result>(ana, u => u.ExecuteAsync(id, default)));
        var request = new ReplyRequest(id, "hello", "client-0001", Seen: 99);
        var reply = await CountAsync("reply", () => desk.RunAsync<SendReply, Result<MessageId>>(ana, u => u.ExecuteAsync(request, default)));
        // The first message to somebody reads how the workspace wants to be told, once per node and change of it.
        await ReceiveAsync("receive, caches cold", Webhook.Text("COLD", "again", desk.Clock.GetUtcNow(), chat: "201000000000"));
        var known = await ReceiveAsync("receive, known customer", Webhook.Text("KNOWN", "again", desk.Clock.GetUtcNow(), chat: "201000000000"));
        var fresh = await ReceiveAsync("receive, new customer", Webhook.Text("NEW", "first", desk.Clock.GetUtcNow(), chat: "201999999999"));

        // DECISIONS 45.
        Assert.InRange(list, 1, 2);
        Assert.InRange(details + thread, 1, 4);
        Assert.InRange(claim, 1, 6);
        Assert.InRange(reply, 1, 10);
        Assert.InRange(known, 1, 12);
        Assert.InRange(fresh, 1, 12);

        async Task<int> ReceiveAsync(string what, JsonObject webhook)
        {
            await desk.Given.ArrivesAsync(desk.Number, webhook);
            var entry = await desk.LookAsync(db => db.InboundEntries.Where(e => !e.Finished).Select(e => e.Id).SingleAsync());
            return await CountAsync(what, () => desk.RunAsync<InboundStep, (Result Result, bool Finished, DateTimeOffset At)>(
                Actor.System(desk.Tenant), step => step.WorkAsync(entry, default)));
        }

        async Task<int> CountAsync(string what, Func<Task> work)
        {
            await desk.Given.LiveSettledAsync(desk.Tenant);
            counter.Restart();
            await work();
            // What the live pump reads meanwhile is its own.
            var commands = counter.Commands.Where(c => !c.Contains("\"LiveLog\"", StringComparison.Ordinal) || !c.StartsWith("SELECT", StringComparison.Ordinal)).ToList();
            output.WriteLine($"{tickets} tickets, {what}: {commands.Count}");
            return commands.Count;
        }
    }
}
