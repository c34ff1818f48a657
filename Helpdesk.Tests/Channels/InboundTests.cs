using System.Text.Json.Nodes;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Infrastructure.Channels.WhatsApp;
using Helpdesk.Infrastructure.Work;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Channels;

/// <summary>Acks, echoes, privacy ids, missing files and gaps, with the double on the other side.</summary>
public sealed class InboundTests : IAsyncLifetime
{
    private DoubleDesk _desk = null!;

    private TestDesk Desk => _desk.Desk;

    private DateTimeOffset Now => Desk.Clock.GetUtcNow();

    public async Task InitializeAsync() => _desk = await DoubleDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Acks_in_the_wrong_order_end_at_the_highest()
    {
        (_desk.Mona.AutoAcks, _desk.Mona.AcksReversed) = (AutoAcks.Read, true);
        var reply = await _desk.AnswersAsync(await _desk.WritesAsync());
        await _desk.TakeWebhooksAsync();
        Assert.Equal(DeliveryState.Read, (await _desk.MessageAsync(reply)).Delivery);
    }

    [Fact]
    public async Task Acks_that_come_before_the_sends_own_reply_are_kept_until_its_key_is_known()
    {
        var ticket = await _desk.WritesAsync();
        await Desk.HearsAsync(Webhook.Ack("EARLY", 3));
        Assert.Equal(1, await Desk.LookAsync(db => db.EarlyReceipts.CountAsync()));
        var reply = await Desk.ReplyAsync(_desk.Ana, ticket, "hello");
        await using (var scope = Desk.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Infrastructure.Execution.ActorContext>().Set(Core.Identity.Actor.System(Desk.Tenant));
            var message = (await scope.ServiceProvider.GetRequiredService<IMessageStore>().FindAsync(reply.Value, default))!;
            message.TakenByProvider("EARLY");
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(default);
            Assert.True((await scope.ServiceProvider.GetRequiredService<ISendWork>().ApplyEarlyReceiptAsync(message, default)).Succeeded);
        }

        Assert.Equal(DeliveryState.Read, (await _desk.MessageAsync(reply.Value)).Delivery);
        Assert.Equal(0, await Desk.LookAsync(db => db.EarlyReceipts.CountAsync()));
    }

    [Fact]
    public async Task Acks_posted_before_the_answer_reach_the_reply_with_all_workers_running()
    {
        _desk.Mona.AutoAcks = AutoAcks.Read;
        _desk.Faults.AcksBeforeReply = true;
        var reply = await _desk.AnswersAsync(await _desk.WritesAsync());
        await _desk.TakeWebhooksAsync();
        Assert.Equal(1, _desk.Faults.Observed(Fault.AcksBeforeReply));
        Assert.Equal(DeliveryState.Read, (await _desk.MessageAsync(reply)).Delivery);
    }

    [Fact]
    public async Task An_echo_of_our_own_send_is_no_second_message()
    {
        _desk.Double.OnSelfMessage = true;
        await _desk.AnswersAsync(await _desk.WritesAsync());
        await _desk.TakeWebhooksAsync();
        Assert.Single(await Desk.MessagesAsync(MessageKind.Reply));
        Assert.Equal("own-send", (await Desk.LookAsync(db => db.InboundEntries.SingleAsync(e => e.Kind == "onselfmessage"))).Reason);
    }

    [Fact]
    public async Task A_message_typed_on_the_phone_is_shown_ends_the_wait_and_credits_nobody()
    {
        _desk.Double.OnSelfMessage = true;
        await _desk.WritesAsync();
        await _desk.Session.SendFromBusinessPhoneAsync(Webhook.Mona, "I am at the door");
        await _desk.TakeWebhooksAsync();
        var typed = Assert.Single(await Desk.MessagesAsync(MessageKind.Reply));
        var ticket = await Desk.TicketAsync();
        Assert.Equal((true, null, "I am at the door"), (typed.FromPhone, typed.AuthorId, typed.Text));
        Assert.Equal((WaitingOn.Customer, TicketStatus.Open, null), (ticket.WaitingOn, ticket.Status, ticket.AssigneeId));
        // The phone's clock counts whole seconds, and the ticket was there first.
        Assert.Equal(ticket.CreatedAt > typed.SentAt ? ticket.CreatedAt : typed.SentAt, ticket.FirstResponseAt);
    }

    [Fact]
    public async Task An_echo_that_comes_while_its_send_is_in_flight_waits_for_it()
    {
        var ticket = await _desk.WritesAsync();
        var reply = await Desk.ReplyAsync(_desk.Ana, ticket, "hello");
        var now = Now;
        await Desk.LookAsync(db => db.QueuedSends.ExecuteUpdateAsync(set => set.SetProperty(s => s.CalledAt, now)));
        await Desk.HearsAsync(Webhook.Own("ECHO", "hello", Now));
        Assert.Equal(InboundState.Waiting, (await Desk.LookAsync(db => db.InboundEntries.SingleAsync(e => e.Kind == "onselfmessage"))).State);
        await Desk.LookAsync(db => db.QueuedSends.ExecuteUpdateAsync(set => set.SetProperty(s => s.Finished, true)));
        await Desk.LookAsync(db => db.Messages.Where(m => m.Id == reply.Value).ExecuteUpdateAsync(set => set.SetProperty(m => m.ExternalId, "ECHO")));
        Desk.Clock.Advance(TimeSpan.FromSeconds(2));
        await Desk.WorkJournalAsync();
        Assert.Single(await Desk.MessagesAsync(MessageKind.Reply));
        Assert.Equal("own-send", (await Desk.LookAsync(db => db.InboundEntries.SingleAsync(e => e.Kind == "onselfmessage"))).Reason);
    }

    [Fact]
    public async Task A_privacy_id_whose_phone_is_known_is_the_same_customer()
    {
        await _desk.WritesAsync();
        var hidden = _desk.Session.Phone("276974622781686@lid", "Mona", Webhook.Mona);
        await _desk.WritesAsync(hidden, "it is me");
        var identities = await Desk.LookAsync(db => db.CustomerIdentities.ToListAsync());
        Assert.Equal([IdentityKind.Phone, IdentityKind.WhatsAppLid], identities.Select(i => i.Kind).Order());
        Assert.Single(identities.Select(i => i.CustomerId).Distinct());
        Assert.Equal("it is me", (await Desk.TicketAsync()).LastLine);
    }

    [Fact]
    public async Task A_privacy_id_nobody_can_name_is_met_as_such_and_answered_there()
    {
        var hidden = _desk.Session.Phone("276974622781686@lid", "Khaled");
        var ticket = await _desk.WritesAsync(hidden);
        await _desk.AnswersAsync(ticket);
        Assert.Equal("hello", hidden.History[^1].Text);
        Assert.Equal(IdentityKind.WhatsAppLid, (await Desk.LookAsync(db => db.CustomerIdentities.SingleAsync())).Kind);
    }

    [Fact]
    public async Task A_file_whose_download_failed_is_fetched_later()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
        _desk.Faults.Next(Fault.DownloadFails, 2);
        await _desk.Mona.SendImageAsync(png, "image/png", "see");
        await _desk.TakeWebhooksAsync();
        Assert.Equal(MessageContent.PreviewOnly, Assert.Single(await Desk.MessagesAsync()).Content);
        await Desk.WorkOutboxAsync();
        Assert.Equal((2, 1), (_desk.Faults.Observed(Fault.DownloadFails), (await Desk.LookAsync(db => db.OutboxRows.SingleAsync())).Attempts));
        Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await Desk.WorkOutboxAsync();
        Assert.Equal(MessageContent.Full, Assert.Single(await Desk.MessagesAsync()).Content);
        var file = await Desk.LookAsync(db => db.Attachments.SingleAsync());
        Assert.Equal(("image/png", 11L), (file.ContentType, file.Size));
        Assert.Equal(0, await Desk.LookAsync(db => db.OutboxRows.CountAsync()));
    }

    [Fact]
    public async Task A_file_that_never_comes_ends_on_the_failure_list_and_can_be_tried_again()
    {
        _desk.Faults.DownloadFails = true;
        await _desk.Mona.SendImageAsync(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10 }, "image/png", "");
        await _desk.TakeWebhooksAsync();
        for (var i = 0; i < 8; i++)
        {
            await Desk.WorkOutboxAsync();
            Desk.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        var dead = Assert.Single((await Desk.FailuresAsync()).Reactions);
        Assert.Equal(("FileMissing:FetchFileOnMissing", nameof(InvalidOperationException)), (dead.Reaction, dead.Failure));
        _desk.Faults.Clear();
        Assert.True((await Desk.RunAsync<RetryReaction, Result>(Desk.Admin, u => u.ExecuteAsync(dead.Id, default))).Succeeded);
        await Desk.WorkOutboxAsync();
        Assert.Equal(MessageContent.Full, Assert.Single(await Desk.MessagesAsync()).Content);
        Assert.Empty((await Desk.FailuresAsync()).Reactions);
    }

    [Fact]
    public async Task The_customer_sees_blue_ticks_only_when_the_assignee_has_read()
    {
        var ticket = await _desk.WritesAsync();
        await Desk.RunAsync<ClaimTicket, Result>(_desk.Ana, u => u.ExecuteAsync(ticket.Id, default));
        await Desk.RunAsync<MarkRead, Result>(Desk.Admin, u => u.ExecuteAsync(ticket.Id, 99, default));
        await Desk.WorkOutboxAsync();
        Assert.NotEqual(3, _desk.Mona.History[0].Ack);
        await Desk.RunAsync<MarkRead, Result>(_desk.Ana, u => u.ExecuteAsync(ticket.Id, 99, default));
        await Desk.WorkOutboxAsync();
        Assert.Equal(3, _desk.Mona.History[0].Ack);
    }

    [Fact]
    public async Task What_no_webhook_brought_is_read_back_once()
    {
        _desk.Faults.DropWebhooks = true;
        for (var i = 0; i < 20; i++) await _desk.Mona.SendTextAsync($"{i}");
        Assert.Equal(20, _desk.Faults.Observed(Fault.DropWebhooks));
        Assert.Equal(20, await ReconcileAsync());
        await Desk.WorkJournalAsync();
        Assert.Equal(0, await ReconcileAsync());
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), (await Desk.MessagesAsync()).Select(m => m.Text));
    }

    [Fact]
    public async Task A_server_that_cannot_be_read_leaves_the_span_open()
    {
        var before = (await Desk.LookAsync(db => db.ChannelAccounts.SingleAsync())).ReconciledTo;
        _desk.Session.Disconnect();
        Desk.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await ReconcileAsync());
        Assert.Equal(before, (await Desk.LookAsync(db => db.ChannelAccounts.SingleAsync())).ReconciledTo);
    }

    [Fact]
    public async Task A_message_taken_back_stays_as_a_tombstone_without_its_words()
    {
        var ticket = await _desk.WritesAsync(text: "my card is 4111");
        await _desk.Mona.RevokeAsync(_desk.Mona.History[0].Id);
        await _desk.TakeWebhooksAsync();
        var page = await Desk.RunAsync<IConversationQueries, ThreadPage?>(_desk.Ana, q => q.ThreadAsync(ticket.Id, null, 10, default));
        Assert.Equal((true, null), page!.Messages.Where(m => m.Kind == MessageKind.Customer).Select(m => (m.Revoked, m.Text)).Single());
    }

    [Fact]
    public async Task An_entry_that_cannot_be_worked_ends_on_the_failure_list_after_five_tries()
    {
        var webhook = Webhook.Text("K1", "hi", Now);
        webhook["padding"] = new string('x', InboundDoor.LargestInline);
        await Desk.Given.ArrivesAsync(Desk.Number, webhook);
        Directory.Delete(Path.Combine(Desk.Folder, "files"), recursive: true);
        for (var i = 0; i < 5; i++)
        {
            await Desk.WorkJournalAsync();
            Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var failed = Assert.Single((await Desk.FailuresAsync()).Entries);
        Assert.Equal((InboundState.Failed, "gave-up", nameof(IOException)), (failed.State, failed.Reason, failed.Detail));
    }

    [Fact]
    public async Task A_large_webhook_lies_in_a_file_and_is_worked_all_the_same()
    {
        var webhook = Webhook.Text("K1", "hi", Now);
        webhook["padding"] = new string('x', InboundDoor.LargestInline);
        await Desk.HearsAsync(webhook);
        var entry = await Desk.LookAsync(db => db.InboundEntries.SingleAsync());
        Assert.Equal((true, true, 64), (entry.Payload is null, entry.PayloadFile is not null, entry.PayloadSha256.Length));
        Assert.Single(await Desk.MessagesAsync());
    }

    [Fact]
    public async Task The_state_of_the_number_follows_what_the_server_tells()
    {
        await Desk.HearsAsync(new JsonObject { ["event"] = "status-find", ["session"] = Webhook.Session, ["status"] = "disconnectedMobile" });
        Assert.Equal(ChannelState.Disconnected, (await Desk.LookAsync(db => db.ChannelAccounts.SingleAsync())).State);
        await Desk.HearsAsync(new JsonObject { ["event"] = "status-find", ["session"] = Webhook.Session, ["status"] = "inChat" });
        Assert.Equal(ChannelState.Connected, (await Desk.LookAsync(db => db.ChannelAccounts.SingleAsync())).State);
    }

    private async Task<int?> ReconcileAsync() => await Desk.Services.GetRequiredService<Reconcile>()
        .RunAsync(await Desk.Services.GetRequiredService<ChannelDirectory>().GetAsync(Desk.Number, default), default);
}
