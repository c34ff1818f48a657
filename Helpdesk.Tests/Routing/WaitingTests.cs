using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>A customer has waited too long in the second it is so, whoever looks, until a person answers or the ticket is done.</summary>
public sealed class WaitingTests : IAsyncLifetime
{
    private WaitingDesk _desk = null!;

    private AgentId Ana => _desk.Ana.Agent!.Value;

    private AgentId Ben => _desk.Ben.Agent!.Value;

    public async Task InitializeAsync() => _desk = await WaitingDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_wait_is_a_delay_in_the_second_it_is_due_and_not_before()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(179);
        Assert.Null(await _desk.DelayedAsync(ticket));
        await _desk.AtAsync(180);
        Assert.Equal(180, await _desk.DelayedAsync(ticket));
        Assert.Equal([(null, 180, null, null)], await _desk.PartsAsync(ticket));
        var delay = Assert.Single(await _desk.DelaysAsync(ticket));
        Assert.Equal((_desk.Support, _desk.Opened, null), (delay.DepartmentId, delay.WaitingSince, delay.Seconds));
    }

    [Fact]
    public async Task It_began_when_it_was_due_however_late_somebody_looks()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(700);
        Assert.Equal(180, await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task It_is_counted_from_the_first_message_nobody_answered()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(100);
        await _desk.WritesAsync();
        await _desk.AtAsync(180);
        Assert.Equal(180, await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task A_persons_answer_ends_it_and_the_time_was_the_holders_at_its_start()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.GiveAsync(ticket, _desk.Ana);
        await _desk.AtAsync(250);
        await _desk.RepliesAsync(_desk.Ben, ticket);
        Assert.Null(await _desk.DelayedAsync(ticket));
        Assert.Equal([(Ana, 180, 250, DelayEnd.Answered)], await _desk.PartsAsync(ticket));
        Assert.Equal(70, (await _desk.DelaysAsync(ticket)).Single().Seconds);
    }

    [Fact]
    public async Task An_answer_typed_on_the_phone_ends_it()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(200);
        await _desk.AnsweredOnPhoneAsync();
        Assert.Null(await _desk.DelayedAsync(ticket));
        Assert.Equal([(null, 180, 200, DelayEnd.Answered)], await _desk.PartsAsync(ticket));
    }

    [Fact]
    public async Task What_a_program_sends_answers_nobody()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.ProgramWritesAsync(ticket);
        await _desk.AtAsync(180);
        Assert.Equal(180, await _desk.DelayedAsync(ticket));
        await _desk.AtAsync(200);
        await _desk.ProgramWritesAsync(ticket);
        Assert.Equal(180, await _desk.DelayedAsync(ticket));
        Assert.Equal(_desk.Opened, (await _desk.NowAsync(ticket)).WaitingSince);
        Assert.Null((await _desk.Desk.ReplyAsync(_desk.Ana, ticket, "a person now", seen: 2)).Error);
        Assert.Null(await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task A_customer_who_does_not_answer_delays_nobody_which_is_the_seeds_opposite_rule()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(60);
        await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.AtAsync(7200);
        Assert.Null(await _desk.DelayedAsync(ticket));
        Assert.Empty(await _desk.DelaysAsync(ticket));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Being_done_ends_it(bool closed)
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(200);
        await (closed ? _desk.CloseAsync(ticket) : _desk.ResolveAsync(ticket));
        Assert.Null(await _desk.DelayedAsync(ticket));
        Assert.Equal([(null, 180, 200, DelayEnd.Done)], await _desk.PartsAsync(ticket));
        Assert.Equal(closed ? 200 : null, (await _desk.NowAsync(ticket)).HandlingSeconds);
    }

    [Fact]
    public async Task A_ticket_that_is_done_in_time_is_never_delayed()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(100);
        await _desk.ResolveAsync(ticket);
        await _desk.AtAsync(400);
        Assert.Null(await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task Reopened_by_a_person_its_customer_waits_on_and_nobody_is_charged_for_the_time_it_was_done()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(200);
        await _desk.ResolveAsync(ticket);
        await _desk.AtAsync(400);
        await _desk.ReopenAsync(ticket);
        await _desk.AtAsync(401);
        Assert.Equal([(null, 180, 200, DelayEnd.Done), (null, 400, null, null)], await _desk.PartsAsync(ticket));
    }

    [Fact]
    public async Task Who_comes_back_to_what_was_done_begins_a_new_wait()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(100);
        await _desk.ResolveAsync(ticket);
        await _desk.AtAsync(1000);
        Assert.Equal(ticket.Id, (await _desk.WritesAsync()).Id);
        Assert.Equal(_desk.Opened.AddSeconds(1000), (await _desk.NowAsync(ticket)).WaitingSince);
        await _desk.AtAsync(1179);
        Assert.Null(await _desk.DelayedAsync(ticket));
        await _desk.AtAsync(1180);
        Assert.Equal(1180, await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task Whoever_holds_it_has_their_own_part_and_a_queue_is_nobodys()
    {
        var sales = await _desk.Desk.Given.DepartmentAsync(_desk.Desk.Admin, "Sales");
        var ticket = await _desk.WritesAsync();
        await _desk.GiveAsync(ticket, _desk.Ana);
        await _desk.AtAsync(200);
        await _desk.GiveAsync(ticket, _desk.Ben);
        await _desk.AtAsync(230);
        await _desk.PutBackAsync(ticket);
        await _desk.AtAsync(250);
        await _desk.MoveAsync(ticket, sales);
        await _desk.AtAsync(300);
        await _desk.RepliesAsync(_desk.Desk.Admin, ticket);
        Assert.Equal(
            [(Ana, 180, 200, DelayEnd.HandedOver), (Ben, 200, 230, DelayEnd.HandedOver), (null, 230, 250, DelayEnd.HandedOver), (null, 250, 300, DelayEnd.Answered)],
            await _desk.PartsAsync(ticket));
        Assert.Equal([_desk.Support, _desk.Support, _desk.Support, sales], (await _desk.DelaysAsync(ticket)).Select(d => d.DepartmentId));
        Assert.Equal([20, 30, 20, 50], (await _desk.DelaysAsync(ticket)).Select(d => d.Seconds!.Value));
    }

    [Fact]
    public async Task A_ticket_that_goes_to_somebody_while_its_delay_begins_is_passed_on_with_it()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(179);
        var saved = await _desk.Desk.RunAsync<IServiceProvider, Result>(_desk.Desk.Admin, async services =>
        {
            var mine = (await services.GetRequiredService<ITicketStore>().FindAsync(ticket.Id, default))!;
            await _desk.AtAsync(190);
            mine.AssignTo(Ben, null, MoveCause.Assigned);
            return await services.GetRequiredService<IUnitOfWork>().SaveAsync(default);
        });
        Assert.Null(saved.Error);
        Assert.Equal([(null, 180, 190, DelayEnd.HandedOver), (Ben, 190, null, null)], await _desk.PartsAsync(ticket));
    }

    [Fact]
    public async Task A_delay_that_was_decided_while_somebody_answered_does_not_begin()
    {
        var ticket = await _desk.WritesAsync();
        var saved = await _desk.Desk.RunAsync<IServiceProvider, Result>(Actor.System(_desk.Desk.Tenant), async services =>
        {
            var waits = services.GetRequiredService<IWaits>();
            var wait = (await waits.FindAsync(ticket.Id, default))!;
            await _desk.RepliesAsync(_desk.Ana, ticket);
            waits.Begin(DelayEvent.Begin(services.GetRequiredService<IIdSource>().Next(), wait, _desk.Opened.AddSeconds(180)), wait);
            return await services.GetRequiredService<IUnitOfWork>().SaveAsync(default);
        });
        Assert.Equal(SaveErrors.Conflict, saved.Error);
        Assert.Empty(await _desk.DelaysAsync(ticket));
    }

    [Fact]
    public async Task Its_beginning_and_end_are_told_to_lists_and_counts()
    {
        var told = new ConcurrentQueue<LiveUpdate>();
        var ticket = await _desk.WritesAsync();
        await _desk.Desk.Given.LiveSettledAsync(_desk.Desk.Tenant);
        using var subscription = _desk.Desk.Services.GetRequiredService<ILiveFeed>().SubscribeAll(told.Enqueue);
        await _desk.AtAsync(180);
        Assert.Equal((true, 1), await SeenAsync());
        await _desk.Desk.Given.LiveSettledAsync(_desk.Desk.Tenant);
        Assert.Equal(ticket.Id.Value, Assert.Single(told, update => update.Kind == LiveKind.TicketChanged).Id);
        told.Clear();
        await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.Desk.Given.LiveSettledAsync(_desk.Desk.Tenant);
        Assert.Contains(told, update => update.Kind == LiveKind.TicketChanged && update.Id == ticket.Id.Value);
        Assert.Equal((false, 0), await SeenAsync());

        async Task<(bool Listed, int Counted)> SeenAsync()
        {
            var list = await _desk.Desk.RunAsync<ITicketQueries, Slice<TicketRow, TicketCursor>>(_desk.Ana, q => q.ListAsync(TicketView.Delayed, null, 10, default));
            var held = await _desk.Desk.RunAsync<ITicketQueries, HeldCounts>(Actor.System(_desk.Desk.Tenant), q => q.HeldAsync(default));
            return (list.Rows.Any(row => row.Id == ticket.Id && row.IsIn(TicketView.Delayed, Ana)), held.For(_desk.Ana).Delayed);
        }
    }

    [Fact]
    public async Task A_row_knows_when_it_will_be_due_so_that_its_clock_turns_by_itself()
    {
        var ticket = await _desk.WritesAsync();
        Assert.Equal((_desk.Opened.AddSeconds(180), null), await ClockAsync());
        await _desk.AtAsync(180);
        Assert.Equal((null, _desk.Opened.AddSeconds(180)), await ClockAsync());
        await _desk.RepliesAsync(_desk.Ana, ticket);
        Assert.Equal((null, null), await ClockAsync());

        async Task<(DateTimeOffset?, DateTimeOffset?)> ClockAsync()
        {
            var row = await _desk.Desk.RunAsync<ITicketQueries, TicketRow?>(_desk.Ana, q => q.RowAsync(ticket.Id, default));
            return (row!.DueAt, row.DelayedSince);
        }
    }

    [Fact]
    public async Task A_quick_chat_leaves_few_moments_to_look_at()
    {
        var ticket = await _desk.WritesAsync();
        for (var turn = 1; turn <= 30; turn++)
        {
            await _desk.AtAsync(turn * 20);
            await _desk.RepliesAsync(_desk.Ana, ticket);
            await _desk.WritesAsync();
        }

        // One of each turn of the last three minutes.
        Assert.InRange(await _desk.Desk.LookAsync(db => db.Deadlines.CountAsync(d => d.Kind == DeadlineKind.Delay && !d.Finished)), 1, 9);
        Assert.Empty(await _desk.DelaysAsync(ticket));
    }
}
