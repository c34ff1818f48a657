using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Conversations;

/// <summary>Replies, notes, drafts and read positions, on a real database.</summary>
public sealed class ReplyTests : IAsyncLifetime
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
    public async Task The_same_reply_sent_twice_at_once_is_one_message_and_one_send()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _desk.ReplyAsync(_ana, _ticket, "hello", "client-0001", seen: 99)));
        Assert.Single(answers.Select(a => a.Value).Distinct());
        Assert.Single(await _desk.MessagesAsync(MessageKind.Reply));
        Assert.Equal(1, await _desk.LookAsync(db => db.QueuedSends.CountAsync()));
    }

    [Fact]
    public async Task A_queued_reply_ends_the_wait_and_takes_and_opens_the_ticket()
    {
        await _desk.ReplyAsync(_ana, _ticket, "hello");
        var ticket = await _desk.TicketAsync();
        Assert.Equal((WaitingOn.Customer, null, TicketStatus.Open, _ana.Agent), (ticket.WaitingOn, ticket.WaitingSince, ticket.Status, ticket.AssigneeId));
        Assert.Equal((Now, "hello", LastSpeaker.Agent), (ticket.FirstResponseAt, ticket.LastLine, ticket.LastSpeaker));
    }

    [Fact]
    public async Task A_reply_that_has_not_seen_the_customers_last_message_is_refused_and_can_be_sent_anyway()
    {
        var seen = _ticket.LastSequence;
        await _desk.HearsAsync(Webhook.Text("K2", "and another thing", Now));
        Assert.Equal(MessageErrors.StaleReply, (await _desk.ReplyAsync(_ana, _ticket, "hello", "client-0001", seen)).Error);
        Assert.Empty(await _desk.MessagesAsync(MessageKind.Reply));
        Assert.Equal(0, await _desk.LookAsync(db => db.QueuedSends.CountAsync()));
        var anyway = new ReplyRequest(_ticket.Id, "hello", "client-0001", seen, SendAnyway: true);
        Assert.Null((await _desk.RunAsync<SendReply, Result<MessageId>>(_ana, u => u.ExecuteAsync(anyway, default))).Error);
    }

    [Fact]
    public async Task A_reply_that_has_not_seen_a_colleagues_reply_is_refused()
    {
        var seen = (await _desk.TicketAsync()).LastSequence;
        Assert.Null((await _desk.ReplyAsync(_ana, _ticket, "I will look", seen: seen)).Error);
        Assert.Equal(MessageErrors.StaleReply, (await _desk.ReplyAsync(_ben, _ticket, "hello", seen: seen)).Error);
    }

    [Fact]
    public async Task Own_replies_notes_and_events_make_no_reply_stale()
    {
        var seen = (await _desk.TicketAsync()).LastSequence;
        Assert.Null((await _desk.ReplyAsync(_ana, _ticket, "one", seen: seen)).Error);
        await _desk.RunAsync<AddNote, Result<MessageId>>(_ben, u => u.ExecuteAsync(_ticket.Id, "careful", "client-note", default));
        await _desk.RunAsync<PrioritiseTicket, Result>(_ben, u => u.ExecuteAsync(_ticket.Id, TicketPriority.Urgent, default));
        Assert.Null((await _desk.ReplyAsync(_ana, _ticket, "two", seen: seen)).Error);
    }

    [Fact]
    public async Task A_closed_ticket_takes_no_reply()
    {
        await _desk.RunAsync<CloseTicket, Result>(_ana, u => u.ExecuteAsync(_ticket.Id, 99, default));
        Assert.Equal(TicketErrors.Closed, (await _desk.ReplyAsync(_ana, _ticket, "hello")).Error);
    }

    [Fact]
    public async Task Sending_clears_the_senders_reply_draft_only()
    {
        await KeepAsync(_ana, DraftKind.Reply, "half a thou");
        await KeepAsync(_ana, DraftKind.Note, "a note");
        await KeepAsync(_ben, DraftKind.Reply, "Ben's");
        await _desk.ReplyAsync(_ana, _ticket, "half a thought");
        Assert.Equal(["", "a note", "Ben's"], [await ReadAsync(_ana, DraftKind.Reply), await ReadAsync(_ana, DraftKind.Note), await ReadAsync(_ben, DraftKind.Reply)]);
    }

    [Fact]
    public async Task A_refused_reply_leaves_its_draft()
    {
        await KeepAsync(_ana, DraftKind.Reply, "hello");
        Assert.False((await _desk.ReplyAsync(_ana, _ticket, "hello", seen: 0)).Succeeded);
        Assert.Equal("hello", await ReadAsync(_ana, DraftKind.Reply));
    }

    [Fact]
    public async Task A_note_is_written_once_reaches_no_customer_and_leaves_the_wait()
    {
        for (var i = 0; i < 2; i++)
            Assert.Null((await _desk.RunAsync<AddNote, Result<MessageId>>(_ana, u => u.ExecuteAsync(_ticket.Id, "VIP", "client-note", default))).Error);
        Assert.Single(await _desk.MessagesAsync(MessageKind.Note));
        Assert.Equal(0, await _desk.LookAsync(db => db.QueuedSends.CountAsync()));
        Assert.Equal(WaitingOn.Agent, (await _desk.TicketAsync()).WaitingOn);
    }

    [Fact]
    public async Task Reading_moves_forward_only_and_never_past_the_thread()
    {
        Assert.True((await MarkAsync(_ana, 999)).Succeeded);
        Assert.True((await MarkAsync(_ana, 1)).Succeeded);
        var position = await _desk.LookAsync(db => db.ReadPositions.SingleAsync());
        Assert.Equal((await _desk.TicketAsync()).LastSequence, position.Sequence);
        Assert.Equal(position.Sequence, (await _desk.TicketAsync()).ReadByAnySequence);
    }

    [Fact]
    public async Task Two_tabs_of_one_member_that_read_at_once_are_one_position()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MarkAsync(_ana, 2)));
        Assert.All(both, result => Assert.True(result.Succeeded));
        Assert.Equal(1, await _desk.LookAsync(db => db.ReadPositions.CountAsync()));
    }

    [Fact]
    public async Task Only_the_assignees_reading_is_told_to_the_customer()
    {
        await _desk.RunAsync<ClaimTicket, Result>(_ana, u => u.ExecuteAsync(_ticket.Id, default));
        await _desk.WorkOutboxAsync();
        await MarkAsync(_ben, 2);
        Assert.Equal(0, await _desk.LookAsync(db => db.OutboxRows.CountAsync()));
        await MarkAsync(_ana, 2);
        Assert.Equal("AssigneeRead:TellSeenOnRead", (await _desk.LookAsync(db => db.OutboxRows.SingleAsync())).Reaction);
    }

    [Fact]
    public async Task The_wait_since_the_first_unanswered_message_is_kept_over_the_next_ones()
    {
        await _desk.ReplyAsync(_ana, _ticket, "hello");
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await _desk.HearsAsync(Webhook.Text("K2", "thanks, but", Now));
        var since = Now;
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await _desk.HearsAsync(Webhook.Text("K3", "one more", Now));
        Assert.Equal(since, (await _desk.TicketAsync()).WaitingSince);
    }

    private Task<Result> MarkAsync(Actor reader, long sequence) => _desk.RunAsync<MarkRead, Result>(reader, u => u.ExecuteAsync(_ticket.Id, sequence, default));

    private Task KeepAsync(Actor writer, DraftKind kind, string text) => _desk.RunAsync<IDraftStore, bool>(writer, async s =>
    {
        await s.KeepAsync(_ticket.Id, kind, text, default);
        return true;
    });

    private Task<string> ReadAsync(Actor writer, DraftKind kind) => _desk.RunAsync<IDraftStore, string>(writer, s => s.ReadAsync(_ticket.Id, kind, default));
}
