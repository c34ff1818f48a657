using System.Globalization;
using System.Net;
using System.Resources;
using System.Text;
using System.Text.Json.Nodes;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Resources;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Doors;

/// <summary>What WPPConnect, or anybody else, posts to the webhook's address, over real HTTP.</summary>
public sealed class WebhookDoorTests : IAsyncLifetime
{
    private HelpdeskApp _app = null!;
    private HttpClient _http = null!;
    private string _path = "";
    private long _server;

    public async Task InitializeAsync()
    {
        _app = await HelpdeskApp.StartAsync();
        _http = _app.Stranger();
        _server = await _app.Given.ServerAsync(_app.Admin, "http://127.0.0.1:1");
        await _app.Given.NumberAsync(_app.Admin, _server);
        _path = await _app.Given.WebhookPathAsync(_app.Admin, _server);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    public static TheoryData<string, string, HttpStatusCode, string> Broken => new()
    {
        { "nothing", "", HttpStatusCode.BadRequest, "malformed-json" },
        { "half", "{\"event\":\"onmess", HttpStatusCode.BadRequest, "malformed-json" },
        { "an array", "[]", HttpStatusCode.BadRequest, "malformed-json" },
        { "a number", "5", HttpStatusCode.BadRequest, "malformed-json" },
        { "too deep", new string('[', 1000) + new string(']', 1000), HttpStatusCode.BadRequest, "malformed-json" },
        { "null fields", "{\"event\":null,\"session\":\"helpdesk\",\"id\":null,\"t\":null}", HttpStatusCode.OK, "no-event" },
        { "no id", "{\"event\":\"onmessage\",\"session\":\"helpdesk\",\"id\":null}", HttpStatusCode.OK, "no-message-id" },
        { "no time", "{\"event\":\"onmessage\",\"session\":\"helpdesk\",\"id\":\"false_201@c.us_K\"}", HttpStatusCode.OK, "no-time" },
        { "no type", "{\"event\":\"onmessage\",\"session\":\"helpdesk\",\"id\":\"false_201@c.us_K\",\"t\":5}", HttpStatusCode.OK, "no-type" },
        { "no chat", "{\"event\":\"onmessage\",\"session\":\"helpdesk\",\"id\":\"false_x@c.us_K\"}", HttpStatusCode.OK, "no-chat" },
        { "no ack", "{\"event\":\"onack\",\"session\":\"helpdesk\",\"id\":\"true_201@c.us_K\",\"ack\":null}", HttpStatusCode.OK, "no-ack" },
        { "no session", "{\"event\":\"onmessage\"}", HttpStatusCode.OK, "unknown-session" },
        { "half an emoji for a session", "{\"event\":\"onmessage\",\"session\":\"\\ud83d\"}", HttpStatusCode.OK, "unknown-session" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_cannot_be_handled_is_answered_and_ends_on_the_failure_list(string what, string body, HttpStatusCode status, string reason)
    {
        Assert.NotEmpty(what);
        Assert.Equal(status, (await PostAsync(body)).StatusCode);
        var entry = await FinishedAsync();
        Assert.Equal((InboundState.Failed, reason), (entry.State, entry.Reason));
        AssertTold(entry.Reason!);
    }

    [Fact]
    public async Task A_wrong_path_is_401_and_leaves_no_row()
    {
        using var reply = await _http.PostAsync("/hooks/whatsapp/guess", Json("{}"));
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Seventy_megabytes_are_413_and_leave_no_row()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _path) { Content = new Flood(70L * 1024 * 1024, lengthTold: true) };
        request.Headers.ExpectContinue = true;
        using var reply = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.StatusCode);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Seventy_megabytes_without_a_told_length_leave_no_row_and_the_door_stays_open()
    {
        using var flood = new Flood(70L * 1024 * 1024, lengthTold: false);
        // The server hangs up as soon as it has read enough: the caller sees 413, or its own writing break.
        var status = await Record.ExceptionAsync(async () => Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _http.PostAsync(_path, flood)).StatusCode));
        Assert.True(status is null or HttpRequestException, $"{status}");
        Assert.Equal(0, await CountAsync());
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Webhook.Text("K1", "hi", DateTimeOffset.UnixEpoch).ToJsonString())).StatusCode);
    }

    [Fact]
    public async Task Looking_at_the_path_with_a_browser_is_405()
    {
        using var reply = await _http.GetAsync(_path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
    }

    [Fact]
    public async Task A_message_of_an_unknown_session_works_once_the_session_is_added_and_a_person_retries()
    {
        var webhook = Webhook.Text("K1", "hello from the other number", DateTimeOffset.UnixEpoch);
        webhook["session"] = "second";
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(webhook.ToJsonString())).StatusCode);
        var failed = await FinishedAsync();
        Assert.Equal(("unknown-session", "second"), (failed.Reason, failed.Detail));
        await _app.Given.NumberAsync(_app.Admin, _server, session: "second");
        Assert.True((await _app.Given.RunAsync<RetryInbound, Result>(_app.Admin, u => u.ExecuteAsync(failed.Id, default))).Succeeded);
        await Eventually.TrueAsync(async () => (await EntryAsync()).State == InboundState.Shown, "the entry is shown");
        Assert.Equal("hello from the other number", await _app.Given.LookAsync(_app.Admin, db => db.Tickets.Select(t => t.LastLine).SingleAsync()));
    }

    [Theory]
    [InlineData("{\"event\":\"onsomethingnew\",\"session\":\"helpdesk\"}", "unknown-kind")]
    [InlineData("{\"event\":\"incomingcall\",\"session\":\"helpdesk\"}", "kind-needs-no-effect")]
    [InlineData("{\"event\":\"onmessage\",\"session\":\"helpdesk\",\"id\":\"false_1@g.us_K\"}", "group")]
    [InlineData("{\"event\":\"onmessage\",\"session\":\"helpdesk\",\"id\":\"false_status@broadcast_K\"}", "broadcast")]
    [InlineData("{\"event\":\"onmessage\",\"session\":\"helpdesk\",\"id\":\"false_201@c.us_K\",\"t\":5,\"type\":\"e2e_notification\"}", "notice")]
    [InlineData("{\"event\":\"onrevokedmessage\",\"session\":\"helpdesk\",\"refId\":\"false_201@c.us_K\"}", "unknown-message")]
    [InlineData("{\"event\":\"onack\",\"session\":\"helpdesk\",\"id\":\"false_201@c.us_K\",\"ack\":1}", "ack-of-theirs")]
    [InlineData("{\"event\":\"onack\",\"session\":\"helpdesk\",\"id\":\"true_201@c.us_K\",\"ack\":0}", "ack-clock")]
    [InlineData("{\"event\":\"status-find\",\"session\":\"helpdesk\",\"status\":\"qrReadSuccess\"}", "status-on-the-way")]
    public async Task What_needs_no_effect_is_accepted_and_says_why(string body, string reason)
    {
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(body)).StatusCode);
        var entry = await FinishedAsync();
        Assert.Equal((InboundState.Ignored, reason), (entry.State, entry.Reason));
        AssertTold(reason);
    }

    [SharedDataFact]
    public async Task Every_sample_of_the_contract_ends_shown_ignored_or_failed_with_a_reason_that_has_a_text()
    {
        var samples = Directory.GetFiles(Path.Combine(SharedData.WppConnect!, "samples"), "webhook.*.json");
        Assert.NotEmpty(samples);
        foreach (var sample in samples) Assert.Equal(HttpStatusCode.OK, (await PostAsync(await File.ReadAllTextAsync(sample))).StatusCode);
        await Eventually.TrueAsync(async () => await _app.Given.LookAsync(_app.Admin, db => db.InboundEntries.AllAsync(e => e.Finished)), "every entry is finished");
        var entries = await _app.Given.LookAsync(_app.Admin, db => db.InboundEntries.AsNoTracking().ToListAsync());
        Assert.Equal(samples.Length, entries.Count);
        Assert.All(entries.Where(e => e.State != InboundState.Shown), e => AssertTold(e.Reason!));
        Assert.All(entries.Where(e => e.State == InboundState.Failed), e => Assert.Equal("unknown-session", e.Reason));
        Assert.Contains(entries, e => e.State == InboundState.Shown && e.TicketId is not null);
    }

    private static void AssertTold(string reason)
    {
        var texts = new ResourceManager(typeof(PageTexts));
        Assert.All(new[] { "en", "ar" }, culture => Assert.False(
            string.IsNullOrWhiteSpace(texts.GetResourceSet(CultureInfo.GetCultureInfo(culture == "en" ? "" : culture), true, false)?.GetString($"inbound.{reason}")),
            $"inbound.{reason} has no text in {culture}"));
    }

    private Task<HttpResponseMessage> PostAsync(string body) => _http.PostAsync(_path, Json(body));

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private Task<int> CountAsync() => _app.Given.LookAsync(_app.Admin, db => db.InboundEntries.CountAsync());

    private Task<InboundEntry> EntryAsync() => _app.Given.LookAsync(_app.Admin, db => db.InboundEntries.AsNoTracking().SingleAsync());

    private async Task<InboundEntry> FinishedAsync()
    {
        await Eventually.TrueAsync(async () => (await EntryAsync()).Finished, "the entry is finished");
        return await EntryAsync();
    }

    // Written piece by piece, so that the test holds none of it.
    private sealed class Flood(long size, bool lengthTold) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var piece = new byte[65536];
            for (var sent = 0L; sent < size; sent += piece.Length) await stream.WriteAsync(piece);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = size;
            return lengthTold;
        }
    }
}
