using System.Net;
using System.Net.WebSockets;
using System.Text;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Identity;

/// <summary>Other people's pages reach nothing with our cookie, seen from outside (ABUSE 32, 43), and what every answer says to a browser.</summary>
public sealed class SignInOriginTests : IAsyncLifetime
{
    private const string Evil = "https://evil.example";
    private HelpdeskApp _app = null!;

    public async Task InitializeAsync() => _app = await HelpdeskApp.StartAsync("Production", new() { ["Helpdesk:PublicUrl"] = "https://desk.example.com" });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("POST", "/hubs/agent/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/hubs/agent")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/signout")]
    [InlineData("POST", "/signin")]
    [InlineData("POST", "/account/renew")]
    [InlineData("POST", "/api/tickets/1/replies")]
    [InlineData("DELETE", "/files/1")]
    public async Task A_foreign_page_is_refused(string method, string path)
    {
        using var http = _app.BrowserOf(_app.Admin);
        foreach (var origin in (string[])[Evil, "http://desk.example.com.evil.example", "https://desk.example.com:8443", "null"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("Origin", origin);
            http.DefaultRequestHeaders.Remove("Origin");
            using var reply = await http.SendAsync(request);
            Assert.Equal((origin, HttpStatusCode.Forbidden), (origin, reply.StatusCode));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://desk.example.com")]
    public async Task Our_own_page_is_let_through_by_the_host_or_the_public_address(string? origin)
    {
        using var http = _app.BrowserOf(_app.Admin);
        if (origin is not null)
        {
            http.DefaultRequestHeaders.Remove("Origin");
            http.DefaultRequestHeaders.Add("Origin", origin);
        }

        using var reply = await http.PostAsync("/hubs/agent/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public async Task Our_cookie_without_an_origin_changes_nothing_and_a_program_without_both_is_not_disturbed()
    {
        using var http = _app.BrowserOf(_app.Admin);
        http.DefaultRequestHeaders.Remove("Origin");
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsync("/hubs/agent/negotiate?negotiateVersion=1", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/")).StatusCode);
        using var program = _app.Stranger();
        Assert.NotEqual(HttpStatusCode.Forbidden, (await program.PostAsync("/hubs/agent/negotiate?negotiateVersion=1", null)).StatusCode);
        using var hook = new HttpRequestMessage(HttpMethod.Post, "/hooks/whatsapp/nobody-knows-this") { Content = new StringContent("{}") };
        hook.Headers.Add("Origin", Evil);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.SendAsync(hook)).StatusCode);
    }

    [Fact]
    public async Task A_foreign_page_opens_no_socket()
    {
        using var http = _app.BrowserOf(_app.Admin);
        using var foreign = new ClientWebSocket();
        foreign.Options.SetRequestHeader("Cookie", http.DefaultRequestHeaders.GetValues("Cookie").Single());
        foreign.Options.SetRequestHeader("Origin", Evil);
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => foreign.ConnectAsync(SocketOf(http), default));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_session_cuts_its_hub_connection_at_once_and_leaves_another_ones()
    {
        using var http = _app.BrowserOf(_app.Admin);
        using var other = _app.BrowserOf(_app.Admin);
        using var socket = await ConnectAsync(http);
        using var kept = await ConnectAsync(other);
        var sessions = await _app.Given.LookAsync(_app.Admin, db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.UserSessions.OrderBy(s => s.Id).Select(s => s.Id)));
        var start = TimeProvider.System.GetTimestamp();
        await _app.Services.GetRequiredService<Sessions>().EndAsync(sessions[0], SessionEnd.Revoked, default);
        await Eventually.TrueAsync(() => IsCutAsync(socket), "the connection is cut", TimeSpan.FromSeconds(5));
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
        Assert.Equal(WebSocketState.Open, kept.State);
        using var again = new ClientWebSocket();
        again.Options.SetRequestHeader("Cookie", http.DefaultRequestHeaders.GetValues("Cookie").Single());
        again.Options.SetRequestHeader("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        await Assert.ThrowsAsync<WebSocketException>(() => again.ConnectAsync(SocketOf(http), default));
    }

    [Theory]
    [InlineData("/signin", false)]
    [InlineData("/", true)]
    public async Task Every_page_says_what_a_browser_may_do_and_a_signed_in_one_is_not_kept(string path, bool signedIn)
    {
        using var http = signedIn ? _app.BrowserOf(_app.Admin) : _app.Stranger();
        using var reply = await http.GetAsync(path);
        Assert.Equal("same-origin", Assert.Single(reply.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(reply.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Contains("camera=()", Assert.Single(reply.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        var policy = reply.Headers.GetValues("Content-Security-Policy").First();
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(" ws: ", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.True(reply.Headers.CacheControl?.NoStore, "the page may be kept");
        var page = await reply.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(" on[a-z]+=\"", page);
    }

    private static Uri SocketOf(HttpClient http) => new(http.BaseAddress!.ToString().Replace("http", "ws", StringComparison.Ordinal) + "hubs/agent");

    private static async Task<ClientWebSocket> ConnectAsync(HttpClient http)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", http.DefaultRequestHeaders.GetValues("Cookie").Single());
        socket.Options.SetRequestHeader("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(SocketOf(http), default);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, default);
        var heard = await socket.ReceiveAsync(new byte[4096], default);
        Assert.Equal(WebSocketMessageType.Text, heard.MessageType);
        return socket;
    }

    private static async Task<bool> IsCutAsync(ClientWebSocket socket)
    {
        try
        {
            return socket.State != WebSocketState.Open || (await socket.ReceiveAsync(new byte[4096], default)).MessageType == WebSocketMessageType.Close;
        }
        catch (WebSocketException)
        {
            return true;
        }
    }
}
