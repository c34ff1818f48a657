using System.Net;
using System.Net.WebSockets;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Tests.Api;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Realtime;

/// <summary>Programs come into the hub by one-use tickets, and act as their tokens do (DECISIONS 28).</summary>
public sealed class HubTicketTests : IAsyncLifetime
{
    private readonly LogCapture _log = new();
    private ApiDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await HubDesk.StartAsync(new() { ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace" }, _log.Listen);

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_ticket_opens_one_connection_and_is_written_down_nowhere()
    {
        var ticket = await TicketAsync(await _desk.ProgramOfAsync(_desk.Admin));
        await using (var hub = HubAgent.With(_desk.App, () => Task.FromResult(ticket)))
        {
            await hub.ConnectAsync();
            Assert.Equal(_desk.Admin.Agent!.Value.Value, hub.Last("Welcome").GetProperty("agentId").GetInt64());
            await _desk.TicketAsync();
            await hub.HearsAsync("MessageReceived");
            await hub.StopAsync();
            await Refused(hub);
        }

        Assert.True(_log.Lines.Count > 100);
        Assert.DoesNotContain(_log.Lines, line => line.Contains(ticket, StringComparison.Ordinal));
        Assert.DoesNotContain(await _desk.Given.LookAsync(Actor.Installation, db => db.SignInChallenges.Select(c => c.TokenHash + c.State).ToListAsync()), row => row.Contains(ticket, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_who_come_with_the_same_ticket_at_once_one_gets_in()
    {
        var ticket = await TicketAsync(await _desk.ProgramOfAsync(_desk.Admin));
        var hubs = Enumerable.Range(0, 8).Select(_ => HubAgent.With(_desk.App, () => Task.FromResult(ticket))).ToList();
        var let = await Task.WhenAll(hubs.Select(async hub =>
        {
            try
            {
                await hub.TryConnectAsync();
                return true;
            }
            catch (WebSocketException)
            {
                return false;
            }
        }));
        Assert.Equal(1, let.Count(l => l));
        foreach (var hub in hubs) await hub.DisposeAsync();
    }

    [Fact]
    public async Task A_ticket_is_no_good_after_a_minute_and_without_a_token_there_is_none()
    {
        var ticket = await TicketAsync(await _desk.ProgramOfAsync(_desk.Admin));
        var made = await _desk.Given.LookAsync(Actor.Installation, db => db.SignInChallenges.SingleAsync());
        Assert.InRange(made.ExpiresAt - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        var past = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(1);
        await _desk.Given.LookAsync(Actor.Installation, db => db.SignInChallenges.ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpiresAt, past)));
        await using var hub = HubAgent.With(_desk.App, () => Task.FromResult(ticket));
        await Refused(hub);
        await using var made1up = HubAgent.With(_desk.App, () => Task.FromResult("made-up"));
        await Refused(made1up);
        await _desk.Stranger().PostAsync("/hub-tickets").RefusedAsync(HttpStatusCode.Unauthorized, "token.missing");
        using var browser = _desk.App.BrowserOf(_desk.Admin);
        await browser.PostAsync("/hub-tickets").RefusedAsync(HttpStatusCode.Unauthorized, "token.missing");
    }

    [Fact]
    public async Task A_repeated_call_gets_another_ticket_and_none_is_kept()
    {
        var program = await _desk.ProgramOfAsync(_desk.Admin);
        var first = (string)(await program.PostAsync("/hub-tickets", key: "again").JsonAsync())["ticket"]!;
        var second = (string)(await program.PostAsync("/hub-tickets", key: "again").JsonAsync())["ticket"]!;
        Assert.NotEqual(first, second);
        Assert.Empty(await _desk.CallsAsync());
    }

    [Fact]
    public async Task A_revoked_token_ends_its_connections_at_once_and_no_others()
    {
        var (till, phone) = (await _desk.TokenAsync(_desk.Admin), await _desk.TokenAsync(_desk.Admin));
        await using var hub = await HubAgent.With(_desk.App, () => TicketAsync(_desk.With(till.Text))).ConnectAsync();
        await using var other = await HubAgent.With(_desk.App, () => TicketAsync(_desk.With(phone.Text))).ConnectAsync();
        var unused = await TicketAsync(_desk.With(till.Text));
        await _desk.DoneAsync<RevokeToken, Result>(_desk.Admin, u => u.ExecuteAsync(till.Id, default));
        await Eventually.TrueAsync(() => hub.Ends == 1, "the connection is cut");
        await _desk.TicketAsync();
        await other.HearsAsync("MessageReceived");
        Assert.Equal(0, other.Ends);
        await using var late = HubAgent.With(_desk.App, () => Task.FromResult(unused));
        await Refused(late);
    }

    [Fact]
    public async Task A_lost_membership_ends_the_connections_of_its_tokens()
    {
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve", Role.Manager);
        var token = await _desk.TokenAsync(eve);
        await using var hub = await HubAgent.With(_desk.App, () => TicketAsync(_desk.With(token.Text))).ConnectAsync();
        await _desk.DoneAsync<DeactivateMember, Result>(_desk.Admin, u => u.ExecuteAsync(eve.Agent!.Value, default));
        await Eventually.TrueAsync(() => hub.Ends == 1, "the connection is cut");
    }

    [Fact]
    public async Task A_token_does_on_the_hub_what_its_scopes_let_it_and_does_not_make_its_owner_be_there()
    {
        var ticket = await _desk.TicketAsync();
        var reader = await _desk.TokenAsync(_desk.Admin, TokenKind.Personal, "reader", null, Permission.ViewTickets, Permission.ViewAllTickets);
        var service = await _desk.TokenAsync(_desk.Admin, TokenKind.Service, "bridge", null, Permission.ViewTickets, Permission.ViewAllTickets, Permission.WorkTickets);
        await using var reading = await HubAgent.With(_desk.App, () => TicketAsync(_desk.With(reader.Text))).ConnectAsync();
        await using var bridge = await HubAgent.With(_desk.App, () => TicketAsync(_desk.With(service.Text))).ConnectAsync();
        await reading.CallAsync("WatchTicket", ticket.Id.Value);
        Assert.Equal("permission.denied", await reading.RefusedAsync("Claim", ticket.Id.Value));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, bridge.Last("Welcome").GetProperty("agentId").ValueKind);
        await bridge.CallAsync("WatchList", new { view = "allOpen" });
        await bridge.HearsAsync("List");
        Assert.Equal("agent.not-found", await bridge.RefusedAsync("WatchList", new { view = "mine" }));
        Assert.Equal("agent.not-found", await bridge.RefusedAsync("Claim", ticket.Id.Value));
        Assert.Equal("agent.not-found", await bridge.RefusedAsync("Viewing", ticket.Id.Value, true));
        var now = await _desk.Given.RunAsync<IPresenceQueries, IReadOnlyList<AgentNow>>(_desk.Admin, q => q.AgentsAsync(default));
        Assert.Equal(AgentState.Offline, Assert.Single(now).State);
    }

    [Fact]
    public async Task A_ticket_may_come_from_any_page_and_a_cookie_beside_a_bad_one_counts_for_nothing()
    {
        var program = await _desk.ProgramOfAsync(_desk.Admin);
        await using var elsewhere = await HubAgent.With(_desk.App, () => TicketAsync(program), "https://shop.example").ConnectAsync();
        Assert.True(elsewhere.IsConnected);
        using var browser = _desk.App.BrowserOf(_desk.Admin);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie").Single());
        socket.Options.SetRequestHeader("Origin", "https://evil.example");
        var address = new UriBuilder(browser.BaseAddress!) { Scheme = "ws", Path = "/hubs/agent", Query = "ticket=made-up" }.Uri;
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, default));
        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> TicketAsync(HttpClient program)
    {
        var made = await program.PostAsync("/hub-tickets").JsonAsync();
        Assert.Equal(60, (int)made["expiresIn"]!);
        return (string)made["ticket"]!;
    }

    private static async Task Refused(HubAgent hub)
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(hub.TryConnectAsync);
        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }
}
