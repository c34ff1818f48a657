using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Api;
using Helpdesk.Tests.Identity;
using Helpdesk.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Realtime;

/// <summary>Every method of the hub × every role × own department, another one, another workspace, against the written table (DECISIONS 46).</summary>
public sealed class HubPermissionTests(ITestOutputHelper output)
{
    private int _calls;

    [Fact]
    public async Task Each_role_may_do_what_the_table_says_and_only_where_it_works()
    {
        await using var desk = await HubDesk.StartAsync(new() { ["Hub:CallsPerSecond"] = "1000" });
        var workshop = await desk.DepartmentAsync("Workshop");
        var (ours, theirs) = (await desk.TicketAsync(), await desk.TicketAsync());
        await desk.DoneAsync<Core.Routing.TransferTicket, Result>(desk.Admin, u => u.ExecuteAsync(theirs.Id, new(Department: workshop), "", default));
        var foreign = await ForeignAsync(desk);
        var bare = (await desk.DoneAsync<CreateRole, Result<RoleId>>(desk.Admin, u => u.ExecuteAsync("Looks on", Permissions.Nothing, default))).Value;
        var (tried, wrong) = (0, new List<string>());
        foreach (var role in Permissions.BuiltIn.Select(r => (RoleChoice)r).Append(new RoleChoice(Role.Custom, bare)))
        {
            var member = await desk.Given.AgentAsync(desk.Admin, $"Some{role.Role}", role, ours.DepartmentId);
            await using var hub = await desk.HubOfAsync(member);
            foreach (var (method, need) in PermissionTable.Hub)
            {
                foreach (var (place, ticket) in new[] { ("own", ours.Id), ("other department", theirs.Id), ("other workspace", foreign) })
                {
                    tried++;
                    var code = await CallAsync(hub, method, ticket);
                    var may = need.AnyOf.Length == 0 || need.AnyOf.Any(member.Granted.Contains);
                    var hidden = place == "other workspace" || (place != "own" && !member.Granted.Contains(Permission.ViewAllTickets));
                    var expected = !may ? "permission.denied" : hidden && IsOfATicket(method) ? "ticket.not-found" : null;
                    var right = expected is not null ? code == expected : code is not ("permission.denied" or "ticket.not-found");
                    if (!right) wrong.Add($"{method} as {role.Role}, {place}: {code ?? "done"}, but {expected ?? "allowed"} was right");
                }
            }
        }

        output.WriteLine($"{tried} combinations of method, role and place were tried");
        Assert.Equal([], wrong);
        Assert.Equal(PermissionTable.Hub.Count * 6 * 3, tried);
    }

    [Fact]
    public async Task A_refusal_for_want_of_a_permission_is_in_the_activity_log()
    {
        await using var desk = await HubDesk.StartAsync();
        var ticket = await desk.TicketAsync();
        var qa = await desk.Given.AgentAsync(desk.Admin, "Quinn", Role.QA);
        await using var hub = await desk.HubOfAsync(qa);
        Assert.Equal("permission.denied", await hub.RefusedAsync("Claim", ticket.Id.Value));
        Assert.Contains("AgentHub.Claim", await desk.Given.LookAsync(desk.Admin, db => Task.FromResult(db.ActivityLog.Where(e => e.Action == "permission.denied").Select(e => e.Name).ToList())));
    }

    [Fact]
    public async Task Who_changes_departments_hears_nothing_more_of_the_old_one_and_comes_back_to_the_new_one()
    {
        await using var desk = await HubDesk.StartAsync();
        var workshop = await desk.DepartmentAsync("Workshop");
        var eve = await desk.Given.AgentAsync(desk.Admin, "Eve");
        var ticket = await desk.TicketAsync();
        await using var hub = await desk.HubOfAsync(eve);
        await hub.CallAsync("WatchList", new { view = "allOpen" });
        await hub.HearsAsync("List");
        var version = await desk.Given.LookAsync(desk.Admin, db => Task.FromResult(db.Memberships.Single(m => m.Id == eve.Agent).Version));
        await desk.DoneAsync<ChangeMember, Result>(
            desk.Admin, u => u.ExecuteAsync(new MemberChange(eve.Agent!.Value, version, "Eve", Role.Agent, [new DepartmentPlace(workshop, false)], WorkProfile.Usual), default));
        var heard = hub.Heard.Count;
        await desk.DoneAsync<PrioritiseTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket.Id, TicketPriority.Urgent, default));
        await Eventually.TrueAsync(() => hub.Ends == 1, "she is sent away");
        Assert.DoesNotContain(hub.Heard.Skip(heard), h => h.Name is "TicketChanged" or "RowChanged");

        await hub.ConnectAsync();
        Assert.Equal("rights", hub.Last("Reload").GetProperty("reason").GetString());
        await desk.DoneAsync<Core.Routing.TransferTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket.Id, new(Department: workshop), "", default));
        await Eventually.TrueAsync(() => hub.Heard.Any(h => h.Name is "TicketChanged" or "TicketAssigned"), "she hears of her new department");
    }

    private static bool IsOfATicket(string method) => method is "WatchTicket" or "Viewing" or "Typing" or "Claim" or "Reply" or "Note";

    private async Task<string?> CallAsync(HubAgent hub, string method, TicketId ticket)
    {
        var client = $"walk-{++_calls:0000}";
        object?[] arguments = method switch
        {
            "WatchTicket" or "UnwatchTicket" or "Claim" => [ticket.Value],
            "Viewing" or "Typing" => [ticket.Value, true],
            "WatchList" => [new { view = "allOpen" }],
            "Reply" => [new { ticketId = ticket.Value, text = "hello", seen = 99, clientId = client }],
            "Note" => [new { ticketId = ticket.Value, text = "hello", clientId = client }],
            _ => [],
        };
        try
        {
            await hub.CallAsync(method, arguments);
            return null;
        }
        catch (Microsoft.AspNetCore.SignalR.HubException refused)
        {
            return refused.Message.Split(' ')[^1];
        }
    }

    private static async Task<TicketId> ForeignAsync(ApiDesk desk)
    {
        var other = await desk.Given.AnotherWorkspaceAsync();
        var number = await desk.Given.NumberAsync(other, await desk.Given.ServerAsync(other, "http://127.0.0.1:1"), "elsewhere");
        var webhook = Webhook.Text("FOREIGN", "hello", TimeProvider.System.GetUtcNow());
        webhook["session"] = "elsewhere";
        await desk.Given.ArrivesAsync(number, webhook);
        TicketId? ticket = null;
        await Eventually.TrueAsync(async () => (ticket = await desk.Given.LookAsync(other, db => Task.FromResult(db.Tickets.Select(t => (TicketId?)t.Id).FirstOrDefault()))) is not null, "it is there");
        return ticket!.Value;
    }
}
