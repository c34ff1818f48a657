using System.Net;
using System.Text.Json.Nodes;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Xunit;

namespace Helpdesk.Tests.Dev;

/// <summary>Contract: "Contacts", "Media", and reading chats back.</summary>
public sealed class DoubleReadTests : IAsyncLifetime
{
    private DoubleHost _host = null!;
    private DoubleCaller _caller = null!;
    private DoubleSession _session = null!;
    private CustomerPhone _maria = null!;

    public async Task InitializeAsync()
    {
        _host = await DoubleHost.StartAsync();
        _session = _host.Double.AddSession("helpdesk", "5521988887777");
        _maria = _session.Phone("5511999990001", "Maria");
        _caller = await DoubleCaller.SignInAsync(_host, "helpdesk");
    }

    public async Task DisposeAsync()
    {
        _caller.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Messages_are_read_back_oldest_first_after_and_before_a_known_one()
    {
        string[] texts = ["a", "b", "c", "d"];
        foreach (var text in texts)
        {
            await _maria.SendTextAsync(text);
        }

        var second = _maria.History[1].Id;
        Assert.Equal(["c", "d"], await BodiesAsync("get-messages/5511999990001@c.us?count=2"));
        Assert.Equal(["c", "d"], await BodiesAsync($"get-messages/5511999990001?count=20&direction=after&id={second}"));
        Assert.Equal(["a"], await BodiesAsync($"get-messages/5511999990001?count=20&direction=before&id={second}"));
        Assert.Equal(texts, await BodiesAsync("get-messages/5511999990001?count=-1"));
    }

    [Fact]
    public async Task A_chat_that_does_not_exist_cannot_be_read() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await _caller.GetAsync("get-messages/4411111")).Status);

    [Fact]
    public async Task Chats_are_listed_with_what_is_unread()
    {
        await _maria.SendTextAsync("a");
        await _session.SendFromBusinessPhoneAsync("5511999990002", "b");
        var all = (await _caller.PostAsync("list-chats")).Response;
        Assert.Equal(2, all.Count);
        var unread = Assert.Single((await _caller.PostAsync("list-chats", new JsonObject { ["onlyWithUnreadMessage"] = true })).Response)!;
        Assert.Equal("5511999990001@c.us", (string?)unread["id"]!["_serialized"]);
        Assert.Equal(1, (int)unread["unreadCount"]!);
    }

    [Fact]
    public async Task A_message_is_found_by_its_id_or_refused()
    {
        var sent = await _maria.SendTextAsync("a");
        Assert.Equal(sent.Id, (string?)(await _caller.GetAsync($"message-by-id/{sent.Id}")).Json!["response"]!["data"]!["id"]);
        var missing = await _caller.GetAsync("message-by-id/true_1@c.us_3EB0");
        Assert.Equal((HttpStatusCode.BadRequest, "Error"), (missing.Status, (string?)missing.Json!["status"]));
    }

    [Fact]
    public async Task Media_of_a_text_or_of_nothing_is_refused()
    {
        var text = await _maria.SendTextAsync("a");
        Assert.Equal("Message does not contain media", await MediaErrorAsync(text.Id));
        Assert.Equal("Message not found", await MediaErrorAsync("false_1@c.us_3A00"));
    }

    [Fact]
    public async Task Media_by_message_has_its_own_answer_for_a_session_that_is_not_connected()
    {
        var image = await _maria.SendImageAsync(new byte[] { 1, 2 }, "image/png", "");
        Assert.Equal("AQI=", (string?)(await _caller.GetAsync($"get-media-by-message/{image.Id}")).Json!["base64"]);
        _session.Disconnect();
        var reply = await _caller.GetAsync($"get-media-by-message/{image.Id}");
        Assert.Equal(HttpStatusCode.InternalServerError, reply.Status);
        Assert.Equal("The session is not active", (string?)reply.Json!["message"]);
    }

    [Fact]
    public async Task A_privacy_id_leads_to_its_number_only_when_WhatsApp_knows_it()
    {
        _session.Phone("276974622781686@lid", "Omar", "966500000001");
        _session.Phone("185336529469528@lid", "Fatima");
        Assert.Equal("966500000001@c.us", (string?)(await _caller.GetAsync("contact/pn-lid/276974622781686@lid")).Json!["phoneNumber"]!["_serialized"]);
        Assert.Null((await _caller.GetAsync("contact/pn-lid/185336529469528@lid")).Json!["phoneNumber"]);
    }

    [Fact]
    public async Task A_picture_is_served_by_the_double_itself()
    {
        Assert.Null((await _caller.GetAsync("profile-pic/5511999990001")).Json!["response"]);
        _maria.Picture = [0x89, 0x50, 0x4E, 0x47];
        var address = (string)(await _caller.GetAsync("profile-pic/5511999990001")).Json!["response"]!["eurl"]!;
        Assert.Equal("image/png", (await _caller.RawAsync("GET", address)).MediaType);
    }

    [Fact]
    public async Task A_contact_has_the_name_its_owner_gave_it() =>
        Assert.Equal("Maria", (string?)(await _caller.GetAsync("contact/5511999990001")).Json!["response"]!["pushname"]);

    private async Task<IReadOnlyList<string?>> BodiesAsync(string path) =>
        [.. (await _caller.GetAsync(path)).Response.Select(message => (string?)message!["body"])];

    private async Task<string?> MediaErrorAsync(string id)
    {
        var reply = await _caller.PostAsync("download-media", new JsonObject { ["messageId"] = id });
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        return (string?)reply.Json!["message"];
    }
}
