using System.Text;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Helpdesk.Tests.Dev;

/// <summary>Contract: "Webhooks" and "Media".</summary>
public sealed class DoubleWebhookTests : IAsyncLifetime
{
    private DoubleHost _host = null!;
    private DoubleSession _session = null!;
    private CustomerPhone _maria = null!;

    private Faults Faults => _host.Double.Faults;

    public async Task InitializeAsync()
    {
        _host = await DoubleHost.StartAsync();
        _session = _host.Double.AddSession("helpdesk", "5521988887777");
        _maria = _session.Phone("5511999990001", "Maria");
        _host.CollectWebhooks();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_message_is_told_with_a_string_id_and_an_ack_with_an_object()
    {
        var asked = await _maria.SendTextAsync("hello");
        await _session.SendFromBusinessPhoneAsync("5511999990001", "answer");
        Assert.Equal(asked.Id, (string?)_host.WebhooksNamed("onmessage")[0]["id"]);
        Assert.Equal("5511999990001@c.us", (string?)_host.WebhooksNamed("onack")[0]["id"]!["remote"]);
    }

    [Fact]
    public async Task Nothing_is_posted_without_a_webhook_address()
    {
        _host.Double.WebhookUrl = null;
        await _maria.SendTextAsync("hello");
        Assert.Equal((0, 0), (_host.Double.PostedWebhooks, _host.Double.FailedWebhooks));
        Assert.Single(_maria.History);
    }

    [Fact]
    public async Task A_refused_webhook_is_counted_and_never_repeated()
    {
        _host.InboxStatus = StatusCodes.Status503ServiceUnavailable;
        await _maria.SendTextAsync("hello");
        await _host.Double.WebhooksSettledAsync();
        Assert.Single(_host.Inbox);
        Assert.Equal((0, 1), (_host.Double.PostedWebhooks, _host.Double.FailedWebhooks));
    }

    [Fact]
    public async Task A_webhook_to_nobody_is_counted_as_failed()
    {
        _host.Double.WebhookUrl = "http://127.0.0.1:1/nobody";
        await _maria.SendTextAsync("hello");
        Assert.Equal(1, _host.Double.FailedWebhooks);
    }

    [Fact]
    public async Task Dropped_webhooks_never_arrive()
    {
        Faults.Next(Fault.DropWebhooks, 1);
        await _maria.SendTextAsync("lost");
        await _maria.SendTextAsync("heard");
        Assert.Equal("heard", (string?)Assert.Single(_host.Inbox)["body"]);
        Assert.Equal((1, 1), (_host.Double.PostedWebhooks, _host.Double.FailedWebhooks));
    }

    [Fact]
    public async Task Duplicated_webhooks_have_the_same_id()
    {
        Faults.DuplicateWebhooks = 3;
        await _maria.SendTextAsync("hello");
        Assert.Equal(3, _host.Inbox.Count);
        Assert.Single(_host.Inbox.Select(webhook => (string?)webhook["id"]).Distinct());
    }

    [Fact]
    public async Task Shuffled_webhooks_all_arrive_in_another_order()
    {
        Faults.ShuffleWebhooks = true;
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => _maria.SendTextAsync($"{number}")));
        var bodies = _host.Inbox.Select(webhook => (string)webhook["body"]!).ToList();
        var sent = _maria.History.Select(message => message.Text).ToList();
        Assert.Equal(sent.Order(), bodies.Order());
        Assert.NotEqual(sent, bodies);
    }

    [Fact]
    public async Task Own_messages_are_told_only_when_that_is_on()
    {
        await _session.SendFromBusinessPhoneAsync("5511999990001", "silent");
        Assert.Empty(_host.WebhooksNamed("onselfmessage"));
        _host.Double.OnSelfMessage = true;
        await _session.SendFromBusinessPhoneAsync("5511999990001", "told");
        Assert.Equal("told", (string?)Assert.Single(_host.WebhooksNamed("onselfmessage"))["body"]);
    }

    [Fact]
    public async Task Acks_are_told_only_when_that_is_on()
    {
        _host.Double.ListenAcks = false;
        await _session.SendFromBusinessPhoneAsync("5511999990001", "hello");
        await _maria.ReadAsync();
        Assert.Empty(_host.WebhooksNamed("onack"));
        Assert.Equal(3, _maria.History[0].Ack);
    }

    [Fact]
    public async Task Reading_a_chat_acks_every_message_once()
    {
        await _session.SendFromBusinessPhoneAsync("5511999990001", "one");
        await _session.SendFromBusinessPhoneAsync("5511999990001", "two");
        await _maria.ReadAsync();
        await _maria.ReadAsync();
        Assert.Equal(2, _host.WebhooksNamed("onack").Count(ack => (int)ack["ack"]! == 3));
    }

    [Fact]
    public async Task ReadMessage_marks_a_chat_read_as_soon_as_the_webhook_is_answered()
    {
        _host.Double.ReadMessage = true;
        await _maria.SendTextAsync("hello");
        Assert.Equal(3, _maria.History[0].Ack);
    }

    [Fact]
    public async Task A_downloaded_file_is_bare_base64_in_the_body_and_its_thumbnail_in_the_content()
    {
        var bytes = Encoding.ASCII.GetBytes("a picture");
        await _maria.SendImageAsync(bytes, "image/png", "look");
        var webhook = Assert.Single(_host.Inbox);
        Assert.Equal(Convert.ToBase64String(bytes), (string?)webhook["body"]);
        Assert.Equal("look", (string?)webhook["caption"]);
        Assert.NotEqual((string?)webhook["body"], (string?)webhook["content"]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_downloaded_leaves_its_thumbnail_in_the_body_and_its_true_size()
    {
        Faults.Next(Fault.DownloadFails, 1);
        await _maria.SendImageAsync(new byte[2000], "image/png", "");
        var webhook = Assert.Single(_host.Inbox);
        Assert.Equal((string?)webhook["content"], (string?)webhook["body"]);
        Assert.Equal(2000, (int)webhook["size"]!);
    }

    [Fact]
    public async Task Messages_sent_while_disconnected_are_told_by_no_webhook_later()
    {
        _session.Disconnect();
        await _maria.SendTextAsync("anyone?");
        _session.Connect();
        await _host.Double.WebhooksSettledAsync();
        Assert.Empty(_host.WebhooksNamed("onmessage"));

        using var caller = await DoubleCaller.SignInAsync(_host, "helpdesk");
        Assert.Equal("anyone?", (string?)Assert.Single((await caller.GetAsync("all-unread-messages")).Response)!["body"]);
    }

    [Fact]
    public async Task A_ciphertext_is_followed_by_its_text_under_the_same_id()
    {
        await _maria.SendTextAfterCiphertextAsync("now readable");
        Assert.Equal(["ciphertext", "chat"], _host.Inbox.Select(webhook => (string?)webhook["type"]));
        Assert.Equal((string?)_host.Inbox[0]["id"], (string?)_host.Inbox[1]["id"]);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_keys()
    {
        await using var again = await DoubleHost.StartAsync();
        var phone = again.Double.AddSession("helpdesk", "5521988887777").Phone("5511999990001", "Maria");
        Assert.Equal((await _maria.SendTextAsync("x")).Key, (await phone.SendTextAsync("x")).Key);
    }

    [Fact]
    public async Task Webhooks_name_the_client_as_the_real_server_does()
    {
        await _maria.SendTextAsync("hello");
        Assert.Equal("helpdesk", (string?)_host.Inbox[0]["session"]);
        Assert.StartsWith("axios/", Assert.Single(_host.InboxAgents), StringComparison.Ordinal);
    }
}
