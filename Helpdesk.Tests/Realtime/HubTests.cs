using System.Text.Json;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Tests.Api;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Realtime;

/// <summary>What clients of the agents' hub hear and may ask for.</summary>
public sealed class HubTests : IAsyncLifetime
{
    private ApiDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await HubDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Who_is_connected_and_who_comes_hears_that_other_nodes_changes_come_late_and_no_longer_do()
    {
        var health = _desk.App.Services.GetRequiredService<LiveHealth>();
        await using var here = await _desk.HubOfAsync(_desk.Admin);
        Assert.False(here.Last("Welcome").GetProperty("slow").GetBoolean());
        health.Down("reading", "Redis is away.");
        await here.HearsAsync("Slow");
        Assert.True(here.Last("Slow").GetBoolean());
        await using var comes = await _desk.HubOfAsync(_desk.Admin);
        Assert.True(comes.Last("Welcome").GetProperty("slow").GetBoolean());
        health.Up("reading");
        await Task.WhenAll(here.HearsAsync("Slow", 2), comes.HearsAsync("Slow"));
        Assert.False(here.Last("Slow").GetBoolean());
        Assert.False(comes.Last("Slow").GetBoolean());
    }

    [Fact]
    public async Task The_first_word_says_which_contract_is_spoken_and_to_whom_and_then_where_it_stands()
    {
        await using var hub = await _desk.HubOfAsync(_desk.Admin);
        Assert.Equal(["Welcome", "Position"], hub.Heard.Take(2).Select(h => h.Name));
        var welcome = hub.Last("Welcome");
        Assert.Equal((1, _desk.Admin.Agent!.Value.Value), (welcome.GetProperty("contract").GetInt32(), welcome.GetProperty("agentId").GetInt64()));
    }

    [Fact]
    public async Task What_happens_to_a_ticket_is_told_in_order_with_ids_and_without_a_word_of_it()
    {
        await using var hub = await _desk.HubOfAsync(_desk.Admin);
        var ticket = await _desk.TicketAsync(text: "secret-salamander");
        await hub.HearsAsync("MessageReceived");
        await _desk.DoneAsync<ClaimTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, default));
        await _desk.DoneAsync<PrioritiseTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, TicketPriority.Urgent, default));
        await hub.HearsAsync("TicketAssigned");
        await hub.HearsAsync("TicketChanged");
        var sequences = hub.Sequences;
        Assert.Equal(sequences.Distinct().Order(), sequences);
        Assert.All(hub.Heard.Where(h => h.Name is "MessageReceived" or "TicketAssigned"), h => Assert.Equal(ticket.Id.Value, h.Said.GetProperty("ticketId").GetInt64()));
        Assert.DoesNotContain(hub.Heard, h => h.Said.GetRawText().Contains("salamander", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => hub.Position >= sequences[^1], "the position follows");
    }

    [Fact]
    public async Task A_list_comes_whole_and_then_row_by_row_and_a_row_that_left_it_goes()
    {
        var first = await _desk.TicketAsync(chat: "201000000001");
        await using var hub = await _desk.HubOfAsync(_desk.Admin);
        await hub.CallAsync("WatchList", new { view = "unassigned", take = 50 });
        await hub.HearsAsync("List");
        var row = Assert.Single(hub.Last("List").GetProperty("tickets").EnumerateArray());
        Assert.Equal((first.Id.Value, "new"), (row.GetProperty("id").GetInt64(), row.GetProperty("status").GetString()));

        var second = await _desk.TicketAsync(text: "me too");
        await Eventually.TrueAsync(() => hub.Heard.Any(h => h.Name == "RowChanged" && IdOf(h.Said) == second.Id.Value && h.Said.GetProperty("lastLine").GetString() == "me too"), "the new row comes");
        await _desk.DoneAsync<ClaimTicket, Result>(_desk.Admin, u => u.ExecuteAsync(first.Id, default));
        await hub.HearsAsync("RowGone");
        Assert.Equal(first.Id.Value, hub.Last("RowGone").GetInt64());

        await hub.CallAsync("UnwatchList");
        var heard = hub.Count("RowGone");
        await _desk.DoneAsync<ClaimTicket, Result>(_desk.Admin, u => u.ExecuteAsync(second.Id, default));
        await Eventually.TrueAsync(() => hub.Heard.Any(h => h.Name == "TicketAssigned" && h.Said.GetProperty("ticketId").GetInt64() == second.Id.Value), "the signal comes all the same");
        Assert.Equal(heard, hub.Count("RowGone"));
    }

    [Fact]
    public async Task A_list_goes_on_where_the_part_before_ended_and_a_part_nobody_can_have_is_refused()
    {
        foreach (var i in Enumerable.Range(0, 3)) await _desk.TicketAsync();
        await using var hub = await _desk.HubOfAsync(_desk.Admin);
        await hub.CallAsync("WatchList", new { view = "allOpen", take = 2 });
        await hub.HearsAsync("List");
        var next = hub.Last("List").GetProperty("next").GetString();
        await hub.CallAsync("WatchList", new { view = "allOpen", take = 2, after = next });
        await hub.HearsAsync("List", 2);
        Assert.Equal(1, hub.Last("List").GetProperty("tickets").GetArrayLength());
        Assert.Equal(3, hub.Heard.Where(h => h.Name == "List").SelectMany(h => h.Said.GetProperty("tickets").EnumerateArray()).Select(IdOf).Distinct().Count());
        Assert.Equal("request.limit", await hub.RefusedAsync("WatchList", new { view = "allOpen", take = 201 }));
        Assert.Equal("request.cursor", await hub.RefusedAsync("WatchList", new { view = "allOpen", after = "made-up" }));
    }

    [Fact]
    public async Task The_board_comes_whole_and_then_what_changes_on_it()
    {
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve");
        var reason = await _desk.DoneAsync<ChangeBreakReason, Result<long>>(_desk.Admin, u => u.AddAsync("Lunch", 30, default));
        await using var hub = await _desk.HubOfAsync(_desk.Admin);
        await hub.CallAsync("WatchBoard");
        await hub.HearsAsync("Board");
        var agents = hub.Last("Board").GetProperty("agents").EnumerateArray().Select(a => a.GetProperty("agentId").GetInt64());
        Assert.Equal(new[] { _desk.Admin.Agent!.Value.Value, eve.Agent!.Value.Value }.Order(), agents.Order());

        await using var hers = await _desk.HubOfAsync(eve);
        await Eventually.TrueAsync(() => StateOf(hub, eve) == "online", "Eve is here");
        await _desk.DoneAsync<TakeBreak, Result<BreakState>>(eve, u => u.ExecuteAsync(reason.Value, default));
        await hub.HearsAsync("BreakChanged");
        Assert.Equal((eve.Agent!.Value.Value, "Lunch"), (hub.Last("BreakChanged").GetProperty("agentId").GetInt64(), hub.Last("BreakChanged").GetProperty("reason").GetString()));
        await Eventually.TrueAsync(() => StateOf(hub, eve) == "break", "Eve is on a break");

        await _desk.TicketAsync();
        await Eventually.TrueAsync(() => hub.Heard.Any(h => h.Name == "QueueChanged" && h.Said.GetProperty("inLine").GetInt32() == 1 && h.Said.GetProperty("oldest").ValueKind == JsonValueKind.String), "somebody is in line");
        Assert.Equal(0, hers.Count("PresenceChanged") + hers.Count("QueueChanged"));
    }

    [Fact]
    public async Task A_queue_is_told_to_who_works_there_or_sees_all()
    {
        var workshop = await _desk.DepartmentAsync("Workshop");
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve", Role.Agent, workshop);
        await using var all = await _desk.HubOfAsync(_desk.Admin);
        await using var hers = await _desk.HubOfAsync(eve);
        await all.CallAsync("WatchBoard");
        await hers.CallAsync("WatchBoard");
        var ticket = await _desk.TicketAsync();
        await all.HearsAsync("QueueChanged");
        await _desk.DoneAsync<TransferTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, new TransferTarget(Department: workshop), "", default));
        await hers.HearsAsync("QueueChanged");
        Assert.All(hers.Heard.Where(h => h.Name == "QueueChanged"), h => Assert.Equal(workshop.Value, h.Said.GetProperty("departmentId").GetInt64()));
    }

    [Fact]
    public async Task Who_watches_a_ticket_sees_who_has_it_open_and_writes_and_others_do_not()
    {
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve");
        var ticket = await _desk.TicketAsync();
        await using var hub = await _desk.HubOfAsync(_desk.Admin);
        await using var hers = await _desk.HubOfAsync(eve);
        await hub.CallAsync("WatchTicket", ticket.Id.Value);
        await hers.CallAsync("Viewing", ticket.Id.Value, true);
        await hers.CallAsync("Typing", ticket.Id.Value, true);
        await hers.CallAsync("Typing", ticket.Id.Value, false);
        await hub.HearsAsync("Typing", 2);
        Assert.Equal([true, false], hub.Heard.Where(h => h.Name == "Typing").Select(h => h.Said.GetProperty("on").GetBoolean()));
        Assert.Equal((ticket.Id.Value, eve.Agent!.Value.Value, true), (hub.Last("Viewing").GetProperty("ticketId").GetInt64(), hub.Last("Viewing").GetProperty("agentId").GetInt64(), hub.Last("Viewing").GetProperty("on").GetBoolean()));
        Assert.Equal(0, hers.Count("Typing") + hers.Count("Viewing"));

        await hub.CallAsync("UnwatchTicket", ticket.Id.Value);
        await hers.CallAsync("Viewing", ticket.Id.Value, false);
        await hers.CallAsync("WatchTicket", ticket.Id.Value);
        await hers.CallAsync("Viewing", ticket.Id.Value, true);
        await hers.HearsAsync("Viewing");
        Assert.Equal(1, hub.Count("Viewing"));
    }

    [Fact]
    public async Task Who_loses_sight_of_a_ticket_watches_it_no_more()
    {
        var workshop = await _desk.DepartmentAsync("Workshop");
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve");
        var ticket = await _desk.TicketAsync();
        await using var hub = await _desk.HubOfAsync(_desk.Admin);
        await using var hers = await _desk.HubOfAsync(eve);
        await hub.CallAsync("WatchTicket", ticket.Id.Value);
        await hers.CallAsync("WatchTicket", ticket.Id.Value);
        await hers.CallAsync("WatchList", new { view = "allOpen" });
        await hub.CallAsync("Viewing", ticket.Id.Value, true);
        await hers.HearsAsync("Viewing");
        await _desk.DoneAsync<TransferTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, new TransferTarget(Department: workshop), "", default));
        await hers.HearsAsync("RowGone");
        await hub.CallAsync("Viewing", ticket.Id.Value, false);
        await hub.HearsAsync("Viewing", 2);
        Assert.Equal("ticket.not-found", await hers.RefusedAsync("WatchTicket", ticket.Id.Value));
        Assert.Equal(1, hers.Count("Viewing"));
    }

    [Fact]
    public async Task A_ticket_is_claimed_answered_and_noted_by_the_very_use_cases_and_a_repeated_call_is_the_same_message()
    {
        var ticket = await _desk.TicketAsync();
        await using var hub = await _desk.HubOfAsync(_desk.Admin);
        await hub.CallAsync("Claim", ticket.Id.Value);
        Assert.Equal("ticket.already-yours", await hub.RefusedAsync("Claim", ticket.Id.Value));
        var reply = new { ticketId = ticket.Id.Value, text = "On its way.", seen = 99, clientId = "mobile-0001" };
        var sent = (await hub.AskAsync("Reply", reply)).GetProperty("id").GetInt64();
        Assert.Equal(sent, (await hub.AskAsync("Reply", reply)).GetProperty("id").GetInt64());
        await hub.AskAsync("Note", new { ticketId = ticket.Id.Value, text = "Nice one.", clientId = "mobile-0002" });
        var written = await _desk.Given.LookAsync(_desk.Admin, db => db.Messages.Where(m => m.Kind != MessageKind.Event && m.Kind != MessageKind.Customer).OrderBy(m => m.Id).Select(m => m.Text).ToListAsync());
        Assert.Equal(["On its way.", "Nice one."], written);
        Assert.Equal("reply.stale", await hub.RefusedAsync("Reply", reply with { seen = 0, clientId = "mobile-0003" }));
        Assert.Equal("message.client-id", await hub.RefusedAsync("Reply", reply with { clientId = "short" }));
        Assert.Equal(_desk.Admin.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);
    }

    private static long IdOf(JsonElement row) => row.GetProperty("id").GetInt64();

    private static string? StateOf(HubAgent hub, Actor agent) => hub.Heard.Where(h => h.Name == "PresenceChanged").SelectMany(h => h.Said.EnumerateArray())
        .LastOrDefault(a => a.GetProperty("agentId").GetInt64() == agent.Agent!.Value.Value) is { ValueKind: JsonValueKind.Object } last ? last.GetProperty("state").GetString() : null;
}
