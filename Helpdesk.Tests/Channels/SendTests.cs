using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Xunit;

namespace Helpdesk.Tests.Channels;

/// <summary>The send queue against each trap of the provider (DECISIONS 7): every reply leaves once, or ends where somebody sees it.</summary>
public sealed class SendTests : IAsyncLifetime
{
    private DoubleDesk _desk = null!;

    private TestDesk Desk => _desk.Desk;

    public async Task InitializeAsync() => _desk = await DoubleDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_reply_leaves_once_and_its_acks_are_shown()
    {
        _desk.Mona.AutoAcks = AutoAcks.Read;
        var reply = await _desk.AnswersAsync(await _desk.WritesAsync());
        Assert.Equal(DeliveryState.Sent, (await _desk.MessageAsync(reply)).Delivery);
        await _desk.TakeWebhooksAsync();
        Assert.Equal(DeliveryState.Read, (await _desk.MessageAsync(reply)).Delivery);
        Assert.Equal(["hello"], _desk.Arrived);
    }

    [Fact]
    public async Task A_disconnected_session_pauses_the_number_counts_no_try_and_the_reply_leaves_later()
    {
        _desk.Faults.Next(Fault.DisconnectedOnSend, 1);
        var reply = await _desk.AnswersAsync(await _desk.WritesAsync());
        Assert.Equal(1, _desk.Faults.Observed(Fault.DisconnectedOnSend));
        Assert.Equal("disconnected", (await AccountAsync()).PauseReason);
        Assert.Equal(0, (await SendOfAsync(reply)).Attempts);
        await _desk.LaterAsync(TimeSpan.FromSeconds(5));
        Assert.Equal((DeliveryState.Sent, null), ((await _desk.MessageAsync(reply)).Delivery, (await AccountAsync()).PauseReason));
    }

    [Fact]
    public async Task A_number_that_stays_away_is_probed_with_growing_waits_and_nothing_is_given_up()
    {
        var ticket = await _desk.WritesAsync();
        _desk.Session.Disconnect();
        var reply = await _desk.AnswersAsync(ticket);
        for (var i = 0; i < 12; i++) await _desk.LaterAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((0, DeliveryState.Queued), ((await SendOfAsync(reply)).Attempts, (await _desk.MessageAsync(reply)).Delivery));
        Assert.Equal(ChannelState.Disconnected, (await AccountAsync()).State);
        _desk.Session.Connect();
        await _desk.LaterAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(["hello"], _desk.Arrived);
    }

    [Fact]
    public async Task An_unreachable_server_pauses_the_number_and_counts_no_try()
    {
        await using var alone = await TestDesk.StartAsync("http://127.0.0.1:1");
        await alone.HearsAsync(Webhook.Text("K1", "hi", alone.Clock.GetUtcNow()));
        Assert.Null((await alone.ReplyAsync(alone.Admin, await alone.TicketAsync(), "hello")).Error);
        await alone.WorkSendsAsync();
        var send = await alone.LookAsync(db => db.QueuedSends.SingleAsync());
        Assert.Equal((0, false, null), (send.Attempts, send.Finished, send.CalledAt));
        Assert.Equal("unreachable", (await alone.LookAsync(db => db.ChannelAccounts.SingleAsync())).PauseReason);
    }

    [Fact]
    public async Task An_empty_201_is_no_success_and_is_tried_again()
    {
        _desk.Faults.Next(Fault.RespondWithEmptyResponse, 1);
        var reply = await _desk.AnswersAsync(await _desk.WritesAsync());
        Assert.Equal((1, DeliveryState.Queued), ((await SendOfAsync(reply)).Attempts, (await _desk.MessageAsync(reply)).Delivery));
        await _desk.LaterAsync(TimeSpan.FromSeconds(6));
        Assert.Equal(["hello"], _desk.Arrived);
        Assert.Equal(DeliveryState.Sent, (await _desk.MessageAsync(reply)).Delivery);
    }

    [Fact]
    public async Task A_400_after_which_the_message_left_all_the_same_is_a_success_and_arrives_once()
    {
        _desk.Faults.Next(Fault.SendThenFail400, 1);
        var reply = await _desk.AnswersAsync(await _desk.WritesAsync());
        await _desk.LaterAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(1, _desk.Faults.Observed(Fault.SendThenFail400));
        Assert.Equal(DeliveryState.Sent, (await _desk.MessageAsync(reply)).Delivery);
        Assert.Equal(["hello"], _desk.Arrived);
    }

    [Fact]
    public async Task A_number_that_does_not_exist_fails_at_once_and_the_wait_goes_on()
    {
        var ticket = await _desk.WritesAsync();
        _desk.Faults.Clear();
        _desk.Session.DoesNotExist("201009999999");
        await MoveCustomerAsync(ticket, "201009999999");
        var reply = await _desk.AnswersAsync(ticket);
        var message = await _desk.MessageAsync(reply);
        Assert.Equal((DeliveryState.Failed, "no-such-number"), (message.Delivery, message.FailureCode));
        Assert.Equal((WaitingOn.Agent, ticket.WaitingSince), await WaitAsync());
        Assert.Equal(reply, Assert.Single((await Desk.FailuresAsync()).Sends).Message);
    }

    [Fact]
    public async Task The_same_words_again_to_a_number_that_is_gone_are_not_taken_for_the_first_ones()
    {
        var provider = new Mock<IChannelSender>();
        await using var alone = await TestDesk.StartAsync(services: s => s.AddTransient(_ => provider.Object));
        await alone.HearsAsync(Webhook.Text("K1", "hi", alone.Clock.GetUtcNow()));
        provider.SetupSequence(p => p.SendAsync(It.IsAny<OutboundMessage>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(SendOutcome.Taken("FIRST")).ReturnsAsync(SendOutcome.Not(SendFate.Refused, SendOutcome.NoSuchNumber));
        provider.Setup(p => p.FindSentAsync(It.IsAny<OutboundMessage>(), It.IsAny<CancellationToken>())).ReturnsAsync(["FIRST"]);
        for (var i = 0; i < 2; i++)
        {
            await alone.ReplyAsync(alone.Admin, await alone.TicketAsync(), "hello?");
            await alone.WorkSendsAsync();
        }

        Assert.Equal([DeliveryState.Sent, DeliveryState.Failed], (await alone.MessagesAsync(MessageKind.Reply)).Select(m => m.Delivery));
    }

    [Fact]
    public async Task An_error_while_connected_is_the_messages_own_and_after_three_tries_it_fails_visibly()
    {
        _desk.Faults.InternalError = true;
        var ticket = await _desk.WritesAsync();
        var reply = await _desk.AnswersAsync(ticket);
        Assert.Equal((WaitingOn.Customer, null), await WaitAsync());
        await _desk.LaterAsync(TimeSpan.FromSeconds(7));
        Assert.Equal(2, _desk.Faults.Observed(Fault.InternalError));
        await _desk.LaterAsync(TimeSpan.FromSeconds(37));
        var message = await _desk.MessageAsync(reply);
        Assert.Equal((DeliveryState.Failed, "provider-error", 3), (message.Delivery, message.FailureCode, _desk.Faults.Observed(Fault.InternalError)));
        Assert.Equal((WaitingOn.Agent, ticket.WaitingSince), await WaitAsync());
        Assert.Equal(reply, Assert.Single((await Desk.FailuresAsync()).Sends).Message);
    }

    [Fact]
    public async Task A_failed_reply_leaves_when_a_person_tries_again()
    {
        _desk.Faults.InternalError = true;
        var reply = await _desk.AnswersAsync(await _desk.WritesAsync());
        await _desk.LaterAsync(TimeSpan.FromSeconds(7));
        await _desk.LaterAsync(TimeSpan.FromSeconds(37));
        _desk.Faults.Clear();
        Assert.True((await Desk.RunAsync<RetrySend, Result>(_desk.Ana, u => u.ExecuteAsync(reply, default))).Succeeded);
        await Desk.WorkSendsAsync();
        Assert.Equal(["hello"], _desk.Arrived);
        Assert.Empty((await Desk.FailuresAsync()).Sends);
        Assert.Equal((WaitingOn.Customer, null), await WaitAsync());
    }

    [Fact]
    public async Task Three_chats_failing_in_a_row_pause_the_number()
    {
        _desk.Faults.InternalError = true;
        for (var i = 0; i < 3; i++)
        {
            var phone = _desk.Session.Phone($"20100000000{i}", $"C{i}");
            await _desk.AnswersAsync(await _desk.WritesAsync(phone));
        }

        Assert.Equal(("chats-failing", 3), ((await AccountAsync()).PauseReason, (await AccountAsync()).FailingChats));
        _desk.Faults.Clear();
        await _desk.LaterAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((3, null), (_desk.Arrived.Count, (await AccountAsync()).PauseReason));
    }

    [Fact]
    public async Task While_one_reply_of_a_chat_is_tried_again_the_next_waits_and_other_chats_go_on()
    {
        var ticket = await _desk.WritesAsync();
        var other = await _desk.WritesAsync(_desk.Session.Phone("201005555555", "Omar"));
        _desk.Faults.Next(Fault.InternalError, 1);
        await _desk.AnswersAsync(ticket, "first");
        await _desk.AnswersAsync(ticket, "second");
        await _desk.AnswersAsync(other, "elsewhere");
        Assert.Equal(["elsewhere"], _desk.Arrived);
        await _desk.LaterAsync(TimeSpan.FromSeconds(6));
        Assert.Equal(["elsewhere", "first", "second"], _desk.Arrived);
    }

    [Fact]
    public async Task After_a_final_failure_the_next_reply_of_the_chat_goes_on()
    {
        var ticket = await _desk.WritesAsync();
        _desk.Faults.Next(Fault.InternalError, 3);
        await _desk.AnswersAsync(ticket, "first");
        await _desk.AnswersAsync(ticket, "second");
        await _desk.LaterAsync(TimeSpan.FromSeconds(6));
        await _desk.LaterAsync(TimeSpan.FromSeconds(36));
        Assert.Equal(["second"], _desk.Arrived);
    }

    [Fact]
    public async Task A_crash_between_the_stamp_and_the_answer_settles_and_never_sends_again()
    {
        var ticket = await _desk.WritesAsync();
        var reply = await Desk.ReplyAsync(_desk.Ana, ticket, "hello");
        await StampAsync(reply.Value);
        await _desk.Session.SendFromBusinessPhoneAsync(Webhook.Mona, "hello");
        await Desk.WorkSendsAsync();
        var message = await _desk.MessageAsync(reply.Value);
        Assert.Equal((DeliveryState.Sent, _desk.Double.Received[0].Key), (message.Delivery, message.ExternalId));
        Assert.Single(_desk.Arrived);
    }

    [Fact]
    public async Task A_crash_before_the_message_left_stays_unknown_until_a_person_decides()
    {
        var reply = await Desk.ReplyAsync(_desk.Ana, await _desk.WritesAsync(), "hello");
        await StampAsync(reply.Value);
        await Desk.WorkSendsAsync();
        await _desk.LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal((DeliveryState.Unknown, SendSettlement.NotThere), ((await _desk.MessageAsync(reply.Value)).Delivery, (await _desk.MessageAsync(reply.Value)).FailureCode));
        Assert.Empty(_desk.Arrived);
        Assert.Equal(DeliveryState.Unknown, Assert.Single((await Desk.FailuresAsync()).Sends).State);
    }

    [Fact]
    public async Task An_html_error_is_the_servers_fault_and_counts_no_try()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AnswersAsync(ticket, "first, for the token");
        _desk.Faults.HtmlErrors = true;
        var reply = await _desk.AnswersAsync(ticket);
        Assert.True(_desk.Faults.Observed(Fault.HtmlErrors) > 0);
        Assert.Equal(("unavailable", 0), ((await AccountAsync()).PauseReason, (await SendOfAsync(reply)).Attempts));
    }

    [Fact]
    public async Task No_more_leave_in_a_minute_than_the_number_may_send()
    {
        await using var slow = await DoubleDesk.StartAsync(perMinute: 20);
        var ticket = await slow.WritesAsync();
        for (var i = 0; i < 25; i++) Assert.Null((await slow.Desk.ReplyAsync(slow.Ana, ticket, $"{i}")).Error);
        await slow.Desk.WorkSendsAsync();
        Assert.Equal(20, slow.Arrived.Count);
        await slow.LaterAsync(TimeSpan.FromSeconds(59));
        Assert.Equal(20, slow.Arrived.Count);
        await slow.LaterAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"{i}"), slow.Arrived);
    }

    private Task<ChannelAccount> AccountAsync() => Desk.LookAsync(db => db.ChannelAccounts.AsNoTracking().SingleAsync());

    private Task<QueuedSend> SendOfAsync(MessageId id) => Desk.LookAsync(db => db.QueuedSends.AsNoTracking().SingleAsync(s => s.MessageId == id));

    private async Task<(WaitingOn, DateTimeOffset?)> WaitAsync()
    {
        var ticket = await Desk.TicketAsync();
        return (ticket.WaitingOn, ticket.WaitingSince);
    }

    private Task<int> MoveCustomerAsync(Ticket ticket, string phone) => Desk.LookAsync(db =>
        db.CustomerIdentities.Where(i => i.CustomerId == ticket.CustomerId).ExecuteUpdateAsync(set => set.SetProperty(i => i.Value, phone)));

    // What a process leaves that dies after the stamp.
    private Task<int> StampAsync(MessageId id)
    {
        var now = Desk.Clock.GetUtcNow();
        return Desk.LookAsync(db => db.QueuedSends.Where(s => s.MessageId == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.CalledAt, now)));
    }
}
