using System.Net;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Xunit;

namespace Helpdesk.Tests.Api;

/// <summary>Tickets on their way between agents, as programs see and move them.</summary>
public sealed class RoutingApiTests : IAsyncLifetime
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
    public async Task A_ticket_waits_for_a_reason_is_passed_on_and_put_back()
    {
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve");
        var id = (await _desk.TicketAsync()).Id.Value;
        var waiting = await _admin.AskAsync($"/tickets/{id}/routing").JsonAsync();
        Assert.Equal(("allOffline", 0, 0), ((string)waiting["waitsBecause"]!, (int)waiting["ahead"]!, waiting["moves"]!.AsArray().Count));

        var refused = await _admin.PostAsync($"/tickets/{id}/transfer", $$"""{"agentId":{{eve.Agent!.Value.Value}}}""").JsonAsync(HttpStatusCode.Conflict);
        Assert.Equal("agent.not-here", (string)refused["code"]!);
        await _admin.PostAsync($"/tickets/{id}/transfer", $$"""{"agentId":{{eve.Agent!.Value.Value}},"note":"knows them","evenIfFull":true}""").DoneAsync();
        await _admin.PostAsync($"/tickets/{id}/release").DoneAsync();
        var moved = (await _admin.AskAsync($"/tickets/{id}/routing").JsonAsync())["moves"]!.AsArray();
        Assert.Equal([("putBack", "Eve", null, "Support", "Ada"), ("transferred", null, "Eve", null, "Ada")], moved.Select(m =>
            ((string)m!["cause"]!, (string?)m["from"], (string?)m["to"], (string?)m["queue"], (string?)m["by"])));
        Assert.Equal("offer.over", (string)(await _admin.PostAsync($"/tickets/{id}/accept").JsonAsync(HttpStatusCode.NotFound))["code"]!);
        Assert.Equal("offer.over", (string)(await _admin.PostAsync($"/tickets/{id}/decline").JsonAsync(HttpStatusCode.NotFound))["code"]!);
    }

    [Fact]
    public async Task What_a_ticket_is_about_is_said_and_unsaid()
    {
        Assert.Null((await _desk.Given.RunAsync<ChangeCategory, Result<CategoryId>>(_desk.Admin, u => u.AddAsync("Billing", ["figures"], default))).Error);
        var category = Assert.Single((await _admin.AskAsync("/categories").JsonAsync())["items"]!.AsArray())!;
        Assert.Equal(("Billing", "figures", true), ((string)category["name"]!, (string)category["skills"]![0]!, (bool)category["active"]!));
        var id = (await _desk.TicketAsync()).Id.Value;
        await _admin.TellAsync(HttpMethod.Put, $"/tickets/{id}/category", $$"""{"categoryId":{{(long)category["id"]!}}}""").DoneAsync();
        Assert.Equal((long)category["id"]!, (long)(await _admin.AskAsync($"/tickets/{id}/routing").JsonAsync())["categoryId"]!);
        await _admin.TellAsync(HttpMethod.Put, $"/tickets/{id}/category", """{"categoryId":null}""").DoneAsync();
        Assert.Null((await _admin.AskAsync($"/tickets/{id}/routing").JsonAsync())["categoryId"]);
    }
}
