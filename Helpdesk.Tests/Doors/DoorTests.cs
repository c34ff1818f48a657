using System.Net;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Doors;

/// <summary>Who gets in where, over real HTTP.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    // Routes open to strangers, each for its reason: the sign-in pages, the webhook with its secret path, probes, the API's description, static files, Blazor's own.
    private static readonly string[] OpenToStrangers =
    [
        "/signin", "/setup/{Token}", "/join/{Token}", "/not-found", "/error", "/preferences", "/healthz", "/readyz", "/hooks/whatsapp/{token}",
        "/forgot", "/reset/{Token}", "/register", "/register/{Token}", "/signin/passkey", "/signin/passkey/options", "/w/{slug}", "/w/{slug}/logo", "/api/docs",
    ];

    private HelpdeskApp _app = null!;

    public async Task InitializeAsync() => _app = await HelpdeskApp.StartAsync("Production");

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public void Every_route_but_a_named_few_requires_a_sign_in()
    {
        var routes = _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var open = routes.Where(r => r.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(r => "/" + r.RoutePattern.RawText!.TrimStart('/')).Where(r => !IsStaticFile(r)).Distinct().Order().ToList();
        Assert.True(routes.Count > 10);
        Assert.Empty(open.Except(OpenToStrangers));
        Assert.Contains("/hooks/whatsapp/{token}", open);
    }

    [Fact]
    public void Nothing_of_the_practice_phones_is_there_outside_development()
    {
        var routes = _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(r => r.RoutePattern.RawText!).ToList();
        Assert.NotEmpty(routes);
        Assert.DoesNotContain(routes, r => r.TrimStart('/').StartsWith("dev/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/settings/people")]
    [InlineData("/failures")]
    [InlineData("/channels")]
    [InlineData("/files/1")]
    [InlineData("/hubs/agent")]
    public async Task A_stranger_is_sent_to_the_sign_in(string path)
    {
        using var http = _app.Stranger();
        using var reply = await http.GetAsync(path);
        Assert.True(reply.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{path} answered {reply.StatusCode}");
        if (reply.StatusCode == HttpStatusCode.Redirect) Assert.StartsWith("/signin", reply.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/signin")]
    [InlineData("/healthz")]
    [InlineData("/nowhere-at-all")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var http = _app.Stranger();
        using var reply = await http.GetAsync(path);
        // Blazor adds a policy of its own; a browser enforces both.
        var policies = reply.Headers.GetValues("Content-Security-Policy").ToList();
        Assert.Contains(policies, p => p.Contains("frame-ancestors 'none'", StringComparison.Ordinal) && p.Contains("default-src 'self'", StringComparison.Ordinal));
        Assert.DoesNotContain(policies, p => p.Contains("script-src", StringComparison.Ordinal));
        Assert.Equal("nosniff", Assert.Single(reply.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(reply.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("no-referrer", Assert.Single(reply.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task It_says_that_it_lives_and_that_it_can_work()
    {
        using var http = _app.Stranger();
        Assert.Equal("Healthy", await http.GetStringAsync("/healthz"));
        Assert.Contains("\"database\"", await http.GetStringAsync("/readyz"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_its_own_workspaces_only_and_a_picture_may_be_shown_in_place()
    {
        var file = await FileAsync([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1]);
        using var owner = _app.BrowserOf(_app.Admin);
        using var reply = await owner.GetAsync($"/files/{file}");
        Assert.Equal((HttpStatusCode.OK, "image/png", "inline"), (reply.StatusCode, reply.Content.Headers.ContentType!.MediaType, reply.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal("nosniff", Assert.Single(reply.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("sandbox", Assert.Single(reply.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        using var stranger = _app.BrowserOf(await _app.Given.AnotherWorkspaceAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/files/{file}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync($"/files/{file + 1}")).StatusCode);
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("%PDF-1.7 and so on")]
    public async Task Anything_not_on_the_safe_list_is_downloaded_whatever_it_claims_to_be(string content)
    {
        var file = await FileAsync(System.Text.Encoding.ASCII.GetBytes(content));
        using var owner = _app.BrowserOf(_app.Admin);
        using var reply = await owner.GetAsync($"/files/{file}");
        Assert.Equal(("application/octet-stream", "attachment"), (reply.Content.Headers.ContentType!.MediaType, reply.Content.Headers.ContentDisposition!.DispositionType));
    }

    [Fact]
    public async Task Who_is_no_member_any_more_is_signed_out()
    {
        var gone = Actor.Member(_app.Admin.Tenant, new AgentId(1), new UserId(1), Permissions.Everything, new HashSet<DepartmentId>());
        using var http = _app.BrowserOf(gone);
        using var reply = await http.GetAsync("/files/1");
        Assert.Equal((HttpStatusCode.Redirect, "/signin"), (reply.StatusCode, reply.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("https://evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/tickets/5", "/tickets/5")]
    public async Task A_preference_leads_back_to_our_own_pages_only(string back, string where)
    {
        using var http = _app.Stranger();
        using var reply = await http.GetAsync($"/preferences?culture=ar&return={Uri.EscapeDataString(back)}");
        Assert.Equal(where, reply.Headers.Location!.OriginalString);
    }

    private static bool IsStaticFile(string route) => Path.HasExtension(route) || route.StartsWith("/_", StringComparison.Ordinal) || route.StartsWith("/{**", StringComparison.Ordinal);

    private async Task<long> FileAsync(byte[] bytes)
    {
        var number = await _app.Given.NumberAsync(_app.Admin, await _app.Given.ServerAsync(_app.Admin, "http://127.0.0.1:1"));
        await _app.Given.ArrivesAsync(number, Webhook.Image("K1", bytes, DateTimeOffset.UnixEpoch));
        await Eventually.TrueAsync(async () => await _app.Given.LookAsync(_app.Admin, db => db.Set<Attachment>().AnyAsync()), "the file is stored");
        return await _app.Given.LookAsync(_app.Admin, db => db.Attachments.Select(a => a.Id).SingleAsync());
    }
}
