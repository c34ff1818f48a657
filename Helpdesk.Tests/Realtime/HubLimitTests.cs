using System.Net.Sockets;
using System.Text;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Tests.Api;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Realtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Realtime;

/// <summary>One client of the hub takes no more than its share, and holds up nobody.</summary>
public sealed class HubLimitTests
{
    [Fact]
    public async Task A_client_that_does_not_read_is_cut_and_its_neighbours_hear_everything_at_once()
    {
        var log = new LogCapture();
        await using var desk = await HubDesk.StartAsync(new() { ["Hub:CallsPerSecond"] = "10000" }, log.Listen);
        var tickets = new List<Core.Tickets.Ticket>();
        for (var i = 0; i < 20; i++) tickets.Add(await desk.TicketAsync());
        await using var neighbour = await desk.HubOfAsync(desk.Admin);
        var all = desk.App.Services.GetRequiredService<HubConnections>();
        using var slow = await DeafAsync(desk);
        await Eventually.TrueAsync(() => all.Of(desk.Admin.Tenant).Length == 2, "both are connected");

        // Each answer is some ten thousand bytes that nobody takes.
        var calls = Frames(Enumerable.Repeat("""{"type":1,"target":"WatchList","arguments":[{"view":"allOpen"}]}""", 100));
        var asking = Task.Run(async () =>
        {
            try
            {
                while (true) await slow.SendAsync(calls);
            }
            catch (SocketException)
            {
                // Cut.
            }
        });
        await desk.DoneAsync<AddNote, Result<MessageId>>(desk.Admin, u => u.ExecuteAsync(tickets[0].Id, "hear, hear", "note-0001", default));
        await neighbour.HearsAsync("MessageChanged");
        await Eventually.TrueAsync(() => all.Of(desk.Admin.Tenant).Length == 1, "the slow one is cut", TimeSpan.FromSeconds(60));
        await asking;

        Assert.Contains(log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("does not read", StringComparison.Ordinal));
        await desk.DoneAsync<AddNote, Result<MessageId>>(desk.Admin, u => u.ExecuteAsync(tickets[1].Id, "and on", "note-0002", default));
        await neighbour.HearsAsync("MessageChanged", 2);
        Assert.Equal(0, neighbour.Ends);
    }

    [Fact]
    public async Task What_may_wait_for_a_client_is_a_setting()
    {
        await using var desk = await HubDesk.StartAsync(new() { ["Hub:MostUnsent"] = "1024" });
        for (var i = 0; i < 5; i++) await desk.TicketAsync();
        await using var hub = await desk.HubOfAsync(desk.Admin);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await hub.CallAsync("WatchList", new { view = "allOpen" });
            await hub.CallAsync("UnwatchList");
        });
        Assert.Equal(0, hub.Count("List"));
    }

    [Fact]
    public async Task Calls_beyond_the_limit_are_refused_and_who_goes_on_is_cut()
    {
        await using var desk = await HubDesk.StartAsync(new() { ["Hub:CallsPerSecond"] = "1" });
        await using var hub = await desk.HubOfAsync(desk.Admin);
        await hub.CallAsync("UnwatchList");
        var codes = new List<string>();
        while (hub.Ends == 0 && codes.Count < 100)
        {
            try
            {
                await hub.CallAsync("UnwatchList");
            }
            catch (Exception refused)
            {
                codes.Add(refused.Message.Split(' ')[^1]);
            }
        }

        Assert.Contains("hub.too-many-calls", codes);
        Assert.InRange(codes.Count, 9, 40);
        await Eventually.TrueAsync(() => hub.Ends == 1, "it is cut");
        await hub.ConnectAsync();
        await hub.CallAsync("UnwatchList");
    }

    [Theory]
    [InlineData("Hub:PerMember", 1, false)]
    [InlineData("Hub:PerWorkspace", 2, true)]
    public async Task Connections_beyond_the_limit_are_refused_by_name_until_one_goes(string setting, int limit, bool colleaguesToo)
    {
        await using var desk = await HubDesk.StartAsync(new() { [setting] = $"{limit}" });
        var eve = await desk.Given.AgentAsync(desk.Admin, "Eve");
        var hubs = new List<HubAgent>();
        for (var i = 0; i < limit; i++) hubs.Add(await desk.HubOfAsync(desk.Admin));
        Assert.Equal("hub.too-many-connections", await WhyNotAsync(desk, desk.Admin));
        if (colleaguesToo) Assert.Equal("hub.too-many-connections", await WhyNotAsync(desk, eve));
        else await (await desk.HubOfAsync(eve)).DisposeAsync();

        var other = await desk.Given.AnotherWorkspaceAsync();
        await (await desk.HubOfAsync(other)).DisposeAsync();
        await hubs[0].DisposeAsync();
        await Eventually.TrueAsync(async () => await WhyNotAsync(desk, desk.Admin) is null, "there is room again");
        foreach (var hub in hubs) await hub.DisposeAsync();
    }

    [Fact]
    public async Task A_message_larger_than_any_reply_ends_the_connection_and_the_longest_reply_does_not()
    {
        await using var desk = await HubDesk.StartAsync();
        var ticket = await desk.TicketAsync();
        await using var hub = await desk.HubOfAsync(desk.Admin);
        await hub.AskAsync("Note", new { ticketId = ticket.Id.Value, text = new string('ع', MessageText.Longest), clientId = "long-0001" });
        Assert.Equal("message.too-long", await hub.RefusedAsync("Note", new { ticketId = ticket.Id.Value, text = new string('x', MessageText.Longest + 1), clientId = "long-0002" }));
        await Assert.ThrowsAnyAsync<Exception>(() => hub.CallAsync("Note", new { ticketId = ticket.Id.Value, text = new string('x', AgentHubOptions.LargestMessage), clientId = "long-0003" }));
        await Eventually.TrueAsync(() => hub.Ends == 1, "the connection is ended");
    }

    [Fact]
    public async Task A_hundred_tickets_may_be_watched_and_one_of_them_given_up_for_another()
    {
        await using var desk = await HubDesk.StartAsync(new() { ["Hub:CallsPerSecond"] = "1000" });
        for (var i = 0; i <= WatchedTickets.Most; i++) await desk.Given.ArrivesAsync(desk.Number, Webhook.Text($"W{i}", "hi", TimeProvider.System.GetUtcNow(), $"20111{i:0000000}"));
        var tickets = new List<long>();
        await Eventually.TrueAsync(
            async () => (tickets = await desk.Given.LookAsync(desk.Admin, db => db.Tickets.Select(t => t.Id.Value).ToListAsync())).Count == WatchedTickets.Most + 1, "all are there", TimeSpan.FromSeconds(60));
        await using var hub = await desk.HubOfAsync(desk.Admin);
        foreach (var ticket in tickets.Take(WatchedTickets.Most)) await hub.CallAsync("WatchTicket", ticket);
        Assert.Equal("hub.too-many-tickets", await hub.RefusedAsync("WatchTicket", tickets[^1]));
        await hub.CallAsync("WatchTicket", tickets[0]);
        await hub.CallAsync("UnwatchTicket", tickets[0]);
        await hub.CallAsync("WatchTicket", tickets[^1]);
    }

    [Fact]
    public async Task Where_everything_stands_is_told_although_nothing_happens()
    {
        await using var desk = await HubDesk.StartAsync();
        await using var hub = await desk.HubOfAsync(desk.Admin);
        var told = hub.Count("Position");
        await Eventually.TrueAsync(() => hub.Count("Position") > told + 1, "positions go on", TimeSpan.FromSeconds(20));
        Assert.Equal(await desk.HeadAsync(), hub.Position);
    }

    private static async Task<string?> WhyNotAsync(ApiDesk desk, Actor member)
    {
        await using var hub = HubAgent.Of(desk.App, member);
        string? why = null;
        hub.OnClosed = failure => why = failure?.Message.Split(' ')[^1];
        await hub.TryConnectAsync();
        await Eventually.TrueAsync(() => why is not null || hub.Count("Position") > 0, "the hub lets in or says why not");
        return why;
    }

    // A socket that asks and never reads: the least the operating system keeps for it is soon full.
    private static async Task<Socket> DeafAsync(ApiDesk desk)
    {
        using var browser = desk.App.BrowserOf(desk.Admin);
        var (host, cookie) = (browser.BaseAddress!, browser.DefaultRequestHeaders.GetValues("Cookie").Single());
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(host.Host, host.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/agent HTTP/1.1\r\nHost: {host.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nOrigin: {host.GetLeftPart(UriPartial.Authority)}\r\nCookie: {cookie}\r\n\r\n"));
        await socket.SendAsync(Frames(["""{"protocol":"json","version":1}"""]));
        return socket;
    }

    // As a browser sends text (RFC 6455, 5.2), with a mask of zeros.
    private static byte[] Frames(IEnumerable<string> messages) =>
    [
        .. messages.SelectMany(message => new byte[] { 0x81, (byte)(0x80 | (message.Length + 1)), 0, 0, 0, 0 }.Concat(Encoding.ASCII.GetBytes(message + '\u001e'))),
    ];
}
