using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Xunit;

namespace Helpdesk.Tests.Channels;

/// <summary>Sends whose answer never came: settled by reading the chat back, never sent again by themselves (DECISIONS 7).</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private DoubleDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await DoubleDesk.StartAsync(new() { ["Work:SendTimeout"] = "00:00:02" });

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_message_that_left_before_the_timeout_is_found_in_the_chat_and_arrives_once()
    {
        _desk.Faults.Next(Fault.SendThenTimeOut, 1);
        var reply = await _desk.AnswersAsync(await _desk.WritesAsync());
        Assert.Equal(1, _desk.Faults.Observed(Fault.SendThenTimeOut));
        Assert.Equal(DeliveryState.Unknown, (await _desk.MessageAsync(reply)).Delivery);
        await _desk.LaterAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(DeliveryState.Sent, (await _desk.MessageAsync(reply)).Delivery);
        await _desk.LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal(["hello"], _desk.Arrived);
    }

    [Fact]
    public async Task Its_echo_settles_it_before_the_chat_is_read()
    {
        _desk.Double.OnSelfMessage = true;
        _desk.Faults.Next(Fault.SendThenTimeOut, 1);
        var reply = await _desk.AnswersAsync(await _desk.WritesAsync());
        await _desk.TakeWebhooksAsync();
        // The echo waits while the send of its chat is on its way; the settlement ends that.
        await _desk.LaterAsync(TimeSpan.FromSeconds(5));
        await _desk.Desk.WorkJournalAsync();
        Assert.True((await _desk.MessageAsync(reply)).Delivery >= DeliveryState.Sent);
        Assert.Single(await _desk.Desk.MessagesAsync(MessageKind.Reply));
        Assert.Equal(["hello"], _desk.Arrived);
    }

    [Fact]
    public async Task A_message_that_never_left_stays_unknown_until_a_person_sends_it_again()
    {
        _desk.Faults.Next(Fault.TimeOutWithoutSending, 1);
        var reply = await _desk.AnswersAsync(await _desk.WritesAsync());
        await _desk.LaterAsync(TimeSpan.FromSeconds(5));
        await _desk.LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal(1, _desk.Faults.Observed(Fault.TimeOutWithoutSending));
        Assert.Equal((DeliveryState.Unknown, SendSettlement.NotThere), ((await _desk.MessageAsync(reply)).Delivery, (await _desk.MessageAsync(reply)).FailureCode));
        Assert.Equal(reply, Assert.Single((await _desk.Desk.FailuresAsync()).Sends).Message);
        var found = await _desk.Desk.RunAsync<CheckSend, Result<bool>>(_desk.Ana, u => u.ExecuteAsync(reply, default));
        Assert.False(found.Value);
        await _desk.Desk.RunAsync<RetrySend, Result>(_desk.Ana, u => u.ExecuteAsync(reply, default));
        await _desk.Desk.WorkSendsAsync();
        Assert.Equal(["hello"], _desk.Arrived);
    }

    [Fact]
    public async Task While_the_fate_of_one_reply_is_open_the_next_of_the_chat_waits()
    {
        _desk.Faults.Next(Fault.SendThenTimeOut, 1);
        var ticket = await _desk.WritesAsync();
        await _desk.AnswersAsync(ticket, "first");
        await _desk.AnswersAsync(ticket, "second");
        Assert.Equal(["first"], _desk.Arrived);
        await _desk.LaterAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(["first", "second"], _desk.Arrived);
    }
}
