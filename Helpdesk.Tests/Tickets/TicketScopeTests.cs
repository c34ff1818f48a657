using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Tickets;

/// <summary>Who sees which ticket: the own departments' and the own ones; managers, administrators and quality see all.</summary>
public sealed class TicketScopeTests : IAsyncLifetime
{
    private TestDesk _desk = null!;
    private DepartmentId _complaints;
    private Actor _here = null!;
    private Actor _there = null!;
    private Ticket _ticket = null!;

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync();
        _complaints = await _desk.Given.DepartmentAsync(_desk.Admin, "Complaints");
        _here = await _desk.Given.AgentAsync(_desk.Admin, "Hana");
        _there = await _desk.Given.AgentAsync(_desk.Admin, "Thea", Role.Agent, _complaints);
        await _desk.HearsAsync(Webhook.Text("KEY1", "hello", _desk.Clock.GetUtcNow()));
        _ticket = await _desk.TicketAsync();
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Another_departments_agent_neither_finds_reads_counts_nor_works_it()
    {
        Assert.Empty((await ListAsync(_there, TicketView.AllOpen)).Rows);
        Assert.Null(await _desk.RunAsync<ITicketQueries, TicketRow?>(_there, q => q.RowAsync(_ticket.Id, default)));
        Assert.Null(await _desk.RunAsync<ITicketQueries, TicketDetails?>(_there, q => q.DetailsAsync(_ticket.Id, default)));
        Assert.Null(await _desk.RunAsync<IConversationQueries, ThreadPage?>(_there, q => q.ThreadAsync(_ticket.Id, null, 50, default)));
        Assert.Equal(new ViewCounts(0, 0, 0, 0), (await _desk.RunAsync<ITicketQueries, HeldCounts>(Actor.System(_desk.Tenant), q => q.HeldAsync(default))).For(_there));
        Assert.Equal(TicketErrors.NotFound, (await _desk.RunAsync<ClaimTicket, Result>(_there, u => u.ExecuteAsync(_ticket.Id, default))).Error);
        Assert.Equal(TicketErrors.NotFound, (await _desk.ReplyAsync(_there, _ticket, "hello")).Error);
        Assert.Equal(TicketErrors.NotFound, (await _desk.RunAsync<MarkRead, Result>(_there, u => u.ExecuteAsync(_ticket.Id, 9, default))).Error);
        await _desk.RunAsync<IDraftStore, bool>(_there, async drafts =>
        {
            await drafts.KeepAsync(_ticket.Id, DraftKind.Reply, "mine", default);
            return true;
        });
        Assert.Equal(0, await _desk.LookAsync(db => db.Drafts.CountAsync()));
    }

    [Theory]
    [InlineData(Role.Agent, false)]
    [InlineData(Role.Supervisor, false)]
    [InlineData(Role.QA, true)]
    [InlineData(Role.Manager, true)]
    [InlineData(Role.Admin, true)]
    public async Task Some_roles_see_every_department(Role role, bool sees)
    {
        var elsewhere = await _desk.Given.AgentAsync(_desk.Admin, "Elsa", role, _complaints);
        Assert.Equal(sees ? 1 : 0, (await ListAsync(elsewhere, TicketView.AllOpen)).Rows.Count);
    }

    [Fact]
    public async Task Quality_reads_everything_and_changes_nothing()
    {
        var quality = await _desk.Given.AgentAsync(_desk.Admin, "Quinn", Role.QA, _complaints);
        Assert.NotNull(await _desk.RunAsync<IConversationQueries, ThreadPage?>(quality, q => q.ThreadAsync(_ticket.Id, null, 50, default)));
        Assert.Equal("permission.denied", (await _desk.ReplyAsync(quality, _ticket, "hello")).Error!.Code);
        Assert.Equal("permission.denied", (await _desk.RunAsync<ClaimTicket, Result>(quality, u => u.ExecuteAsync(_ticket.Id, default))).Error!.Code);
    }

    [Fact]
    public async Task Who_is_given_a_ticket_of_another_department_sees_that_one_until_it_is_taken_away()
    {
        Assert.Null((await _desk.RunAsync<ClaimTicket, Result>(_here, u => u.ExecuteAsync(_ticket.Id, default))).Error);
        Assert.Null((await _desk.RunAsync<AssignTicket, Result>(_here, u => u.ExecuteAsync(_ticket.Id, _there.Agent!.Value, default))).Error);
        Assert.Single((await ListAsync(_there, TicketView.Mine)).Rows);
        Assert.Null((await _desk.ReplyAsync(_there, _ticket, "hello")).Error);
        Assert.Null((await _desk.RunAsync<AssignTicket, Result>(_there, u => u.ExecuteAsync(_ticket.Id, _here.Agent!.Value, default))).Error);
        Assert.Empty((await ListAsync(_there, TicketView.AllOpen)).Rows);
    }

    [Fact]
    public async Task An_update_reaches_who_sees_the_ticket_before_or_after_it_and_nobody_else()
    {
        var (here, there) = (Heard(_here), Heard(_there));
        Assert.Null((await _desk.RunAsync<PrioritiseTicket, Result>(_here, u => u.ExecuteAsync(_ticket.Id, TicketPriority.High, default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        Assert.NotEmpty(here);
        Assert.Empty(there);

        Assert.Null((await _desk.RunAsync<AssignTicket, Result>(_here, u => u.ExecuteAsync(_ticket.Id, _there.Agent!.Value, default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        Assert.Contains(there, u => u.Kind == LiveKind.TicketAssigned);

        there.Clear();
        Assert.Null((await _desk.RunAsync<AssignTicket, Result>(_here, u => u.ExecuteAsync(_ticket.Id, _here.Agent!.Value, default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        Assert.Contains(there, u => u.Kind == LiveKind.TicketAssigned);
    }

    [Fact]
    public async Task A_numbers_new_tickets_go_to_the_department_it_serves()
    {
        Assert.Null((await _desk.RunAsync<ServeNumber, Result>(_desk.Admin, u => u.ExecuteAsync(_desk.Number, _complaints, default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        await _desk.HearsAsync(Webhook.Text("KEY2", "a complaint", _desk.Clock.GetUtcNow(), chat: "201000000077"));
        Assert.Equal(["a complaint"], (await ListAsync(_there, TicketView.AllOpen)).Rows.Select(r => r.LastLine));
        Assert.Equal(["hello"], (await ListAsync(_here, TicketView.AllOpen)).Rows.Select(r => r.LastLine));
    }

    private List<LiveUpdate> Heard(Actor actor)
    {
        var heard = new List<LiveUpdate>();
        var feed = _desk.Services.GetService(typeof(ILiveFeed)) as ILiveFeed;
        foreach (var topic in TicketAudience.TopicsOf(actor)) feed!.Subscribe(topic, heard.Add);
        return heard;
    }

    private Task<Slice<TicketRow, TicketCursor>> ListAsync(Actor actor, TicketView view) =>
        _desk.RunAsync<ITicketQueries, Slice<TicketRow, TicketCursor>>(actor, q => q.ListAsync(view, null, 50, default));
}
