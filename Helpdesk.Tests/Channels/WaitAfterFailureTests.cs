using Helpdesk.Core.Conversations;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Xunit;

namespace Helpdesk.Tests.Channels;

/// <summary>A reply that finally fails lets the customer wait on, since the beginning (DECISIONS 9).</summary>
public sealed class WaitAfterFailureTests : IAsyncLifetime
{
    private DoubleDesk _desk = null!;

    private TestDesk Desk => _desk.Desk;

    public async Task InitializeAsync() => _desk = await DoubleDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task When_two_replies_in_a_row_fail_the_customer_waits_again_since_the_beginning()
    {
        _desk.Faults.InternalError = true;
        var ticket = await _desk.WritesAsync();
        await Desk.ReplyAsync(_desk.Ana, ticket, "one");
        await Desk.ReplyAsync(_desk.Ana, ticket, "two");
        for (var i = 0; i < 8; i++) await _desk.LaterAsync(TimeSpan.FromSeconds(40));
        Assert.Equal(2, (await Desk.FailuresAsync()).Sends.Count);
        Assert.Equal((WaitingOn.Agent, ticket.WaitingSince), await WaitAsync());
    }

    [Fact]
    public async Task A_follow_up_that_fails_does_not_make_an_answered_customer_wait()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AnswersAsync(ticket, "one");
        _desk.Faults.InternalError = true;
        await _desk.AnswersAsync(ticket, "two");
        for (var i = 0; i < 4; i++) await _desk.LaterAsync(TimeSpan.FromSeconds(40));
        Assert.Single((await Desk.FailuresAsync()).Sends);
        Assert.Equal((WaitingOn.Customer, null), await WaitAsync());
    }

    [Fact]
    public async Task A_rejection_told_by_an_ack_fails_the_reply_and_the_wait_goes_on()
    {
        var ticket = await _desk.WritesAsync();
        var reply = await _desk.AnswersAsync(ticket);
        await _desk.TakeWebhooksAsync();
        await Desk.HearsAsync(Webhook.Ack((await _desk.MessageAsync(reply)).ExternalId!, -1));
        Assert.Equal((DeliveryState.Failed, "rejected"), ((await _desk.MessageAsync(reply)).Delivery, (await _desk.MessageAsync(reply)).FailureCode));
        Assert.Equal((WaitingOn.Agent, ticket.WaitingSince), await WaitAsync());
    }

    private async Task<(WaitingOn, DateTimeOffset?)> WaitAsync()
    {
        var ticket = await Desk.TicketAsync();
        return (ticket.WaitingOn, ticket.WaitingSince);
    }
}
