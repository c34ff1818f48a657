using System.Net;
using System.Text.Json.Nodes;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Xunit;

namespace Helpdesk.Tests.Dev;

/// <summary>Contract: "Session lifecycle".</summary>
public sealed class DoubleSessionTests : IAsyncLifetime
{
    private DoubleHost _host = null!;
    private DoubleCaller _caller = null!;

    public async Task InitializeAsync()
    {
        _host = await DoubleHost.StartAsync();
        _host.CollectWebhooks();
        _host.Double.LogoutDelay = TimeSpan.FromMilliseconds(1);
        _caller = await DoubleCaller.SignInAsync(_host, "helpdesk");
    }

    public async Task DisposeAsync()
    {
        _caller.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_session_nobody_started_is_closed()
    {
        Assert.Equal("""{"status":"CLOSED","qrcode":null}""", (await _caller.GetAsync("status-session")).Text);
        Assert.Equal("""{"status":false,"message":"Disconnected"}""", (await _caller.GetAsync("check-connection-session")).Text);
        Assert.Null((string?)(await _caller.GetAsync("qrcode-session")).Json!["status"]);
    }

    [Fact]
    public async Task A_start_is_answered_with_the_state_before_it()
    {
        Assert.Equal("""{"status":"CLOSED","qrcode":null}""", (await _caller.PostAsync("start-session")).Text);
        Assert.Equal("QRCODE", (string?)(await _caller.GetAsync("status-session")).Json!["status"]);
    }

    [Fact]
    public async Task A_start_that_waits_for_the_code_gets_it_without_a_prefix()
    {
        var reply = await _caller.PostAsync("start-session", new JsonObject { ["waitQrCode"] = true });
        Assert.Equal("qrcode", (string?)reply.Json!["status"]);
        Assert.DoesNotContain("data:", (string?)reply.Json["qrcode"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pending_code_is_a_picture_and_a_scanned_one_is_json()
    {
        await _caller.PostAsync("start-session");
        Assert.Equal("image/png", (await _caller.GetAsync("qrcode-session")).MediaType);

        _host.Double.Session("helpdesk")!.Link("5521988887777");

        var after = await _caller.GetAsync("qrcode-session");
        Assert.Equal("application/json", after.MediaType);
        Assert.StartsWith("QRCode is not available", (string?)after.Json!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Linking_a_phone_is_told_by_status_find_and_never_by_a_connected_webhook()
    {
        await _caller.PostAsync("start-session");
        _host.Double.Session("helpdesk")!.Link("5521988887777");
        await _host.Double.WebhooksSettledAsync();

        Assert.Equal(["inChat", "isLogged", "notLogged", "qrReadSuccess"], _host.WebhooksNamed("status-find").Select(found => (string?)found["status"]).Order());
        Assert.Single(_host.WebhooksNamed("qrcode"));
        Assert.Equal(SessionState.Connected, _host.Double.Session("helpdesk")!.State);
    }

    [Fact]
    public async Task A_pairing_code_is_given_when_a_phone_is_named()
    {
        var reply = await _caller.PostAsync("start-session", new JsonObject { ["phone"] = "5521988887777" });
        Assert.Equal("phoneCode", (string?)reply.Json!["status"]);
        Assert.Equal("PHONECODE", (string?)(await _caller.GetAsync("status-session")).Json!["status"]);
    }

    [Fact]
    public async Task Starting_a_connected_session_changes_nothing()
    {
        _host.Double.AddSession("helpdesk", "5521988887777");
        Assert.Equal("CONNECTED", (string?)(await _caller.PostAsync("start-session")).Json!["status"]);
    }

    [Fact]
    public async Task A_start_without_internet_stays_initializing_and_cannot_be_closed()
    {
        _host.Double.Faults.Next(Fault.StartHangs, 1);
        await _caller.PostAsync("start-session");
        Assert.Equal("INITIALIZING", (string?)(await _caller.GetAsync("status-session")).Json!["status"]);
        Assert.Equal(HttpStatusCode.NotFound, (await _caller.PostAsync("send-message", new JsonObject { ["phone"] = "1" })).Status);

        var close = await _caller.PostAsync("close-session");
        Assert.Equal(HttpStatusCode.InternalServerError, close.Status);
        Assert.Equal("Error closing session", (string?)close.Json!["message"]);
    }

    [Fact]
    public async Task A_closed_session_starts_again_without_a_code()
    {
        _host.Double.AddSession("helpdesk", "5521988887777");
        Assert.Equal("""{"status":true,"message":"Session successfully closed"}""", (await _caller.PostAsync("close-session")).Text);
        await _caller.PostAsync("start-session");
        Assert.Equal(SessionState.Connected, _host.Double.Session("helpdesk")!.State);
    }

    [Fact]
    public async Task A_logged_out_session_needs_a_new_code_and_cannot_log_out_twice()
    {
        _host.Double.AddSession("helpdesk", "5521988887777");
        Assert.Equal(HttpStatusCode.OK, (await _caller.PostAsync("logout-session")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _caller.PostAsync("logout-session")).Status);
        await _caller.PostAsync("start-session");
        Assert.Equal(SessionState.QrCode, _host.Double.Session("helpdesk")!.State);
    }

    [Fact]
    public async Task An_expired_code_closes_the_session()
    {
        await _caller.PostAsync("start-session");
        _host.Double.Session("helpdesk")!.ExpireQrCode();
        await _host.Double.WebhooksSettledAsync();
        Assert.Contains(_host.WebhooksNamed("status-find"), found => (string?)found["status"] == "autocloseCalled");
        Assert.Equal("CLOSED", (string?)(await _caller.GetAsync("status-session")).Json!["status"]);
    }

    [Fact]
    public async Task A_webhook_given_at_the_start_wins_and_ends_with_the_session()
    {
        var session = _host.Double.AddSession("helpdesk", "5521988887777");
        session.Disconnect();
        _host.Double.WebhookUrl = "http://127.0.0.1:1/nobody";
        await _caller.PostAsync("start-session", new JsonObject { ["webhook"] = $"{_host.BaseUrl}/inbox" });
        await session.Phone("5511999990001", "Maria").SendTextAsync("one");
        Assert.Single(_host.WebhooksNamed("onmessage"));

        session.Disconnect();
        session.Connect();
        await session.Phone("5511999990001", "Maria").SendTextAsync("two");
        Assert.Single(_host.WebhooksNamed("onmessage"));
    }

    [Fact]
    public async Task All_sessions_start_at_once()
    {
        var session = _host.Double.AddSession("helpdesk", "5521988887777");
        session.Disconnect();
        Assert.Equal(HttpStatusCode.Created, (await _caller.RawAsync("POST", "/api/THISISMYSECURETOKEN/start-all")).Status);
        Assert.Equal(SessionState.Connected, session.State);
    }

    [Fact]
    public async Task Clearing_a_session_answers_success() =>
        Assert.Equal("""{"success":true}""", (await _caller.RawAsync("POST", "/api/helpdesk/THISISMYSECURETOKEN/clear-session-data")).Text);
}
