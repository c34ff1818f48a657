using System.Data.Common;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>What the live page reads, and who is shown which part of it; on a real database.</summary>
public sealed class SupervisionQueryTests : IAsyncLifetime
{
    private static readonly string[] Chats = ["201001234567", "201001234568", "201001234569"];
    private readonly CommandCounter _counter = new();
    private readonly Meanwhile _meanwhile = new();
    private TestDesk _desk = null!;
    private DepartmentId _care;
    private DepartmentId _sales;
    private Actor _huda = null!;
    private Actor _omar = null!;
    private Actor _thea = null!;

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync(services: s => s.ConfigureDbContext<HelpdeskDb>(o => o.AddInterceptors(_counter, _meanwhile)));
        _care = await _desk.LookAsync(db => db.Departments.Select(d => d.Id).SingleAsync());
        _sales = await _desk.Given.DepartmentAsync(_desk.Admin, "Sales");
        _huda = await _desk.Given.AgentAsync(_desk.Admin, "Huda", Role.Supervisor);
        _omar = await _desk.Given.AgentAsync(_desk.Admin, "Omar");
        _thea = await _desk.Given.AgentAsync(_desk.Admin, "Thea", Role.Agent, _sales);
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task The_picture_is_refused_to_who_does_not_supervise()
    {
        Assert.Equal("permission.denied", (await _desk.RunAsync<ISupervisionQueries, Result<SupervisionNow>>(_omar, q => q.NowAsync(default))).Error?.Code);
        Assert.Equal("permission.denied", (await _desk.RunAsync<ISupervisionQueries, Result<SupervisionDay>>(_omar, q => q.DayAsync(default))).Error?.Code);
        Assert.Equal(SupervisionNow.Nothing, (await NowAsync()).For(_omar));
    }

    [Fact]
    public async Task A_supervisor_sees_their_departments_agents_queues_and_tickets_and_a_manager_all()
    {
        var ticket = await HeardAsync(0);
        var mine = (await NowAsync()).For(_huda);
        Assert.Equal(["Ada", "Huda", "Omar"], mine.Agents.Select(a => a.Name));
        Assert.Equal(_care, Assert.Single(mine.Queues).Id);
        Assert.Equal(ticket.Id, Assert.Single(mine.Tickets).Id);
        Assert.Equal(1, mine.Open.Places.Sum(p => p.Count));

        await SucceedsAsync<TransferTicket>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, new TransferTarget(Department: _sales), "", default));
        var after = await NowAsync();
        Assert.Empty(after.For(_huda).Tickets);
        Assert.Empty(after.For(_huda).Open.Places);
        Assert.Equal(ticket.Id, Assert.Single(after.For(_desk.Admin).Tickets).Id);
        Assert.Equal(2, after.For(_desk.Admin).Queues.Count);
        Assert.Equal(4, after.For(_desk.Admin).Agents.Count);
    }

    [Fact]
    public async Task A_ticket_given_while_the_picture_is_read_is_only_no_longer_in_line()
    {
        var ticket = await HeardAsync(0);
        _meanwhile.BeforeReading("Categories", () => SucceedsAsync<AssignTicket>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, _omar.Agent!.Value, default)));
        Assert.Equal(ticket.Id, Assert.Single((await NowAsync()).Tickets).Id);
        Assert.True(_meanwhile.IsDone);
        Assert.Equal(_omar.Agent, Assert.Single((await NowAsync()).Tickets).Place.Assignee);
    }

    [Fact]
    public async Task A_wait_knows_when_it_is_too_long_and_the_queue_says_why_nobody_takes_it()
    {
        var at = _desk.Clock.GetUtcNow();
        await HeardAsync(0);
        var now = await NowAsync();
        var waiting = Assert.Single(now.Tickets);
        Assert.Equal(waiting.WaitingSince + TimeSpan.FromMinutes(3), waiting.DelayedAt);
        Assert.False(waiting.IsDelayed(at));
        Assert.True(waiting.IsDelayed(at.AddMinutes(4)));
        Assert.Equal((null, ChoiceReason.AllOffline), (now.Queues.Single(q => q.Id == _care).Next, now.Queues.Single(q => q.Id == _care).Why));

        await HereAsync(_omar);
        var next = (await NowAsync()).Queues.Single(q => q.Id == _care);
        Assert.Equal((_omar.Agent, ChoiceReason.OnlyOne), (next.Next, next.Why));
        Assert.Equal(ChoiceReason.AllOffline, (await NowAsync()).Queues.Single(q => q.Id == _sales).Why);

        await SucceedsAsync<ChangeRouting>(_desk.Admin, u => u.ExecuteAsync(DeskRuleValues.Usual with { DelayAfter = TimeSpan.FromMinutes(10) }, default));
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        var later = Assert.Single((await NowAsync()).Tickets);
        Assert.Equal(later.WaitingSince + TimeSpan.FromMinutes(10), later.DelayedAt);
    }

    [Fact]
    public async Task The_hour_behind_a_queue_is_worked_out_from_what_happened_to_its_tickets()
    {
        var first = await HeardAsync(0);
        _desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await HeardAsync(1);
        _desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await SucceedsAsync<AssignTicket>(_desk.Admin, u => u.ExecuteAsync(first.Id, _omar.Agent!.Value, default));
        _desk.Clock.Advance(TimeSpan.FromMinutes(10));
        var now = _desk.Clock.GetUtcNow();
        var stays = (await DayAsync()).Stays.Where(s => s.Department == _care).ToList();
        Assert.Equal((2, 1), QueueHistory.Flow(stays, now));
        var lengths = QueueHistory.Lengths(stays, now);
        Assert.Equal((0, 2, 1), (lengths[0], lengths.Max(), lengths[^1]));

        _desk.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal((0, 0), QueueHistory.Flow((await DayAsync()).Stays, _desk.Clock.GetUtcNow()));
        Assert.Equal(1, QueueHistory.Lengths((await DayAsync()).Stays, _desk.Clock.GetUtcNow())[^1]);
    }

    [Fact]
    public async Task However_many_departments_there_are_the_picture_takes_the_same_number_of_queries()
    {
        await HeardAsync(0);
        var few = await CountAsync();
        for (var i = 0; i < 6; i++) await _desk.Given.DepartmentAsync(_desk.Admin, $"Team {i}");
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        Assert.Equal(few, await CountAsync());
        Assert.InRange(few, 5, 20);
    }

    [Fact]
    public async Task A_draft_is_shown_to_who_supervises_its_writer_and_to_nobody_else()
    {
        var ticket = await HeardAsync(0);
        await SucceedsAsync<AssignTicket>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, _omar.Agent!.Value, default));
        await _desk.RunAsync<IDraftStore, bool>(_omar, async drafts =>
        {
            await drafts.KeepAsync(ticket.Id, DraftKind.Reply, "We have it, I will", default);
            await drafts.KeepAsync(ticket.Id, DraftKind.Note, "a note is not shown", default);
            return true;
        });
        Assert.Equal("We have it, I will", (await DraftAsync(_huda, ticket.Id)).Value?.Text);
        Assert.Equal("permission.denied", (await DraftAsync(_thea, ticket.Id)).Error?.Code);
        var elsewhere = await _desk.Given.AgentAsync(_desk.Admin, "Salma", Role.Supervisor, _sales);
        Assert.Null((await DraftAsync(elsewhere, ticket.Id)).Value);
        await SucceedsAsync<TakeOverTicket>(_huda, u => u.ExecuteAsync(ticket.Id, default));
        Assert.Null((await DraftAsync(_huda, ticket.Id)).Value);
        Assert.Equal("We have it, I will", await _desk.RunAsync<IDraftStore, string>(_huda, drafts => drafts.ReadAsync(ticket.Id, DraftKind.Reply, default)));
    }

    [Fact]
    public async Task Handing_over_empties_who_is_gone_at_once_and_is_refused_for_who_is_here()
    {
        var ticket = await HeardAsync(0);
        await HereAsync(_omar);
        await SucceedsAsync<AssignTicket>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, _omar.Agent!.Value, default));
        Assert.Equal(RoutingErrors.StillHere, (await HandOverAsync(_huda)).Error);
        await SucceedsAsync<HearConnections>(Actor.System(_desk.Tenant), u => u.ExecuteAsync(_omar.Agent!.Value, 1, NodeReport.Lost, default));
        Assert.Equal(AlertKind.ConnectionLost, Assert.Single(SupervisionAlert.Of((await NowAsync()).For(_huda), _desk.Clock.GetUtcNow())).Kind);
        var elsewhere = await _desk.Given.AgentAsync(_desk.Admin, "Salma", Role.Supervisor, _sales);
        Assert.Equal(PeopleErrors.NoSuchAgent, (await HandOverAsync(elsewhere)).Error);
        Assert.Equal(1, (await HandOverAsync(_huda)).Value);
        var after = await _desk.TicketAsync();
        Assert.Equal((null, true), (after.AssigneeId, after.QueuedAt is not null));
        Assert.Equal(MoveCause.ConnectionLost, await _desk.LookAsync(db => db.TicketMoves.OrderByDescending(m => m.Id).Select(m => m.Cause).FirstAsync()));
    }

    [Fact]
    public async Task A_supervisor_changes_what_an_agent_can_hold_and_the_log_keeps_it()
    {
        await SucceedsAsync<ChangeCapacity>(_huda, u => u.ExecuteAsync(_omar.Agent!.Value, 14, default));
        Assert.Equal(14, (await NowAsync()).Agents.Single(a => a.Id == _omar.Agent).Capacity);
        Assert.Equal(PeopleErrors.Capacity, (await _desk.RunAsync<ChangeCapacity, Result>(_huda, u => u.ExecuteAsync(_omar.Agent!.Value, 101, default))).Error);
        Assert.Equal(PeopleErrors.NoSuchAgent, (await _desk.RunAsync<ChangeCapacity, Result>(_huda, u => u.ExecuteAsync(_thea.Agent!.Value, 3, default))).Error);
        var line = await _desk.LookAsync(db => db.ActivityLog.AsNoTracking().Where(e => e.EntityId == _omar.Agent!.Value.Value && e.AgentId == _huda.Agent).SingleAsync());
        Assert.Contains("14", line.After, StringComparison.Ordinal);
        Assert.True((await DayAsync()).LastActions.ContainsKey(_huda.Agent!.Value));
    }

    private async Task<Ticket> HeardAsync(int chat)
    {
        await _desk.HearsAsync(Webhook.Text($"KEY{chat}", "hello", _desk.Clock.GetUtcNow(), Chats[chat]));
        return await _desk.LookAsync(db => db.Tickets.AsNoTracking().OrderByDescending(t => t.Id).FirstAsync());
    }

    private Task HereAsync(Actor agent) =>
        SucceedsAsync<HearConnections>(Actor.System(_desk.Tenant), u => u.ExecuteAsync(agent.Agent!.Value, 1, NodeReport.Active, default));

    private async Task<SupervisionNow> NowAsync() =>
        (await _desk.RunAsync<ISupervisionQueries, Result<SupervisionNow>>(Actor.System(_desk.Tenant), q => q.NowAsync(default))).Value;

    private async Task<SupervisionDay> DayAsync() =>
        (await _desk.RunAsync<ISupervisionQueries, Result<SupervisionDay>>(Actor.System(_desk.Tenant), q => q.DayAsync(default))).Value;

    private Task<Result<HolderDraft?>> DraftAsync(Actor who, TicketId ticket) =>
        _desk.RunAsync<ISupervisionQueries, Result<HolderDraft?>>(who, q => q.DraftAsync(ticket, default));

    private Task<Result<int>> HandOverAsync(Actor who) => _desk.RunAsync<HandOver, Result<int>>(who, u => u.ExecuteAsync(_omar.Agent!.Value, default));

    private async Task SucceedsAsync<TUseCase>(Actor who, Func<TUseCase, Task<Result>> call)
        where TUseCase : notnull => Assert.Null((await _desk.RunAsync(who, call)).Error);

    private async Task<int> CountAsync()
    {
        await NowAsync();
        _counter.Restart();
        await NowAsync();
        return _counter.Commands.Count;
    }

    /// <summary>Lets something happen between two readings of one picture.</summary>
    private sealed class Meanwhile : DbCommandInterceptor
    {
        private string _table = "";
        private Func<Task>? _what;

        public bool IsDone => _what is null;

        public void BeforeReading(string table, Func<Task> what) => (_table, _what) = (table, what);

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (_what is { } what && command.CommandText.Contains($"\"{_table}\"", StringComparison.Ordinal))
            {
                _what = null;
                await what();
            }

            return result;
        }
    }
}
