using System.Net;
using System.Text.Json.Nodes;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Api;

/// <summary>Customers, the short lists, and reading long ones page by page.</summary>
public sealed class CustomerApiTests : IAsyncLifetime
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
    public async Task A_customer_is_added_found_and_renamed()
    {
        var made = await _admin.PostAsync("/customers", """{"phone":"0100 111 2233","name":"Mona"}""").JsonAsync(HttpStatusCode.Created);
        var id = (long)made["id"]!;
        var shown = await _admin.AskAsync($"/customers/{id}").JsonAsync();
        Assert.Equal(("Mona", "201001112233"), ((string)shown["customer"]!["name"]!, (string)shown["customer"]!["addresses"]![0]!["value"]!));
        Assert.Equal([id], await FoundAsync("?phone=01001112233"));
        Assert.Equal([id], await FoundAsync("?name=on"));
        Assert.Equal([], await FoundAsync("?phone=%2B4930123456"));
        await _admin.TellAsync(HttpMethod.Patch, $"/customers/{id}", """{"name":"Mona Adel"}""").DoneAsync();
        Assert.Equal("Mona Adel", (string)(await _admin.AskAsync($"/customers/{id}").JsonAsync())["customer"]!["name"]!);
        await _admin.PostAsync("/customers", """{"phone":"+20 100 111 2233"}""").RefusedAsync(HttpStatusCode.Conflict, "customer.phone-taken");
        await _admin.PostAsync("/customers", """{"phone":"12"}""").RefusedAsync(HttpStatusCode.UnprocessableEntity, "customer.phone");
        await _admin.TellAsync(HttpMethod.Patch, $"/customers/{id}", """{"name":" "}""").RefusedAsync(HttpStatusCode.UnprocessableEntity, "customer.name");
        await _admin.AskAsync("/customers?phone=12").RefusedAsync(HttpStatusCode.UnprocessableEntity, "customer.phone");
    }

    [Fact]
    public async Task The_workspaces_country_reads_a_number_without_a_dialling_code()
    {
        await _admin.PostAsync("/customers", """{"phone":"030 1234567"}""").JsonAsync(HttpStatusCode.Created);
        var tenant = await _desk.Given.LookAsync(_desk.Admin, db => db.Tenants.AsNoTracking().SingleAsync(t => t.Id == _desk.Admin.Tenant));
        var german = new TenantProfile(
            tenant.Name, tenant.Slug, tenant.TimeZone, tenant.Language, "DE", tenant.NumberPattern, tenant.ReopenWindow, tenant.AutoCloseAfter, tenant.IdleSignOut,
            tenant.RequireSecondFactor, tenant.BrandColor);
        Assert.Null((await _desk.Given.RunAsync<ChangeWorkspace, Result>(_desk.Admin, u => u.ExecuteAsync(german, tenant.Version, default))).Error);
        await _desk.SettledAsync();
        var made = await _admin.PostAsync("/customers", """{"phone":"030 1234567"}""").JsonAsync(HttpStatusCode.Created);
        var values = await _desk.Given.LookAsync(_desk.Admin, db => db.CustomerIdentities.OrderBy(i => i.Id).Select(i => i.Value).ToListAsync());
        Assert.Equal(["20301234567", "49301234567"], values);
        Assert.Equal([(long)made["id"]!], await FoundAsync("?phone=0301234567"));
    }

    [Fact]
    public async Task A_customer_is_seen_by_who_sees_one_of_the_tickets()
    {
        var ticket = await _desk.TicketAsync();
        var sales = await _desk.Given.DepartmentAsync(_desk.Admin, "Sales");
        var added = (long)(await _admin.PostAsync("/customers", """{"phone":"+201001112233"}""").JsonAsync(HttpStatusCode.Created))["id"]!;
        var support = await _desk.ProgramOfAsync(await _desk.Given.AgentAsync(_desk.Admin, "Sam"));
        var seller = await _desk.ProgramOfAsync(await _desk.Given.AgentAsync(_desk.Admin, "Sue", Role.Agent, sales));
        Assert.Equal([added, ticket.CustomerId.Value], await FoundAsync(""));
        Assert.Equal([ticket.CustomerId.Value], await FoundAsync("", support));
        Assert.Equal([], await FoundAsync("", seller));
        var shown = await support.AskAsync($"/customers/{ticket.CustomerId.Value}").JsonAsync();
        Assert.Equal([ticket.Id.Value], shown["tickets"]!.AsArray().Select(t => (long)t!["id"]!));
    }

    [Fact]
    public async Task A_new_name_is_announced_to_the_screens_that_show_a_ticket()
    {
        var ticket = await _desk.TicketAsync();
        var heard = new List<long>();
        await _desk.SettledAsync();
        using var listening = _desk.App.Services.GetRequiredService<ILiveFeed>().Subscribe(
            LiveTopic.Department(_desk.Admin.Tenant, ticket.DepartmentId.Value), update => heard.Add(update.Id));
        await _admin.TellAsync(HttpMethod.Patch, $"/customers/{ticket.CustomerId.Value}", """{"name":"Mona Adel"}""").DoneAsync();
        await Eventually.TrueAsync(() => heard.Contains(ticket.Id.Value), "the list hears of the ticket");
    }

    [Fact]
    public async Task Agents_and_departments_are_listed()
    {
        await _desk.Given.AgentAsync(_desk.Admin, "Eve", Role.Supervisor);
        var agents = (await _admin.AskAsync("/agents").JsonAsync())["items"]!.AsArray();
        Assert.Equal([("Ada", "admin"), ("Eve", "supervisor")], agents.Select(a => ((string)a!["name"]!, (string)a["role"]!)));
        Assert.All(agents, a => Assert.Equal(("offline", 0, 10), ((string)a!["state"]!, (int)a["load"]!, (int)a["capacity"]!)));
        var department = Assert.Single((await _admin.AskAsync("/departments").JsonAsync())["items"]!.AsArray())!;
        Assert.Equal(("Support", true, 2), ((string)department["name"]!, (bool)department["active"]!, (int)department["members"]!));
    }

    [Theory]
    [InlineData("tickets")]
    [InlineData("customers")]
    public async Task Every_row_comes_once_though_others_are_added_between_the_pages(string list)
    {
        for (var i = 0; i < 7; i++) await _desk.TicketAsync();
        var all = (await ReadAsync($"/{list}?limit=200", addBetween: false)).ToList();
        Assert.Equal(7, all.Count);
        var read = (await ReadAsync($"/{list}?limit=2", addBetween: true)).ToList();
        Assert.Equal(all, read);
    }

    [Fact]
    public async Task The_activity_log_is_read_to_its_end()
    {
        for (var i = 0; i < 5; i++) await _desk.Given.DepartmentAsync(_desk.Admin, $"Team {i}");
        var all = await _desk.Given.LookAsync(_desk.Admin, db => db.ActivityLog.OrderByDescending(e => e.Id).Select(e => e.Id).ToListAsync());
        Assert.True(all.Count > 3);
        Assert.Equal(all, await ReadAsync("/activity?limit=2", addBetween: false));
    }

    [Fact]
    public async Task A_cursor_that_was_changed_or_belongs_to_another_list_is_refused()
    {
        for (var i = 0; i < 2; i++) await _desk.TicketAsync();
        var cursor = (string)(await _admin.AskAsync("/tickets?limit=1").JsonAsync())["next"]!;
        Assert.Matches("^[A-Za-z0-9_-]+$", cursor);
        await _admin.AskAsync($"/tickets?limit=1&cursor={cursor}").JsonAsync();
        var changed = cursor[..^6] + (cursor[^6] == 'A' ? 'B' : 'A') + cursor[^5..];
        foreach (var wrong in new[] { changed, cursor[..^4], cursor + "AAAA" })
            await _admin.AskAsync($"/tickets?limit=1&cursor={wrong}").RefusedAsync(HttpStatusCode.BadRequest, "request.cursor");
        await _admin.AskAsync($"/customers?limit=1&cursor={cursor}").RefusedAsync(HttpStatusCode.BadRequest, "request.cursor");
    }

    // Follows the Link header, which must say what the body says.
    private async Task<List<long>> ReadAsync(string first, bool addBetween)
    {
        var (read, address) = (new List<long>(), "/api/v1" + first);
        for (var pages = 0; address is not null; pages++)
        {
            Assert.True(pages < 60, "it ends");
            using var reply = await _admin.GetAsync(new Uri(address, UriKind.Relative));
            var page = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!;
            read.AddRange(page["items"]!.AsArray().Select(r => (long)r!["id"]!));
            var link = reply.Headers.TryGetValues("Link", out var links) ? links.Single() : null;
            address = link?[1..link.IndexOf('>', StringComparison.Ordinal)];
            Assert.Equal(page["next"] is null, address is null);
            if (address is not null) Assert.Contains((string)page["next"]!, address, StringComparison.Ordinal);
            if (addBetween) await _desk.TicketAsync();
        }

        return read;
    }

    private async Task<IEnumerable<long>> FoundAsync(string query, HttpClient? by = null) =>
        (await (by ?? _admin).AskAsync("/customers" + query).JsonAsync())["items"]!.AsArray().Select(c => (long)c!["id"]!).ToList();
}
