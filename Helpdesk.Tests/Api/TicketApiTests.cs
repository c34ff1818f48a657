using System.Net;
using System.Text.Json.Nodes;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Api;

/// <summary>Tickets and their threads, as programs work them.</summary>
public sealed class TicketApiTests : IAsyncLifetime
{
    private ApiDesk _desk = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _desk = await ApiDesk.StartAsync();
        _admin = await _desk.ProgramOfAsync(_desk.Admin);
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_ticket_is_listed_shown_worked_and_ended()
    {
        var ticket = await _desk.TicketAsync(text: "where is my order?");
        var id = ticket.Id.Value;
        var listed = Assert.Single((await _admin.AskAsync("/tickets?view=unassigned").JsonAsync())["items"]!.AsArray())!;
        Assert.Equal((id, ticket.Number, "new", "normal", "where is my order?"), ((long)listed["id"]!, (string)listed["number"]!, (string)listed["status"]!, (string)listed["priority"]!, (string)listed["lastLine"]!));

        await _admin.PostAsync($"/tickets/{id}/claim").DoneAsync();
        await _admin.TellAsync(HttpMethod.Put, $"/tickets/{id}/priority", """{"priority":"urgent"}""").DoneAsync();
        var reply = await _admin.PostAsync($"/tickets/{id}/replies", """{"text":"on its way","seen":99}""").JsonAsync(HttpStatusCode.Created);
        await _admin.PostAsync($"/tickets/{id}/notes", """{"text":"call back tomorrow"}""").JsonAsync(HttpStatusCode.Created);
        var shown = await _admin.AskAsync($"/tickets/{id}").JsonAsync();
        Assert.Equal(("open", "urgent", _desk.Admin.Agent!.Value.Value), ((string)shown["ticket"]!["status"]!, (string)shown["ticket"]!["priority"]!, (long)shown["ticket"]!["assigneeId"]!));
        Assert.Equal("phone", (string)shown["addresses"]![0]!["kind"]!);

        var thread = await _admin.AskAsync($"/tickets/{id}/messages").JsonAsync();
        var kinds = thread["items"]!.AsArray().Select(m => (string)m!["kind"]!).ToList();
        Assert.Equal(["customer", "reply", "note"], kinds.Where(k => k != "event"));
        Assert.Contains(thread["items"]!.AsArray(), m => (long)m!["id"]! == (long)reply["id"]! && (string)m["text"]! == "on its way");

        var seen = (long)thread["lastSequence"]!;
        await _admin.PostAsync($"/tickets/{id}/set-aside", $$"""{"status":"onHold","seen":{{seen}}}""").DoneAsync();
        Assert.Equal(TicketStatus.OnHold, (await _desk.AgainAsync(ticket)).Status);
        await _admin.PostAsync($"/tickets/{id}/reopen").DoneAsync();
        await _admin.PostAsync($"/tickets/{id}/resolve", $$"""{"seen":{{seen}}}""").DoneAsync();
        await _admin.PostAsync($"/tickets/{id}/reopen").DoneAsync();
        await _admin.PostAsync($"/tickets/{id}/close", $$"""{"seen":{{seen}}}""").DoneAsync();
        Assert.Equal(TicketStatus.Closed, (await _desk.AgainAsync(ticket)).Status);
    }

    [Fact]
    public async Task Filters_choose_by_status_department_assignee_and_customer()
    {
        var (first, second) = (await _desk.TicketAsync(), await _desk.TicketAsync());
        var me = _desk.Admin.Agent!.Value.Value;
        await _admin.PostAsync($"/tickets/{first.Id.Value}/claim").DoneAsync();
        await _admin.PostAsync($"/tickets/{second.Id.Value}/close", """{"seen":99}""").DoneAsync();

        Assert.Equal([first.Id.Value], await IdsAsync($"?assignee={me}"));
        Assert.Equal([second.Id.Value], await IdsAsync("?status=closed"));
        Assert.Equal([second.Id.Value], await IdsAsync("?view=done"));
        Assert.Equal([first.Id.Value], await IdsAsync("?view=mine"));
        Assert.Equal([second.Id.Value], await IdsAsync($"?customer={second.CustomerId.Value}"));
        Assert.Equal([second.Id.Value, first.Id.Value], await IdsAsync($"?department={first.DepartmentId.Value}"));
        Assert.Equal([], await IdsAsync("?department=1"));
    }

    [Fact]
    public async Task Refusals_are_those_of_the_use_cases()
    {
        var ticket = await _desk.TicketAsync();
        var id = ticket.Id.Value;
        var eve = await _desk.ProgramOfAsync(await _desk.Given.AgentAsync(_desk.Admin, "Eve"));
        await _admin.PostAsync($"/tickets/{id}/claim").DoneAsync();

        await eve.PostAsync($"/tickets/{id}/claim").RefusedAsync(HttpStatusCode.Conflict, "ticket.already-assigned");
        await _admin.PostAsync($"/tickets/{id}/claim").RefusedAsync(HttpStatusCode.Conflict, "ticket.already-yours");
        await _admin.PostAsync($"/tickets/{id}/resolve", """{"seen":0}""").RefusedAsync(HttpStatusCode.Conflict, "ticket.newer-message");
        await _admin.PostAsync($"/tickets/{id}/reopen").RefusedAsync(HttpStatusCode.Conflict, "ticket.active");
        await _admin.PostAsync($"/tickets/{id}/set-aside", """{"status":"closed","seen":99}""").RefusedAsync(HttpStatusCode.UnprocessableEntity, "ticket.not-aside");
        await _admin.TellAsync(HttpMethod.Put, $"/tickets/{id}/assignee", """{"agentId":1}""").RefusedAsync(HttpStatusCode.NotFound, "agent.not-found");
        await _admin.PostAsync($"/tickets/{id}/replies", """{"text":"too late","seen":0}""").RefusedAsync(HttpStatusCode.Conflict, "reply.stale");
        await _admin.PostAsync($"/tickets/{id}/replies", """{"text":"  ","seen":9}""").RefusedAsync(HttpStatusCode.UnprocessableEntity, "message.empty");
        await _admin.PostAsync($"/tickets/{id}/notes", """{"text":"x","clientId":"short"}""").RefusedAsync(HttpStatusCode.UnprocessableEntity, "message.client-id");
        await _admin.PostAsync($"/tickets/{id}/replies", $$"""{"text":"{{new string('x', MessageText.Longest + 1)}}","seen":9}""").RefusedAsync(HttpStatusCode.UnprocessableEntity, "message.too-long");
        await _admin.AskAsync("/tickets/1").RefusedAsync(HttpStatusCode.NotFound, "ticket.not-found");
        await _admin.AskAsync("/tickets/1/messages").RefusedAsync(HttpStatusCode.NotFound, "ticket.not-found");
        Assert.Equal(_desk.Admin.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);
    }

    [Fact]
    public async Task A_colleague_gets_a_ticket()
    {
        var ticket = await _desk.TicketAsync();
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve");
        await _admin.TellAsync(HttpMethod.Put, $"/tickets/{ticket.Id.Value}/assignee", $$"""{"agentId":{{eve.Agent!.Value.Value}}}""").DoneAsync();
        Assert.Equal(eve.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);
    }

    [Fact]
    public async Task The_same_client_id_is_the_same_reply()
    {
        var id = (await _desk.TicketAsync()).Id.Value;
        const string body = """{"text":"once","seen":99,"clientId":"order-4711"}""";
        var first = await _admin.PostAsync($"/tickets/{id}/replies", body).JsonAsync(HttpStatusCode.Created);
        var second = await _admin.PostAsync($"/tickets/{id}/replies", body).JsonAsync(HttpStatusCode.Created);
        Assert.Equal((long)first["id"]!, (long)second["id"]!);
        Assert.Equal(1, await _desk.Given.LookAsync(_desk.Admin, db => db.Messages.CountAsync(m => m.Kind == MessageKind.Reply)));
    }

    [Fact]
    public async Task A_thread_is_read_backwards_to_its_beginning()
    {
        var ticket = await _desk.TicketAsync();
        for (var i = 0; i < 6; i++) await _admin.PostAsync($"/tickets/{ticket.Id.Value}/notes", $$"""{"text":"note {{i}}"}""").JsonAsync(HttpStatusCode.Created);
        var (read, address) = (new List<long>(), $"/tickets/{ticket.Id.Value}/messages?limit=3");
        for (var page = 0; address is not null; page++)
        {
            Assert.True(page < 5, "it ends");
            using var reply = await _admin.AskAsync(address);
            var thread = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!;
            read.InsertRange(0, thread["items"]!.AsArray().Select(m => (long)m!["id"]!));
            address = thread["before"] is { } before ? $"/tickets/{ticket.Id.Value}/messages?limit=3&before={before}" : null;
            Assert.Equal(address is not null, reply.Headers.Contains("Link"));
            if (address is not null) Assert.Contains($"before={thread["before"]}>; rel=\"next\"", Assert.Single(reply.Headers.GetValues("Link")), StringComparison.Ordinal);
        }

        var all = await _desk.Given.LookAsync(_desk.Admin, db => db.Messages.OrderBy(m => m.SentAt).ThenBy(m => m.Id).Select(m => m.Id).ToListAsync());
        Assert.Equal(all.Select(m => m.Value), read);
    }

    [Fact]
    public async Task A_service_token_works_tickets_but_is_nobody_who_could_hold_or_answer_one()
    {
        var id = (await _desk.TicketAsync()).Id.Value;
        var program = await _desk.ProgramOfAsync(
            _desk.Admin, TokenKind.Service, Permission.ViewTickets, Permission.ViewAllTickets, Permission.WorkTickets, Permission.AssignTickets);
        await program.PostAsync($"/tickets/{id}/claim").RefusedAsync(HttpStatusCode.NotFound, "agent.not-found");
        await program.PostAsync($"/tickets/{id}/replies", """{"text":"hi","seen":9}""").RefusedAsync(HttpStatusCode.NotFound, "agent.not-found");
        await program.TellAsync(HttpMethod.Put, $"/tickets/{id}/assignee", $$"""{"agentId":{{_desk.Admin.Agent!.Value.Value}}}""").DoneAsync();
        await program.PostAsync($"/tickets/{id}/resolve", """{"seen":9}""").DoneAsync();
    }

    private async Task<IEnumerable<long>> IdsAsync(string query) =>
        (await _admin.AskAsync("/tickets" + query).JsonAsync())["items"]!.AsArray().Select(t => (long)t!["id"]!).ToList();
}
