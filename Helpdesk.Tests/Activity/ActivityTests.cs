using System.Text;
using Helpdesk.Core.Activity;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Activity;

/// <summary>Every change by a person is in the log with before, after and from where; what is secret is not (ABUSE 25, 51).</summary>
public sealed class ActivityTests : IAsyncLifetime
{
    private TestDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await TestDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_changed_member_shows_what_was_and_what_is_with_names_for_ids()
    {
        var (agent, complaints) = (await _desk.Given.AgentAsync(_desk.Admin, "Ana"), await _desk.Given.DepartmentAsync(_desk.Admin, "Complaints"));
        var change = new MemberChange(agent.Agent!.Value, 1, "Ana", Role.Supervisor, [new DepartmentPlace(complaints, true)], WorkProfile.Usual with { Capacity = 4 });
        Assert.Null((await _desk.RunAsync<ChangeMember, Result>(_desk.Admin, u => u.ExecuteAsync(change, default))).Error);

        var row = (await ListAsync(new ActivityFilter(Action: "membership.changed"))).Single();

        Assert.Equal(("Ada", "Membership", "Ana", "203.0.113.7", "tests", "console"), (row.Who, row.Entity, row.Name, row.Address, row.AgentString, row.Via));
        Assert.Equal(
            ["Capacity: 10 -> 4", "Departments: Support -> Complaints*", "Role: Agent -> Supervisor"], row.Changes.Select(c => $"{c.Property}: {c.Before} -> {c.After}"));
    }

    [Fact]
    public async Task Work_on_a_ticket_is_logged_and_what_the_customer_or_the_product_does_is_not()
    {
        var agent = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        await _desk.HearsAsync(Webhook.Text("KEY1", "hello", _desk.Clock.GetUtcNow()));
        Assert.Empty(await ListAsync(new ActivityFilter(Action: "ticket.")));
        var ticket = await _desk.TicketAsync();
        await _desk.RunAsync<ClaimTicket, Result>(agent, u => u.ExecuteAsync(ticket.Id, default));
        await _desk.ReplyAsync(agent, ticket, "the words themselves");
        await _desk.RunAsync<CloseTicket, Result>(agent, u => u.ExecuteAsync(ticket.Id, 99, default));

        var rows = await ListAsync(new ActivityFilter(Agent: agent.Agent));

        Assert.Equal(["ticket.changed", "ticket.changed", "message.replied", "ticket.changed"], rows.Select(r => r.Action));
        Assert.Equal(["AssigneeId:  -> Ana", "OwnerId:  -> Ana"], rows[^1].Changes.Select(c => $"{c.Property}: {c.Before} -> {c.After}"));
        Assert.DoesNotContain("the words", await EverythingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_and_no_hash_stands_in_the_log()
    {
        await _desk.RunAsync<AddWhatsAppServer, Result<long>>(_desk.Admin, u => u.ExecuteAsync("Office", "http://127.0.0.1:9", "TOPSECRETKEY", default));
        await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        var server = await _desk.LookAsync(db => db.WhatsAppServers.AsNoTracking().OrderByDescending(s => s.Id).FirstAsync());
        var hashes = await _desk.LookAsync(db => db.Invitations.Select(i => i.TokenHash).ToListAsync());
        var log = await EverythingAsync();
        Assert.Contains("whats-app-server.added", log, StringComparison.Ordinal);
        Assert.All(hashes.Append("TOPSECRETKEY").Append(server.SecretKey).Append(server.WebhookToken).Append(server.WebhookTokenHash), secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_is_for_managers_and_administrators_and_pages_without_gaps()
    {
        var agent = await _desk.Given.AgentAsync(_desk.Admin, "Ana", Role.Supervisor);
        var refused = await _desk.RunAsync<IActivityQueries, Result<Slice<ActivityRow, ActivityCursor>>>(agent, q => q.ListAsync(new ActivityFilter(), null, 10, default));
        Assert.Equal("permission.denied", refused.Error!.Code);
        for (var i = 0; i < 7; i++) await _desk.Given.DepartmentAsync(_desk.Admin, $"Team {i}");
        var (seen, after) = (new List<long>(), (ActivityCursor?)null);
        do
        {
            var page = (await _desk.RunAsync<IActivityQueries, Result<Slice<ActivityRow, ActivityCursor>>>(_desk.Admin, q => q.ListAsync(new ActivityFilter(), after, 3, default))).Value;
            seen.AddRange(page.Rows.Select(r => r.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(await _desk.LookAsync(db => db.ActivityLog.OrderByDescending(e => e.Id).Select(e => e.Id).ToListAsync()), seen);
    }

    [Fact]
    public async Task It_is_found_by_person_sort_time_and_text()
    {
        await _desk.Given.DepartmentAsync(_desk.Admin, "Complaints");
        _desk.Clock.Advance(TimeSpan.FromDays(2));
        await _desk.Given.DepartmentAsync(_desk.Admin, "Follow-up");
        Assert.Equal(["Follow-up"], (await ListAsync(new ActivityFilter(From: _desk.Clock.GetUtcNow().AddDays(-1)))).Select(r => r.Name));
        Assert.Equal(["Complaints"], (await ListAsync(new ActivityFilter(Text: "Compl"))).Select(r => r.Name));
        Assert.Equal(2, (await ListAsync(new ActivityFilter(Entity: "Department"))).Count(r => r.Action == "department.added"));
        Assert.Empty(await ListAsync(new ActivityFilter(Agent: new AgentId(1))));
    }

    [Fact]
    public async Task The_export_runs_no_formula_and_is_itself_noted()
    {
        await _desk.Given.DepartmentAsync(_desk.Admin, "=HYPERLINK(\"http://evil\")");
        await _desk.Given.DepartmentAsync(_desk.Admin, "@SUM(1)");
        using var file = new MemoryStream();
        Assert.Null((await _desk.RunAsync<ExportActivity, Result>(_desk.Admin, u => u.ExecuteAsync(new ActivityFilter(), file, default))).Error);
        var csv = Encoding.UTF8.GetString(file.ToArray());
        Assert.StartsWith("\uFEFFat,who,action", csv, StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil\"\")\"", csv, StringComparison.Ordinal);
        Assert.Contains(",'@SUM(1),", csv, StringComparison.Ordinal);
        Assert.Single(await ListAsync(new ActivityFilter(Action: "activity.exported")));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@A1")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    public void A_cell_that_starts_like_a_formula_is_text(string text) =>
        Assert.Equal('\'', Csv.Line([text]).TrimStart('"')[0]);

    [Fact]
    public void Where_a_request_comes_from_is_one_clean_line()
    {
        var origin = RequestOrigin.Of("203.0.113.7", "evil\r\nSet-Cookie: x\u001b[31m" + new string('x', 999), "console");
        Assert.DoesNotContain(origin.Agent!, char.IsControl);
        Assert.Equal(256, origin.Agent!.Length);
    }

    private async Task<IReadOnlyList<ActivityRow>> ListAsync(ActivityFilter filter) =>
        (await _desk.RunAsync<IActivityQueries, Result<Slice<ActivityRow, ActivityCursor>>>(_desk.Admin, q => q.ListAsync(filter, null, 100, default))).Value.Rows;

    private async Task<string> EverythingAsync() => string.Join('\n', (await _desk.LookAsync(db => db.ActivityLog.AsNoTracking().ToListAsync()))
        .Select(e => $"{e.Action} {e.Entity} {e.Name} {e.Before} {e.After} {e.Via}"));
}
