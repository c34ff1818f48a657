using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Api;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Api;

/// <summary>The whole product, called as programs call it: over HTTP with tokens.</summary>
public sealed class ApiDesk : IAsyncDisposable
{
    private readonly List<HttpClient> _clients = [];
    private int _arrivals;

    private ApiDesk(HelpdeskApp app, ChannelAccountId number) => (App, Number) = (app, number);

    public HelpdeskApp App { get; }

    public ChannelAccountId Number { get; }

    public Given Given => App.Given;

    public Actor Admin => App.Admin;

    /// <summary>A workspace with a number nobody answers.</summary>
    public static async Task<ApiDesk> StartAsync(Dictionary<string, string>? settings = null, Action<IServiceCollection>? services = null)
    {
        var app = await HelpdeskApp.StartAsync("Testing", settings, services);
        return new ApiDesk(app, await app.Given.NumberAsync(app.Admin, await app.Given.ServerAsync(app.Admin, "http://127.0.0.1:1")));
    }

    /// <summary>Makes a token; with all its maker may do unless scopes are named.</summary>
    public async Task<NewToken> TokenAsync(Actor maker, TokenKind kind = TokenKind.Personal, string name = "till", DateTimeOffset? expires = null, params Permission[] scopes)
    {
        var request = new TokenRequest(kind, name, scopes.Length > 0 ? scopes.ToHashSet() : maker.Granted, expires);
        var made = await Given.RunAsync<CreateToken, Result<NewToken>>(maker, u => u.ExecuteAsync(request, default));
        Assert.Null(made.Error);
        return made.Value;
    }

    /// <summary>A program with a token of a member.</summary>
    public async Task<HttpClient> ProgramOfAsync(Actor maker, TokenKind kind = TokenKind.Personal, params Permission[] scopes) =>
        With((await TokenAsync(maker, kind, scopes: scopes)).Text);

    /// <summary>A program with a token.</summary>
    public HttpClient With(string token)
    {
        var http = Stranger();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>A program without one.</summary>
    public HttpClient Stranger()
    {
        var http = App.Stranger();
        _clients.Add(http);
        return http;
    }

    /// <summary>A customer writes; a new one unless a chat is named.</summary>
    public async Task<Ticket> TicketAsync(string? chat = null, string text = "hello", ChannelAccountId? number = null)
    {
        var n = Interlocked.Increment(ref _arrivals);
        chat ??= $"2010{n:00000000}";
        await Given.ArrivesAsync(number ?? Number, Webhook.Text($"K{n}", text, TimeProvider.System.GetUtcNow(), chat, $"Customer {n}"));
        Ticket? ticket = null;
        await Eventually.TrueAsync(async () => (ticket = await HoldingAsync($"K{n}")) is not null, "the message is in a ticket");
        return ticket!;
    }

    /// <summary>The ticket as it is now.</summary>
    public Task<Ticket> AgainAsync(Ticket ticket) => Given.LookAsync(Actor.System(ticket.TenantId), db => db.Tickets.AsNoTracking().SingleAsync(t => t.Id == ticket.Id));

    /// <summary>Waits until this node's caches know what was committed.</summary>
    public Task SettledAsync() => Given.LiveSettledAsync(Admin.Tenant);

    /// <summary>Kept calls with a key.</summary>
    public Task<List<IdempotentCall>> CallsAsync() => Given.LookAsync(Admin, db => db.IdempotentCalls.AsNoTracking().ToListAsync());

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await App.DisposeAsync();
    }

    private Task<Ticket?> HoldingAsync(string key) => Given.LookAsync(Admin, db => (
        from m in db.Messages
        where m.ExternalId == key
        join t in db.Tickets on m.TicketId equals t.Id
        select t).AsNoTracking().SingleOrDefaultAsync());
}

/// <summary>Calls as programs make them.</summary>
public static class ApiCalls
{
    /// <summary>Asks.</summary>
    public static Task<HttpResponseMessage> AskAsync(this HttpClient http, string path) => http.GetAsync(new Uri("/api/v1" + path, UriKind.Relative));

    /// <summary>Sends JSON, or whatever text is given.</summary>
    public static Task<HttpResponseMessage> TellAsync(this HttpClient http, HttpMethod method, string path, string? json = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, "/api/v1" + path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return http.SendAsync(request);
    }

    /// <summary>Posts JSON.</summary>
    public static Task<HttpResponseMessage> PostAsync(this HttpClient http, string path, string? json = null, string? key = null) =>
        http.TellAsync(HttpMethod.Post, path, json, key);

    /// <summary>The body of a good answer.</summary>
    public static async Task<JsonObject> JsonAsync(this Task<HttpResponseMessage> call, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var reply = await call;
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.StatusCode == expected, $"{(int)reply.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Asserts status and code of a refusal, which is problem details.</summary>
    public static async Task<JsonObject> RefusedAsync(this Task<HttpResponseMessage> call, HttpStatusCode status, string code)
    {
        using var reply = await call;
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.StatusCode == status, $"{(int)reply.StatusCode} {text}");
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType!.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal((code, (int)status), ((string?)problem["code"], (int)problem["status"]!));
        return problem;
    }

    /// <summary>Asserts that a change was made and answered with nothing.</summary>
    public static async Task DoneAsync(this Task<HttpResponseMessage> call)
    {
        using var reply = await call;
        Assert.True(reply.StatusCode == HttpStatusCode.NoContent, $"{(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
    }
}
