using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Xunit;

namespace Helpdesk.Tests.Conversations;

/// <summary>A message's own rules: content only grows, delivery never goes back.</summary>
public sealed class MessageTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(MessageContent.Ciphertext, MessageContent.Full, true)]
    [InlineData(MessageContent.Ciphertext, MessageContent.PreviewOnly, true)]
    [InlineData(MessageContent.PreviewOnly, MessageContent.Full, true)]
    [InlineData(MessageContent.PreviewOnly, MessageContent.Ciphertext, false)]
    [InlineData(MessageContent.Full, MessageContent.Ciphertext, false)]
    [InlineData(MessageContent.Full, MessageContent.PreviewOnly, false)]
    [InlineData(MessageContent.Full, MessageContent.Full, false)]
    public void A_second_event_upgrades_and_never_downgrades(MessageContent first, MessageContent second, bool taken)
    {
        var message = FromCustomer(first, "before");
        message.TakeEvents();
        Assert.Equal(taken, message.Upgrade(Inbound(second, "after")));
        Assert.Equal((taken ? second : first, taken ? "after" : "before"), (message.Content, message.Text));
        Assert.Equal(taken ? 1 : 0, message.TakeEvents().Count);
    }

    [Fact]
    public void An_upgrade_without_a_text_keeps_the_one_there_is()
    {
        var message = FromCustomer(MessageContent.PreviewOnly, "caption");
        Assert.True(message.Upgrade(Inbound(MessageContent.Full, null)));
        Assert.Equal("caption", message.Text);
    }

    [Fact]
    public void Delivery_never_goes_back_whatever_order_reports_come_in()
    {
        DeliveryState[] reports = [DeliveryState.Sent, DeliveryState.Delivered, DeliveryState.Read];
        foreach (var first in reports)
        {
            foreach (var second in reports)
            {
                var reply = Reply();
                reply.Progress(first);
                Assert.Equal(second > first, reply.Progress(second));
                Assert.Equal((DeliveryState)Math.Max((int)first, (int)second), reply.Delivery);
            }
        }
    }

    [Theory]
    [InlineData(DeliveryState.Failed)]
    [InlineData(DeliveryState.Unknown)]
    public void Giving_up_tells_why_and_a_late_report_takes_it_back(DeliveryState state)
    {
        var reply = Reply();
        reply.GiveUp(state, "no-answer");
        Assert.Equal((state, "no-answer"), (reply.Delivery, reply.FailureCode));
        reply.TakenByProvider("KEY");
        Assert.Equal((DeliveryState.Sent, null, "KEY"), (reply.Delivery, reply.FailureCode, reply.ExternalId));
    }

    [Fact]
    public void A_sent_reply_is_not_given_up()
    {
        var reply = Reply();
        reply.TakenByProvider("KEY");
        reply.GiveUp(DeliveryState.Failed, "late");
        Assert.Equal((DeliveryState.Sent, null), (reply.Delivery, reply.FailureCode));
    }

    [Fact]
    public void A_rejection_undoes_sent_but_not_delivered()
    {
        var (sent, delivered) = (Reply(), Reply());
        sent.Progress(DeliveryState.Sent);
        delivered.Progress(DeliveryState.Delivered);
        sent.RejectedByProvider("rejected");
        delivered.RejectedByProvider("rejected");
        Assert.Equal((DeliveryState.Failed, DeliveryState.Delivered), (sent.Delivery, delivered.Delivery));
    }

    [Fact]
    public void Only_a_failed_or_unknown_reply_is_queued_again()
    {
        var (waiting, failed) = (Reply(), Reply());
        Assert.Equal(MessageErrors.NotFailed, waiting.QueueAgain());
        failed.GiveUp(DeliveryState.Failed, "x");
        Assert.Null(failed.QueueAgain());
        Assert.Equal((DeliveryState.Queued, null), (failed.Delivery, failed.FailureCode));
    }

    [Fact]
    public void Revoking_happens_once()
    {
        var message = FromCustomer(MessageContent.Full, "x");
        message.TakeEvents();
        message.Revoke(Now);
        message.Revoke(Now.AddHours(1));
        Assert.Equal(Now, message.RevokedAt);
        Assert.Single(message.TakeEvents());
    }

    [Fact]
    public void A_preview_asks_for_its_file_and_a_whole_message_does_not()
    {
        Assert.Contains(FromCustomer(MessageContent.PreviewOnly, null).TakeEvents(), e => e is FileMissing);
        Assert.DoesNotContain(FromCustomer(MessageContent.Full, null).TakeEvents(), e => e is FileMissing);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public void A_try_waits_longer_each_time_with_up_to_a_fifth_by_chance(int seconds)
    {
        var send = Send();
        if (seconds == 30) send.TryLater(Now, 0);
        var other = Send();
        if (seconds == 30) other.TryLater(Now, 0);
        Assert.True(send.TryLater(Now, 0));
        Assert.True(other.TryLater(Now, 1));
        Assert.Equal((Now.AddSeconds(seconds), Now.AddSeconds(seconds * 1.2)), (send.DueAt, other.DueAt));
    }

    [Fact]
    public void The_third_failed_try_is_the_last()
    {
        var send = Send();
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => send.TryLater(Now, 0.5)));
        Assert.Equal(QueuedSend.MostTries, send.Attempts);
    }

    [Fact]
    public void Waiting_for_the_account_counts_no_try_and_forgets_that_it_called()
    {
        var send = Send();
        send.Calling(Now);
        send.Wait(Now.AddSeconds(5));
        Assert.Equal((0, null, Now.AddSeconds(5)), (send.Attempts, send.CalledAt, send.DueAt));
        send.Calling(Now);
        send.Hold(Now.AddSeconds(9));
        Assert.Equal((0, Now), (send.Attempts, send.CalledAt));
    }

    private static QueuedSend Send() => QueuedSend.Of(1, new MessageId(1), new ChannelAccountId(1), "1/1", Now);

    private static Message Reply() => Message.Reply(new MessageId(1), new TicketId(1), new ChannelAccountId(1), new AgentId(1), "client-1", "hello", Now);

    private static Message FromCustomer(MessageContent content, string? text) =>
        Message.FromCustomer(new MessageId(1), new TicketId(1), new ChannelAccountId(1), Inbound(content, text), null);

    private static InboundMessage Inbound(MessageContent content, string? text) => new()
    {
        ExternalId = "K",
        Address = new CustomerAddress(IdentityKind.Phone, "20100"),
        SentAt = Now,
        Content = content,
        Text = text,
    };
}
