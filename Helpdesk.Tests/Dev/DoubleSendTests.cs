using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Xunit;

namespace Helpdesk.Tests.Dev;

/// <summary>Contract: "Any endpoint behind statusConnection" and "Sending".</summary>
public sealed class DoubleSendTests : IAsyncLifetime
{
    private const string Png = "data:image/png;base64,iVBORw0KGgo=";
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
    public async Task A_sent_message_arrives_once_with_an_id_of_the_grammar()
    {
        var reply = await SendAsync("5511999990001");
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Matches("^true_5511999990001@c.us_3EB0[0-9A-F]{16,28}$", reply.FirstId);
        Assert.Equal("hi", Assert.Single(_host.Double.Received).Text);
        Assert.Equal(reply.FirstId, Assert.Single(_maria.History).Id);
    }

    [Fact]
    public async Task A_number_in_the_phone_field_is_answered_as_disconnected()
    {
        var reply = await _caller.PostAsync("send-message", new JsonObject { ["phone"] = 5511999990001, ["message"] = "hi" });
        AssertDisconnected(reply);
    }

    [Fact]
    public async Task A_number_in_a_list_of_phones_is_answered_as_disconnected() =>
        AssertDisconnected(await _caller.PostAsync("send-message", new JsonObject { ["phone"] = new JsonArray(5511999990001), ["message"] = "hi" }));

    [Fact]
    public async Task A_send_while_not_connected_is_answered_as_disconnected()
    {
        _session.Disconnect();
        AssertDisconnected(await SendAsync("5511999990001"));
    }

    [Fact]
    public async Task A_list_and_a_separated_string_both_go_to_every_phone()
    {
        _session.Phone("5511999990002", "Joana");
        Assert.Equal(2, (await _caller.PostAsync("send-message", new JsonObject { ["phone"] = new JsonArray("5511999990001", "5511999990002"), ["message"] = "a" })).Response.Count);
        Assert.Equal(2, (await SendAsync("5511999990001; 5511999990002")).Response.Count);
        Assert.Equal(4, _host.Double.Received.Count);
    }

    [Fact]
    public async Task A_phone_with_plus_and_dashes_is_cleaned()
    {
        await SendAsync("+5511-99999-0001@c.us");
        Assert.Equal("5511999990001@c.us", Assert.Single(_host.Double.Received).ChatId);
    }

    [Fact]
    public async Task More_than_fourteen_digits_are_a_privacy_id()
    {
        _session.Phone("276974622781686@lid", "Omar");
        Assert.StartsWith("true_276974622781686@lid_", (await SendAsync("276974622781686")).FirstId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_privacy_id_needs_isLid()
    {
        _session.Phone("27697462278168@lid", "Omar");
        var refused = await SendAsync("27697462278168@lid");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("O número 27697462278168 não existe.", (string?)refused.Json!["message"]);

        var sent = await _caller.PostAsync("send-message", new JsonObject { ["phone"] = "27697462278168@lid", ["isLid"] = true, ["message"] = "hi" });
        Assert.StartsWith("true_27697462278168@lid_", sent.FirstId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_needs_isGroup()
    {
        var sent = await _caller.PostAsync("send-message", new JsonObject { ["phone"] = "120363421596195995", ["isGroup"] = true, ["message"] = "hi" });
        Assert.StartsWith("true_120363421596195995@g.us_", sent.FirstId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_known_to_WhatsApp_by_privacy_id_is_reached_in_that_chat()
    {
        _session.Phone("276974622781686@lid", "Omar", "966500000001");
        Assert.StartsWith("true_276974622781686@lid_", (await SendAsync("966500000001")).FirstId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_does_not_exist_is_refused_and_the_others_still_get_the_message()
    {
        _session.DoesNotExist("5511999990009");
        var reply = await SendAsync("5511999990009,5511999990001");
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("""{"response":null,"status":"Connected","message":"O número 5511999990009 não existe."}""", reply.Text);
        Assert.Equal("5511999990001@c.us", Assert.Single(_host.Double.Received).ChatId);
    }

    [Fact]
    public async Task A_missing_phone_succeeds_with_nothing_sent_when_the_type_is_exactly_application_json()
    {
        var reply = await _caller.PostAsync("send-message", new JsonObject { ["message"] = "hi" }, DoubleCaller.ExactJson);
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Empty(reply.Response);
        Assert.Empty(_host.Double.Received);
    }

    [Fact]
    public async Task A_missing_phone_fails_with_a_bare_string_when_the_type_has_a_charset()
    {
        var reply = await _caller.PostAsync("send-message", new JsonObject { ["message"] = "hi" });
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("\"Error sending message\"", reply.Text);
    }

    [Fact]
    public async Task A_reply_quotes_its_message()
    {
        var question = await _maria.SendTextAsync("Where is it?");
        var reply = await _caller.PostAsync("send-reply", new JsonObject { ["phone"] = "5511999990001", ["message"] = "Here", ["messageId"] = question.Id });
        Assert.Equal(question.Id, (string?)reply.Response[0]!["quotedMsgId"]);
    }

    [Theory]
    [InlineData("send-file")]
    [InlineData("send-image")]
    [InlineData("send-file-base64")]
    public async Task A_file_goes_out_as_a_data_url(string path)
    {
        var reply = await _caller.PostAsync(path, new JsonObject { ["phone"] = "5511999990001", ["base64"] = Png, ["filename"] = "a.png", ["caption"] = "look" });
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Equal(["ack", "id"], reply.Response[0]!.AsObject().Select(property => property.Key));
        Assert.Equal(("image", "look"), (_maria.History[0].Type, _maria.History[0].Text));
    }

    [Fact]
    public async Task A_file_goes_out_as_a_form()
    {
        using var form = new MultipartFormDataContent();
        using var phone = new StringContent("5511999990001");
        using var file = new ByteArrayContent(Encoding.ASCII.GetBytes("%PDF"));
        file.Headers.ContentType = new("application/pdf");
        form.Add(phone, "phone");
        form.Add(file, "file", "invoice.pdf");

        Assert.Equal(HttpStatusCode.Created, (await _caller.PostFormAsync("send-file", form)).Status);
        Assert.Equal("invoice.pdf", Assert.Single(_host.Double.Received).Media!.FileName);
    }

    [Fact]
    public async Task Base64_without_a_data_prefix_is_taken_for_an_address_and_fails()
    {
        var reply = await _caller.PostAsync("send-file", new JsonObject { ["phone"] = "5511999990001", ["base64"] = "iVBORw0KGgo=" });
        Assert.Equal(HttpStatusCode.InternalServerError, reply.Status);
        Assert.Empty(_host.Double.Received);
    }

    [Fact]
    public async Task A_send_without_a_file_is_answered_401_or_500_by_the_content_type()
    {
        var body = new JsonObject { ["phone"] = "5511999990001" };
        var reply = await _caller.PostAsync("send-file", body);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal("""{"message":"Sending the file is mandatory"}""", reply.Text);
        Assert.Equal(HttpStatusCode.InternalServerError, (await _caller.PostAsync("send-file", body, DoubleCaller.ExactJson)).Status);
    }

    [Fact]
    public async Task A_voice_note_and_a_place_go_out()
    {
        var voice = await _caller.PostAsync("send-voice-base64", new JsonObject { ["phone"] = "5511999990001", ["base64Ptt"] = "data:audio/ogg;base64,T2dnUw==" });
        var place = await _caller.PostAsync("send-location", new JsonObject { ["phone"] = "5511999990001", ["lat"] = "24.7136", ["lng"] = "46.6753", ["title"] = "Riyadh" });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (voice.Status, place.Status));
        Assert.Equal(["ptt", "location"], _host.Double.Received.Select(message => message.Type));
    }

    [Fact]
    public async Task A_message_is_edited_deleted_and_reacted_to()
    {
        var id = (await SendAsync("5511999990001")).FirstId;
        Assert.Equal(HttpStatusCode.Created, (await _caller.PostAsync("edit-message", new JsonObject { ["id"] = id, ["newText"] = "hello" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await _caller.PostAsync("react-message", new JsonObject { ["msgId"] = id, ["reaction"] = "👍" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await _caller.PostAsync("delete-message", new JsonObject { ["phone"] = "5511999990001", ["messageId"] = id })).Status);
        var message = Assert.Single(_maria.History);
        Assert.Equal(("hello", "👍", true, true), (message.Text, message.Reaction, message.Edited, message.Revoked));
    }

    [Fact]
    public async Task Typing_shows_on_the_phone_until_the_message_comes()
    {
        await _caller.PostAsync("typing", new JsonObject { ["phone"] = "5511999990001", ["value"] = true });
        Assert.True(_maria.BusinessIsTyping);
        await SendAsync("5511999990001");
        Assert.False(_maria.BusinessIsTyping);
    }

    [Fact]
    public async Task Typing_to_a_short_privacy_id_is_lost_even_with_isLid()
    {
        var omar = _session.Phone("27697462278168@lid", "Omar");
        var reply = await _caller.PostAsync("typing", new JsonObject { ["phone"] = "27697462278168@lid", ["isLid"] = true, ["value"] = true });
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.False(omar.BusinessIsTyping);
    }

    [Fact]
    public async Task Send_seen_succeeds_with_a_capital_letter_and_marks_the_chat_read()
    {
        await _maria.SendTextAsync("hello");
        var reply = await _caller.PostAsync("send-seen", new JsonObject { ["phone"] = "5511999990001" });
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Equal("Success", (string?)reply.Json!["status"]);
        Assert.Equal(3, _maria.History[0].Ack);
    }

    private Task<DoubleReply> SendAsync(string phone) => _caller.PostAsync("send-message", Hi(phone));

    private static JsonObject Hi(string phone) => new() { ["phone"] = phone, ["message"] = "hi" };

    private static void AssertDisconnected(DoubleReply reply)
    {
        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.Equal("""{"response":null,"status":"Disconnected","message":"A sessão do WhatsApp não está ativa."}""", reply.Text);
    }
}
