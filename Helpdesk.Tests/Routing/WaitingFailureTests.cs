using Helpdesk.Core.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>A reply that finally fails has answered nobody: wait, delay and reply time are as if it had never been written (DECISIONS 9).</summary>
public sealed class WaitingFailureTests : IAsyncLifetime
{
    private WaitingDesk _desk = null!;

    private AgentId Ana => _desk.Ana.Agent!.Value;

    private AgentId Ben => _desk.Ben.Agent!.Value;

    public async Task InitializeAsync() => _desk = await WaitingDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task The_delay_it_had_ended_goes_on_from_its_original_time()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.GiveAsync(ticket, _desk.Ana);
        await _desk.AtAsync(200);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.AtAsync(260);
        await _desk.FailsAsync(reply);
        Assert.Equal(180, await _desk.DelayedAsync(ticket));
        Assert.Equal([(Ana, 180, null, null)], await _desk.PartsAsync(ticket));
        await _desk.AtAsync(300);
        await _desk.RepliesAsync(_desk.Ana, ticket);
        Assert.Equal([(Ana, 180, 300, DelayEnd.Answered)], await _desk.PartsAsync(ticket));
    }

    [Fact]
    public async Task A_wait_that_became_too_long_meanwhile_is_delayed_since_it_was()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(100);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.AtAsync(250);
        await _desk.FailsAsync(reply);
        // Who answers what nobody holds, takes it where there is room: here nobody is online, so all of it stays the queue's.
        Assert.Equal(180, await _desk.DelayedAsync(ticket));
        Assert.Equal(180, (await _desk.PartsAsync(ticket))[0].From);
    }

    [Fact]
    public async Task A_wait_that_is_not_too_long_yet_is_looked_at_when_it_is()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(50);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.AtAsync(100);
        await _desk.FailsAsync(reply);
        await _desk.AtAsync(179);
        Assert.Null(await _desk.DelayedAsync(ticket));
        await _desk.AtAsync(180);
        Assert.Equal(180, await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task Who_held_it_between_reply_and_failure_has_their_part()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.GiveAsync(ticket, _desk.Ana);
        await _desk.AtAsync(190);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.AtAsync(220);
        await _desk.GiveAsync(ticket, _desk.Ben);
        await _desk.AtAsync(240);
        await _desk.FailsAsync(reply);
        await _desk.AtAsync(250);
        await _desk.RepliesAsync(_desk.Ben, ticket);
        Assert.Equal([(Ana, 180, 220, DelayEnd.HandedOver), (Ben, 220, 250, DelayEnd.Answered)], await _desk.PartsAsync(ticket));
    }

    [Fact]
    public async Task What_began_for_a_later_message_is_part_of_it()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.GiveAsync(ticket, _desk.Ana);
        await _desk.AtAsync(200);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.AtAsync(210);
        await _desk.WritesAsync();
        await _desk.AtAsync(400);
        Assert.Equal(390, await _desk.DelayedAsync(ticket));
        await _desk.FailsAsync(reply);
        Assert.Equal([(Ana, 180, null, null)], await _desk.PartsAsync(ticket));
        Assert.Equal(180, await _desk.DelayedAsync(ticket));
    }

    [Fact]
    public async Task A_failure_told_twice_changes_nothing_more()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(200);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.FailsAsync(reply);
        var once = await _desk.PartsAsync(ticket);
        await _desk.FailsAsync(reply);
        Assert.Equal(once, await _desk.PartsAsync(ticket));
    }

    [Fact]
    public async Task A_ticket_that_was_done_in_between_begins_its_delay_anew()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(200);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.ResolveAsync(ticket);
        await _desk.AtAsync(300);
        await _desk.ReopenAsync(ticket);
        await _desk.AtAsync(400);
        await _desk.FailsAsync(reply);
        Assert.Equal(400, await _desk.DelayedAsync(ticket));
        Assert.Equal([(180, 200, DelayEnd.Answered), (400, null, null)], (await _desk.PartsAsync(ticket)).Select(p => (p.From, p.To, p.End)));
    }

    [Fact]
    public async Task It_takes_its_reply_time_back_and_the_next_is_the_first()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(40);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        Assert.Equal([(Ana, true, 40L)], await _desk.SecondsAsync(ticket));
        await _desk.FailsAsync(reply);
        Assert.Empty(await _desk.TimesAsync(ticket));
        Assert.Null((await _desk.NowAsync(ticket)).FirstResponseAt);
        await _desk.AtAsync(90);
        await _desk.RepliesAsync(_desk.Ben, ticket);
        Assert.Equal([(Ben, true, 90L)], await _desk.SecondsAsync(ticket));
        Assert.Equal(_desk.Opened.AddSeconds(90), (await _desk.NowAsync(ticket)).FirstResponseAt);
    }

    [Fact]
    public async Task Where_a_second_reply_stands_that_one_has_answered()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(40);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.AtAsync(60);
        await _desk.RepliesAsync(_desk.Ben, ticket);
        await _desk.FailsAsync(reply);
        Assert.Equal([(Ben, true, 60L)], await _desk.SecondsAsync(ticket));
        Assert.Null((await _desk.NowAsync(ticket)).WaitingSince);
    }

    [Fact]
    public async Task When_the_first_fails_an_answer_to_a_later_message_is_the_first()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(40);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.AtAsync(50);
        await _desk.WritesAsync();
        await _desk.AtAsync(60);
        await _desk.RepliesAsync(_desk.Ben, ticket);
        await _desk.FailsAsync(reply);
        Assert.Equal([(Ben, true, 10L)], await _desk.SecondsAsync(ticket));
        Assert.Equal(_desk.Opened.AddSeconds(60), (await _desk.NowAsync(ticket)).FirstResponseAt);
    }

    [Fact]
    public async Task Sent_again_it_answers_at_that_moment()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(200);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.FailsAsync(reply);
        await _desk.AtAsync(300);
        Assert.Null((await _desk.Desk.RunAsync<RetrySend, Result>(_desk.Ana, u => u.ExecuteAsync(reply, default))).Error);
        Assert.Null(await _desk.DelayedAsync(ticket));
        Assert.Equal([(Ana, true, 300L)], await _desk.SecondsAsync(ticket));
        Assert.Equal((300, DelayEnd.Answered), ((await _desk.PartsAsync(ticket))[^1].To, (await _desk.PartsAsync(ticket))[^1].End));
    }

    [Fact]
    public async Task Given_up_by_the_send_queue_itself_it_resumes_wait_and_delay()
    {
        await using var desk = await DoubleDesk.StartAsync();
        var ticket = await desk.WritesAsync();
        desk.Desk.Clock.Advance(TimeSpan.FromMinutes(4));
        await desk.Desk.TickAsync();
        desk.Faults.InternalError = true;
        await desk.AnswersAsync(ticket);
        Assert.Null((await desk.Desk.TicketAsync()).DelayedSince);
        for (var i = 0; i < 4; i++) await desk.LaterAsync(TimeSpan.FromSeconds(40));
        Assert.Single((await desk.Desk.FailuresAsync()).Sends);
        Assert.Equal(ticket.WaitingSince + TimeSpan.FromMinutes(3), (await desk.Desk.TicketAsync()).DelayedSince);
        Assert.Empty(await desk.Desk.LookAsync(db => db.ReplyTimes.ToListAsync()));
    }
}
