using System.Collections.Concurrent;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Infrastructure.Outbox;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Conversations;

/// <summary>From an accepted webhook to a ticket, on a real database.</summary>
public sealed class ReceiveMessageTests : IAsyncLifetime
{
    private TestDesk _desk = null!;

    private DateTimeOffset Now => _desk.Clock.GetUtcNow();

    public async Task InitializeAsync() => _desk = await TestDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_first_message_meets_the_customer_and_opens_a_numbered_ticket_that_waits()
    {
        await _desk.HearsAsync(Webhook.Text("K1", "السلام عليكم", Now));
        var ticket = await _desk.TicketAsync();
        var customer = await _desk.LookAsync(db => db.Customers.SingleAsync());
        Assert.Equal(("0001", TicketStatus.New, WaitingOn.Agent), (ticket.Number, ticket.Status, ticket.WaitingOn));
        Assert.Equal(Now, ticket.WaitingSince);
        Assert.Equal(("Mona", "ar", ticket.CustomerId), (customer.Name, customer.Language, customer.Id));
        Assert.Equal("السلام عليكم", ticket.LastLine);
        var entry = await _desk.LookAsync(db => db.InboundEntries.SingleAsync());
        Assert.Equal((InboundState.Shown, ticket.Id), (entry.State, entry.TicketId!.Value));
    }

    [Fact]
    public async Task A_second_message_goes_into_the_same_ticket_and_keeps_its_wait()
    {
        await _desk.HearsAsync(Webhook.Text("K1", "one", Now));
        var since = Now;
        _desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await _desk.HearsAsync(Webhook.Text("K2", "two", Now));
        var ticket = await _desk.TicketAsync();
        Assert.Equal((since, "two"), (ticket.WaitingSince, ticket.LastLine));
        Assert.Equal(["one", "two"], (await _desk.MessagesAsync()).Select(m => m.Text));
    }

    [Fact]
    public async Task Fifty_customers_at_once_get_numbers_that_are_unique_and_without_gaps()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            _desk.Given.ArrivesAsync(_desk.Number, Webhook.Text($"K{i}", "hi", Now, chat: $"2010000000{i:D2}"))));
        var claimed = new ConcurrentBag<int>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => claimed.Add(await _desk.WorkJournalAsync())));
        var numbers = await _desk.LookAsync(db => db.Tickets.Select(t => t.Number).ToListAsync());
        Assert.Equal(50, claimed.Sum());
        Assert.Equal(Enumerable.Range(1, 50).Select(i => $"{i:D4}"), numbers.Order());
    }

    [Fact]
    public async Task Three_copies_of_a_webhook_at_once_are_one_message()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _desk.Given.ArrivesAsync(_desk.Number, Webhook.Text("K1", "hi", Now))));
        await Task.WhenAll(_desk.WorkJournalAsync(), _desk.WorkJournalAsync(), _desk.WorkJournalAsync());
        Assert.Single(await _desk.MessagesAsync());
        Assert.Equal(3, await _desk.LookAsync(db => db.InboundEntries.CountAsync(e => e.State == InboundState.Shown)));
    }

    [Fact]
    public async Task A_ciphertext_is_shown_as_such_until_its_text_comes_and_never_goes_back()
    {
        await _desk.HearsAsync(Webhook.Ciphertext("K1", Now));
        Assert.Equal(MessageContent.Ciphertext, Assert.Single(await _desk.MessagesAsync()).Content);
        await _desk.HearsAsync(Webhook.Text("K1", "readable", Now));
        await _desk.HearsAsync(Webhook.Ciphertext("K1", Now));
        var message = Assert.Single(await _desk.MessagesAsync());
        Assert.Equal((MessageContent.Full, "readable"), (message.Content, message.Text));
    }

    [Fact]
    public async Task A_text_that_comes_after_its_ciphertext_is_the_last_line_of_the_list()
    {
        await _desk.HearsAsync(Webhook.Ciphertext("K1", Now));
        await _desk.HearsAsync(Webhook.Text("K1", "readable", Now));
        Assert.Equal("readable", (await _desk.TicketAsync()).LastLine);
    }

    [Fact]
    public async Task A_picture_brings_its_file_named_by_its_own_bytes()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
        await _desk.HearsAsync(Webhook.Image("K1", png, Now, caption: "the crack"));
        var file = await _desk.LookAsync(db => db.Attachments.SingleAsync());
        Assert.Equal(("image/png", 11L, "image.png"), (file.ContentType, file.Size, file.Name));
        Assert.Equal("the crack", Assert.Single(await _desk.MessagesAsync()).Text);
    }

    [Fact]
    public async Task A_picture_whose_download_failed_is_a_preview_and_asks_for_its_file()
    {
        await _desk.HearsAsync(Webhook.Image("K1", [1, 2, 3], Now, size: 20480));
        Assert.Equal(MessageContent.PreviewOnly, Assert.Single(await _desk.MessagesAsync()).Content);
        Assert.Equal(0, await _desk.LookAsync(db => db.Attachments.CountAsync()));
        Assert.Single(await _desk.LookAsync(db => db.OutboxRows.Where(r => r.Reaction == "FileMissing:FetchFileOnMissing").ToListAsync()));
    }

    [Fact]
    public async Task A_quote_leads_to_the_ticket_of_what_it_quotes()
    {
        await _desk.HearsAsync(Webhook.Text("OLD", "first matter", Now));
        var old = await _desk.TicketAsync();
        Assert.True((await _desk.RunAsync<CloseTicket, Core.Shared.Result>(_desk.Admin, u => u.ExecuteAsync(old.Id, 99, default))).Succeeded);
        _desk.Clock.Advance(TimeSpan.FromDays(8));
        await _desk.HearsAsync(Webhook.Text("NEW", "second matter", Now));
        Assert.True((await _desk.RunAsync<ReopenTicket, Core.Shared.Result>(_desk.Admin, u => u.ExecuteAsync(old.Id, default))).Succeeded);
        await _desk.HearsAsync(Webhook.Text("Q", "about that", Now, quotedId: Webhook.Id("OLD")));
        var quoting = (await _desk.MessagesAsync()).Single(m => m.ExternalId == "Q");
        Assert.Equal((old.Id, "first matter"), (quoting.TicketId, quoting.QuotedText));
        var newer = await _desk.LookAsync(db => db.Tickets.SingleAsync(t => t.Id != old.Id));
        Assert.Equal(old.Id, newer.FollowsId);
    }

    [Fact]
    public async Task A_message_within_the_reopen_window_brings_the_closed_ticket_back()
    {
        await _desk.HearsAsync(Webhook.Text("K1", "hi", Now));
        var ticket = await _desk.TicketAsync();
        await _desk.RunAsync<CloseTicket, Core.Shared.Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, 99, default));
        _desk.Clock.Advance(TimeSpan.FromDays(7));
        await _desk.HearsAsync(Webhook.Text("K2", "still broken", Now));
        Assert.Equal(TicketStatus.Open, (await _desk.TicketAsync()).Status);
    }

    [Fact]
    public async Task A_plain_message_writes_at_most_two_outbox_rows()
    {
        await _desk.HearsAsync(Webhook.Text("K1", "hi", Now));
        await _desk.HearsAsync(Webhook.Text("K2", "hi again", Now));
        Assert.InRange(await _desk.LookAsync(db => db.Set<OutboxRow>().CountAsync()), 0, 2 * 2);
    }

    [Fact]
    public async Task A_late_message_keeps_its_own_time_in_the_thread()
    {
        await _desk.HearsAsync(Webhook.Text("K2", "second", Now));
        await _desk.HearsAsync(Webhook.Text("K1", "first", Now - TimeSpan.FromMinutes(1)));
        var page = await _desk.RunAsync<IConversationQueries, ThreadPage?>(_desk.Admin, async q => await q.ThreadAsync((await _desk.TicketAsync()).Id, null, 50, default));
        Assert.Equal(["first", "second"], page!.Messages.Where(m => m.Kind == MessageKind.Customer).Select(m => m.Text));
        Assert.Equal(Now, (await _desk.TicketAsync()).LastMessageAt);
    }

    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("\\ude00")]
    public async Task A_text_cut_in_the_middle_of_an_emoji_is_shown_all_the_same(string half)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(Webhook.Text("K1", "cut here: HALF", Now).ToJsonString().Replace("HALF", half, StringComparison.Ordinal));
        var door = (InboundDoor)_desk.Services.GetService(typeof(InboundDoor))!;
        Assert.Equal(Acceptance.Accepted, await door.AcceptAsync(await _desk.Given.KnownAsync(_desk.Number), body, default));
        await _desk.WorkJournalAsync();
        Assert.Equal("cut here: �", Assert.Single(await _desk.MessagesAsync()).Text);
    }

    [Fact]
    public async Task Two_webhooks_of_one_chat_are_worked_in_the_order_they_came()
    {
        for (var i = 0; i < 10; i++) await _desk.Given.ArrivesAsync(_desk.Number, Webhook.Text($"K{i}", $"{i}", Now));
        await Task.WhenAll(_desk.WorkJournalAsync(), _desk.WorkJournalAsync());
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), (await _desk.MessagesAsync()).Select(m => m.Text));
    }

    [Fact]
    public async Task A_customer_without_a_name_is_called_by_the_number_until_the_name_is_told()
    {
        await _desk.HearsAsync(Webhook.Text("K1", "hi", Now, name: null));
        Assert.Equal("+" + Webhook.Mona, (await _desk.LookAsync(db => db.Customers.SingleAsync())).Name);
        await _desk.HearsAsync(Webhook.Text("K2", "hi", Now));
        Assert.Equal("Mona", (await _desk.LookAsync(db => db.Customers.SingleAsync())).Name);
        Assert.Equal(IdentityKind.Phone, (await _desk.LookAsync(db => db.CustomerIdentities.SingleAsync())).Kind);
    }
}
