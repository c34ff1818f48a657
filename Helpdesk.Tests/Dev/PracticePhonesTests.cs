using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev;
using Helpdesk.Web.Dev.WppConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Helpdesk.Tests.Dev;

/// <summary>The page at /dev/whatsapp and the mounted double, behind a pipeline that refuses strangers and forged forms.</summary>
public sealed class PracticePhonesTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    private WppConnectDouble Double => _app.Services.GetRequiredService<WppConnectDouble>();

    private CustomerPhone Daniel => Double.Session("practice")!.Phone("34612345678", "Daniel Reyes");

    public async Task InitializeAsync()
    {
        _app = await StartAsync(Environments.Development);
        _http = ClientOf(_app);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Outside_development_nothing_of_it_is_there()
    {
        await using var production = await StartAsync(Environments.Production);
        Assert.Empty(((IEndpointRouteBuilder)production).DataSources.SelectMany(source => source.Endpoints));
    }

    [Fact]
    public async Task The_page_opens_without_signing_in_and_holds_no_inline_script()
    {
        var reply = await _http.GetAsync("/dev/whatsapp");
        var html = await reply.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Contains("default-src 'self'", Assert.Single(reply.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script[^>]*>[^<]", html);
    }

    [Theory]
    [InlineData("", "lang=\"en\" dir=\"ltr\" data-theme=\"light\"")]
    [InlineData("?lang=ar&theme=dark", "lang=\"ar\" dir=\"rtl\" data-theme=\"dark\"")]
    [InlineData("?lang=%22%3E%3Cscript%3E&theme=x", "lang=\"en\" dir=\"ltr\" data-theme=\"light\"")]
    public async Task Language_and_theme_come_from_the_address(string query, string expected) =>
        Assert.Contains(expected, await _http.GetStringAsync($"/dev/whatsapp{query}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("phones.css", "text/css")]
    [InlineData("phones.js", "text/javascript")]
    [InlineData("phones-parts.js", "text/javascript")]
    [InlineData("phones-view.js", "text/javascript")]
    public async Task Its_parts_come_out_of_the_assembly(string name, string type)
    {
        var reply = await _http.GetAsync($"/dev/whatsapp/{name}");
        Assert.Equal((HttpStatusCode.OK, type), (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Every_text_is_there_in_both_languages_with_all_its_plural_forms()
    {
        var english = (await _http.GetFromJsonAsync<Dictionary<string, string>>("/dev/whatsapp/texts?lang=en"))!;
        var arabic = (await _http.GetFromJsonAsync<Dictionary<string, string>>("/dev/whatsapp/texts?lang=ar"))!;
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), arabic.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in english)
        {
            Assert.NotEqual(text, arabic[key]);
            Assert.Equal(text.Contains('|', StringComparison.Ordinal) ? 6 : 1, arabic[key].Split('|').Length);
        }
    }

    [Fact]
    public async Task A_text_from_a_phone_is_posted_to_the_webhook()
    {
        await using var desk = await DoubleHost.StartAsync();
        Double.WebhookUrl = $"{desk.BaseUrl}/inbox";
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("text", OfDaniel(new() { ["text"] = "Where is my order?" })));
        Assert.Equal("Where is my order?", (string?)Assert.Single(desk.WebhooksNamed("onmessage"))["body"]);
    }

    [Fact]
    public async Task A_picture_from_a_phone_is_shown_and_any_other_file_is_only_a_download()
    {
        await PostAsync("file", OfDaniel(new() { ["dataUrl"] = "data:image/png;base64,iVBORw0KGgo=", ["name"] = "a.png", ["caption"] = "" }));
        await PostAsync("file", OfDaniel(new() { ["dataUrl"] = "data:text/html;base64,PHNjcmlwdD4=", ["name"] = "a.html", ["caption"] = "" }));
        var types = new List<string?>();
        foreach (var message in Daniel.History)
        {
            var reply = await _http.GetAsync($"/dev/whatsapp/files/practice/{message.Key}");
            types.Add(reply.Content.Headers.ContentType?.MediaType);
            Assert.Equal("nosniff", Assert.Single(reply.Headers.GetValues("X-Content-Type-Options")));
        }

        Assert.Equal(["image/png", "application/octet-stream"], types);
    }

    [Fact]
    public async Task Going_online_and_reading_raises_the_acks_of_what_had_come()
    {
        Daniel.AutoAcks = AutoAcks.None;
        await Double.Session("practice")!.SendFromBusinessPhoneAsync("34612345678", "hello");
        Assert.Equal(1, Daniel.History[0].Ack);
        await PostAsync("presence", OfDaniel(new() { ["online"] = true, ["reads"] = false }));
        Assert.Equal(2, Daniel.History[0].Ack);
        await PostAsync("presence", OfDaniel(new() { ["online"] = true, ["reads"] = true }));
        Assert.Equal(3, Daniel.History[0].Ack);
    }

    [Fact]
    public async Task A_burst_comes_from_all_phones()
    {
        await PostAsync("burst", new() { ["count"] = 50 });
        var counts = Double.Session("practice")!.Phones.Select(phone => phone.History.Count).ToList();
        Assert.Equal(50, counts.Sum());
        Assert.All(counts, count => Assert.InRange(count, 16, 17));
        Assert.Equal("Hello, where is my order? (2/50)", Daniel.History[0].Text);
    }

    [Fact]
    public async Task Switches_turn_the_faults_on_and_off()
    {
        await PostAsync("switches", new() { ["drop"] = true, ["duplicate"] = true, ["shuffle"] = false, ["slow"] = true, ["fail"] = true, ["silent"] = false });
        Assert.True(Double.Faults is { DropWebhooks: true, DuplicateWebhooks: 3, InternalError: true });
        Assert.True(Double.Faults.SendLatency > TimeSpan.Zero);
        await PostAsync("switches", new() { ["drop"] = false, ["duplicate"] = false, ["shuffle"] = false, ["slow"] = false, ["fail"] = false, ["silent"] = false });
        Assert.True(Double.Faults is { DropWebhooks: false, DuplicateWebhooks: 0, InternalError: false });
    }

    [Fact]
    public async Task The_connection_is_cut_and_made_again()
    {
        await PostAsync("sessions", new() { ["name"] = "practice", ["connected"] = false });
        Assert.Equal(SessionState.Closed, Double.Session("practice")!.State);
        await PostAsync("sessions", new() { ["name"] = "practice", ["connected"] = true });
        Assert.Equal(SessionState.Connected, Double.Session("practice")!.State);
    }

    [Fact]
    public async Task A_phone_is_added_by_name_and_number()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("phones", new() { ["session"] = "practice", ["number"] = "12", ["name"] = "Lea" }));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("phones", new() { ["session"] = "practice", ["number"] = "+49 151 2345678", ["name"] = "Lea" }));
        Assert.Equal("491512345678@c.us", Double.Session("practice")!.Phones[^1].ChatId);
    }

    [Fact]
    public async Task The_stream_begins_with_everything_and_goes_on_with_what_changed()
    {
        using var stream = await _http.GetStreamAsync("/dev/whatsapp/stream");
        await using var events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
        var kinds = new List<string>();
        for (var part = 0; part < 4; part++)
        {
            kinds.Add((await NextAsync(events)).EventType);
        }

        Assert.Equal(["strip", "phone", "phone", "phone"], kinds);
        await Daniel.SendTextAsync("news");
        Assert.Contains("news", (await NextAsync(events)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mounted_double_answers_under_its_prefix_without_signing_in()
    {
        var reply = await _http.PostAsync("/dev/wppconnect/api/practice/THISISMYSECURETOKEN/generate-token", content: null);
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _http.GetAsync("/dev/wppconnect/api/practice/status-session")).StatusCode);
    }

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        return events.Current;
    }

    private static JsonObject OfDaniel(JsonObject body)
    {
        (body["session"], body["chat"]) = ("practice", "34612345678@c.us");
        return body;
    }

    private async Task<HttpStatusCode> PostAsync(string action, JsonObject body) => (await _http.PostAsJsonAsync($"/dev/whatsapp/{action}", body)).StatusCode;

    private static HttpClient ClientOf(WebApplication app) => new()
    {
        BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
    };

    private static async Task<WebApplication> StartAsync(string environment)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPhonesAlone();
        builder.Services.AddAntiforgery();
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        var app = builder.Build();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapDevDouble();
        await app.StartAsync();
        return app;
    }
}
