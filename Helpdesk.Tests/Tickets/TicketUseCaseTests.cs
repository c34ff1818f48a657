using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Tickets;

/// <summary>What people do to tickets, on a real database.</summary>
public sealed class TicketUseCaseTests : IAsyncLifetime
{
    private TestDesk _desk = null!;
    private Actor _ana = null!;
    private Actor _ben = null!;
    private Ticket _ticket = null!;

    private DateTimeOffset Now => _desk.Clock.GetUtcNow();

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync();
        _ana = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        _ben = await _desk.Given.AgentAsync(_desk.Admin, "Ben");
        await _desk.HearsAsync(Webhook.Text("K1", "hi", Now));
        _ticket = await _desk.TicketAsync();
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Of_two_who_claim_at_once_exactly_one_gets_the_ticket()
    {
        var claims = await Task.WhenAll(new[] { _ana, _ben }.Select(who => _desk.RunAsync<ClaimTicket, Result>(who, u => u.ExecuteAsync(_ticket.Id, default))));
        Assert.Equal([TicketErrors.AlreadyAssigned], claims.Where(c => !c.Succeeded).Select(c => c.Error!));
        Assert.Single(await _desk.LookAsync(db => db.Messages.Where(m => m.Event == ThreadEvent.Claimed).ToListAsync()));
    }

    [Fact]
    public async Task A_claim_that_read_the_ticket_free_loses_to_one_that_saved_first()
    {
        var result = await StaleClaimAsync(_ben, () => _desk.RunAsync<ClaimTicket, Result>(_ana, u => u.ExecuteAsync(_ticket.Id, default)));
        Assert.Equal(TicketErrors.AlreadyAssigned, result.Error);
        Assert.Equal(_ana.Agent, (await _desk.TicketAsync()).AssigneeId);
    }

    [Fact]
    public async Task A_claim_that_meets_another_change_of_the_ticket_is_made_again_and_holds()
    {
        var result = await StaleClaimAsync(_ana, () => _desk.RunAsync<PrioritiseTicket, Result>(_ben, u => u.ExecuteAsync(_ticket.Id, TicketPriority.Urgent, default)));
        Assert.Null(result.Error);
        var ticket = await _desk.TicketAsync();
        Assert.Equal((_ana.Agent, TicketPriority.Urgent), (ticket.AssigneeId, ticket.Priority));
    }

    [Fact]
    public async Task Messages_that_arrive_do_not_conflict_with_a_claim()
    {
        var result = await StaleClaimAsync(_ana, async () =>
        {
            await _desk.HearsAsync(Webhook.Text("K2", "hello?", Now));
            return Result.Ok;
        });
        Assert.True(result.Succeeded);
        Assert.Equal((_ana.Agent, "hello?"), ((await _desk.TicketAsync()).AssigneeId, (await _desk.TicketAsync()).LastLine));
    }

    [Fact]
    public async Task Assigning_to_a_stranger_is_refused()
    {
        var stranger = await _desk.Given.AnotherWorkspaceAsync();
        var result = await _desk.RunAsync<AssignTicket, Result>(_ana, u => u.ExecuteAsync(_ticket.Id, stranger.Agent!.Value, default));
        Assert.Equal(PeopleErrors.NoSuchAgent, result.Error);
    }

    [Fact]
    public async Task Ending_is_refused_when_the_customer_wrote_after_what_was_on_screen()
    {
        var seen = _ticket.LastSequence;
        await _desk.HearsAsync(Webhook.Text("K2", "wait", Now));
        Assert.Equal(TicketErrors.NewerMessage, (await ResolveAsync(seen)).Error);
        Assert.Equal(TicketErrors.NewerMessage, (await _desk.RunAsync<CloseTicket, Result>(_ana, u => u.ExecuteAsync(_ticket.Id, seen, default))).Error);
        Assert.True((await ResolveAsync((await _desk.TicketAsync()).LastSequence)).Succeeded);
    }

    [Fact]
    public async Task A_resolved_ticket_closes_by_itself_after_three_days_and_not_before()
    {
        await ResolveAsync(99);
        _desk.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        await _desk.TickAsync();
        Assert.Equal(TicketStatus.Resolved, (await _desk.TicketAsync()).Status);
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await _desk.TickAsync();
        Assert.Equal((TicketStatus.Closed, Now), ((await _desk.TicketAsync()).Status, (await _desk.TicketAsync()).ClosedAt));
        Assert.True(await _desk.LookAsync(db => db.Deadlines.AllAsync(d => d.Finished)));
    }

    [Fact]
    public async Task A_ticket_that_came_back_and_was_resolved_again_closes_by_its_second_deadline()
    {
        await ResolveAsync(99);
        _desk.Clock.Advance(TimeSpan.FromDays(2));
        await _desk.HearsAsync(Webhook.Text("K2", "again", Now));
        await ResolveAsync(99);
        _desk.Clock.Advance(TimeSpan.FromDays(1));
        await _desk.TickAsync();
        Assert.Equal(TicketStatus.Resolved, (await _desk.TicketAsync()).Status);
        _desk.Clock.Advance(TimeSpan.FromDays(2));
        await _desk.TickAsync();
        Assert.Equal(TicketStatus.Closed, (await _desk.TicketAsync()).Status);
    }

    [Fact]
    public async Task What_happens_to_a_ticket_is_written_into_its_time_line()
    {
        await _desk.RunAsync<AssignTicket, Result>(_ana, u => u.ExecuteAsync(_ticket.Id, _ben.Agent!.Value, default));
        await _desk.RunAsync<PrioritiseTicket, Result>(_ana, u => u.ExecuteAsync(_ticket.Id, TicketPriority.High, default));
        var page = await _desk.RunAsync<IConversationQueries, ThreadPage?>(_ana, q => q.ThreadAsync(_ticket.Id, null, 50, default));
        Assert.Equal(
            [(ThreadEvent.Opened, null), (ThreadEvent.Assigned, "Ben"), (ThreadEvent.PriorityChanged, "High")],
            page!.Messages.Where(m => m.Kind == MessageKind.Event).OrderBy(m => m.Sequence).Select(m => (m.Event!.Value, m.EventValue)));
    }

    [Fact]
    public async Task Somebody_without_permissions_is_refused_before_anything_is_read()
    {
        var nobody = Actor.Installation;
        Assert.Equal("permission.denied", (await _desk.RunAsync<ClaimTicket, Result>(nobody, u => u.ExecuteAsync(_ticket.Id, default))).Error!.Code);
        Assert.Equal("permission.denied", (await _desk.RunAsync<MarkRead, Result>(nobody, u => u.ExecuteAsync(_ticket.Id, 1, default))).Error!.Code);
        Assert.Equal("permission.denied", (await _desk.RunAsync<InviteColleague, Result<string>>(_ana, u => u.ExecuteAsync("x@example.com", Role.Admin, [], default))).Error!.Code);
    }

    // ClaimTicket in a scope that has read the ticket before something else happens to it: it sees the ticket as it was.
    private async Task<Result> StaleClaimAsync(Actor who, Func<Task<Result>> meanwhile)
    {
        await using var scope = _desk.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Set(who);
        Assert.NotNull(await scope.ServiceProvider.GetRequiredService<ITicketStore>().FindAsync(_ticket.Id, default));
        Assert.True((await meanwhile()).Succeeded);
        return await scope.ServiceProvider.GetRequiredService<ClaimTicket>().ExecuteAsync(_ticket.Id, default);
    }

    private Task<Result> ResolveAsync(long seen) => _desk.RunAsync<ResolveTicket, Result>(_ana, u => u.ExecuteAsync(_ticket.Id, seen, default));
}
