using System.Net;
using System.Text.Json.Nodes;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Dev;

/// <summary>Contract: "Auth" and "Reply envelope quirk".</summary>
public sealed class DoubleAuthTests : IAsyncLifetime
{
    private DoubleHost _host = null!;
    private DoubleCaller _caller = null!;

    public async Task InitializeAsync()
    {
        _host = await DoubleHost.StartAsync();
        _host.Double.AddSession("helpdesk", "5521988887777").Phone("5511999990001", "Maria");
        _caller = await DoubleCaller.SignInAsync(_host, "helpdesk");
    }

    public async Task DisposeAsync()
    {
        _caller.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_secret_gets_no_token()
    {
        var reply = await _caller.RawAsync("POST", "/api/helpdesk/wrong/generate-token");
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("""{"response":false,"message":"The SECRET_KEY is incorrect"}""", reply.Text);
    }

    [Fact]
    public async Task A_call_without_a_token_is_answered_with_a_message()
    {
        var reply = await _caller.RawAsync("GET", "/api/helpdesk/status-session");
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal("""{"message":"Token is not present. Check your header and try again"}""", reply.Text);
    }

    [Fact]
    public async Task A_call_with_a_bad_token_is_answered_with_an_error()
    {
        var reply = await _caller.RawAsync("GET", "/api/helpdesk/status-session", authorization: "Bearer nonsense");
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal("""{"error":"Check that the Session and Token are correct"}""", reply.Text);
    }

    [Fact]
    public async Task A_token_works_in_the_path_as_well()
    {
        var reply = await _caller.RawAsync("GET", $"/api/helpdesk:{_caller.Token}/status-session");
        Assert.Equal("CONNECTED", (string?)reply.Json!["status"]);
    }

    [Fact]
    public async Task A_token_of_one_session_does_not_open_another() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await _caller.RawAsync("GET", "/api/other/status-session", authorization: $"Bearer {_caller.Token}")).Status);

    [Fact]
    public async Task Many_tokens_are_valid_at_once_and_all_die_with_the_secret()
    {
        using var second = await DoubleCaller.SignInAsync(_host, "helpdesk");
        Assert.NotEqual(_caller.Token, second.Token);
        Assert.Equal(HttpStatusCode.OK, (await _caller.GetAsync("status-session")).Status);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("status-session")).Status);

        _host.Double.SecretKey = "another";

        Assert.Equal(HttpStatusCode.Unauthorized, (await _caller.GetAsync("status-session")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("status-session")).Status);
    }

    [Fact]
    public async Task Tokens_hold_no_slash_and_no_plus()
    {
        for (var attempt = 0; attempt < 40; attempt++)
        {
            using var caller = await DoubleCaller.SignInAsync(_host, "helpdesk");
            Assert.Matches(@"^\$2b\$10\$[./A-Za-z0-9_-]{53}$", caller.Token);
            Assert.DoesNotContain('/', caller.Token);
            Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("status-session")).Status);
        }
    }

    [Fact]
    public async Task All_sessions_are_shown_to_the_secret_only()
    {
        Assert.Equal("""{"response":["helpdesk"]}""", (await _caller.RawAsync("GET", "/api/THISISMYSECURETOKEN/show-all-sessions")).Text);
        var refused = await _caller.RawAsync("GET", "/api/wrong/show-all-sessions");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("""{"response":false,"message":"The token is incorrect"}""", refused.Text);
    }

    [Fact]
    public async Task A_request_of_exactly_application_json_finds_the_session_in_the_reply()
    {
        Assert.Equal("helpdesk", (string?)(await _caller.GetAsync("check-connection-session", DoubleCaller.ExactJson)).Json!["session"]);
        Assert.Null((await _caller.GetAsync("check-connection-session", DoubleCaller.Utf8Json)).Json!["session"]);
        Assert.Equal("", (string?)(await _caller.RawAsync("GET", "/api/helpdesk/status-session", contentType: DoubleCaller.ExactJson)).Json!["session"]);
    }

    [Fact]
    public async Task Json_that_cannot_be_read_is_answered_with_a_page()
    {
        var reply = await _caller.RawAsync("POST", "/api/helpdesk/send-message", "{oops", authorization: $"Bearer {_caller.Token}");
        Assert.Equal((HttpStatusCode.BadRequest, "text/html"), (reply.Status, reply.MediaType));
    }

    [Fact]
    public async Task An_unknown_route_is_answered_with_a_page()
    {
        var reply = await _caller.PostAsync("send-nothing", new JsonObject());
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (reply.Status, reply.MediaType));
        Assert.Contains("Cannot POST /api/helpdesk/send-nothing", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_path_with_another_method_is_an_unknown_route() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _caller.GetAsync("send-message")).Status);

    [Fact]
    public async Task A_body_above_fifty_megabytes_is_answered_with_a_page()
    {
        var body = new JsonObject { ["phone"] = "5511999990001", ["base64"] = new string('A', 50 * 1024 * 1024) };
        var reply = await _caller.PostAsync("send-file", body);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "text/html"), (reply.Status, reply.MediaType));
        Assert.Empty(_host.Double.Received);
    }

    [Fact]
    public async Task A_proxy_in_trouble_answers_any_call_with_a_page()
    {
        _host.Double.Faults.Next(Helpdesk.Web.Dev.WppConnect.Fault.HtmlErrors, 1);
        var reply = await _caller.GetAsync("status-session");
        Assert.Equal((HttpStatusCode.InternalServerError, "text/html"), (reply.Status, reply.MediaType));
        Assert.Equal(HttpStatusCode.OK, (await _caller.GetAsync("status-session")).Status);
    }
}
