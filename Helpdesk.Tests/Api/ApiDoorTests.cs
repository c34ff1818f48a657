using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Web.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Helpdesk.Tests.Api;

/// <summary>Who gets in at the door of programs, and what it takes from them.</summary>
public sealed class ApiDoorTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _logged = new();
    private ApiDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await ApiDesk.StartAsync(services: services => services
        .AddSingleton<ILoggerProvider>(_ => new LogWords(_logged)).PostConfigure<LoggerFilterOptions>(options =>
        {
            options.Rules.Clear();
            options.MinLevel = LogLevel.Trace;
        }));

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Every_route_is_closed_to_who_has_no_token()
    {
        var routes = Routes();
        Assert.True(routes.Count >= 18);
        foreach (var (method, path) in routes)
        {
            var problem = await _desk.Stranger().TellAsync(method, path).RefusedAsync(HttpStatusCode.Unauthorized, "token.missing");
            Assert.NotNull(problem["detail"]);
        }
    }

    [Fact]
    public async Task Unknown_late_and_revoked_tokens_get_one_answer()
    {
        var (late, revoked) = (await _desk.TokenAsync(_desk.Admin, expires: TimeProvider.System.GetUtcNow().AddMilliseconds(300)), await _desk.TokenAsync(_desk.Admin));
        await _desk.Given.RunAsync<RevokeToken, Result>(_desk.Admin, u => u.ExecuteAsync(revoked.Id, default));
        await _desk.SettledAsync();
        var answers = new HashSet<string>();
        foreach (var token in new[] { revoked.Text, revoked.Text[..^2] + "aa", "nonsense", "hd_1_" + new string('a', 43) }) answers.Add(await AnswerAsync(token));
        await Support.Eventually.TrueAsync(async () => (await _desk.With(late.Text).AskAsync("/departments")).StatusCode == HttpStatusCode.Unauthorized, "the token is late");
        answers.Add(await AnswerAsync(late.Text));
        Assert.Contains("invalid_token", Assert.Single(answers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_in_the_address_or_another_scheme_opens_nothing()
    {
        var token = (await _desk.TokenAsync(_desk.Admin)).Text;
        foreach (var name in new[] { "access_token", "token", "api_key" })
            await _desk.Stranger().AskAsync($"/departments?{name}={token}").RefusedAsync(HttpStatusCode.Unauthorized, "token.missing");
        var basic = _desk.Stranger();
        basic.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"x:{token}")));
        await basic.AskAsync("/departments").RefusedAsync(HttpStatusCode.Unauthorized, "token.refused");
        // Outside the API a token is nothing.
        using var page = await _desk.With(token).GetAsync(new Uri("/files/1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Fact]
    public async Task A_pages_cookie_reads_its_own_origin_and_changes_nothing()
    {
        using var browser = _desk.App.BrowserOf(_desk.Admin);
        await browser.AskAsync("/departments").JsonAsync();
        await browser.PostAsync("/customers", """{"phone":"+201001112233"}""").RefusedAsync(HttpStatusCode.Unauthorized, "token.missing");
        Assert.Equal(0, await _desk.Given.LookAsync(_desk.Admin, db => db.Customers.CountAsync()));
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        await browser.AskAsync("/departments").RefusedAsync(HttpStatusCode.Unauthorized, "token.missing");
        using var elsewhere = _desk.App.BrowserOf(_desk.Admin);
        elsewhere.DefaultRequestHeaders.Remove("Origin");
        elsewhere.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        await elsewhere.AskAsync("/departments").RefusedAsync(HttpStatusCode.Unauthorized, "token.missing");
    }

    [Fact]
    public async Task Who_is_no_member_any_more_gets_no_page_to_sign_in_by()
    {
        var gone = Actor.Member(_desk.Admin.Tenant, new AgentId(1), new UserId(1), Permissions.Everything, new HashSet<DepartmentId>());
        using var browser = _desk.App.BrowserOf(gone);
        await browser.AskAsync("/departments").RefusedAsync(HttpStatusCode.Unauthorized, "token.missing");
    }

    [Fact]
    public async Task Another_workspaces_token_finds_none_of_our_ids()
    {
        var ticket = await _desk.TicketAsync();
        var (t, c) = (ticket.Id.Value, ticket.CustomerId.Value);
        var before = await _desk.AgainAsync(ticket);
        var other = await _desk.ProgramOfAsync(await _desk.Given.AnotherWorkspaceAsync());
        await AssertBlindAsync(other, t, c);
        var foreign = $$"""{"agentId":{{_desk.Admin.Agent!.Value.Value}}}""";
        await other.TellAsync(HttpMethod.Put, $"/tickets/{t}/assignee", foreign).RefusedAsync(HttpStatusCode.NotFound, "ticket.not-found");
        Assert.Empty((await other.AskAsync("/tickets").JsonAsync())["items"]!.AsArray());
        Assert.Empty((await other.AskAsync("/customers").JsonAsync())["items"]!.AsArray());
        Assert.Equal((before.Version, before.LastSequence), ((await _desk.AgainAsync(ticket)).Version, (await _desk.AgainAsync(ticket)).LastSequence));
    }

    [Fact]
    public async Task An_agent_of_another_department_finds_none_of_its_tickets_and_customers()
    {
        var ticket = await _desk.TicketAsync();
        var sales = await _desk.Given.DepartmentAsync(_desk.Admin, "Sales");
        var eve = await _desk.ProgramOfAsync(await _desk.Given.AgentAsync(_desk.Admin, "Eve", Role.Agent, sales));
        await AssertBlindAsync(eve, ticket.Id.Value, ticket.CustomerId.Value);
        Assert.Empty((await eve.AskAsync("/tickets").JsonAsync())["items"]!.AsArray());
        Assert.Empty((await eve.AskAsync("/customers").JsonAsync())["items"]!.AsArray());
    }

    [Fact]
    public async Task Who_lacks_a_permission_is_refused_by_its_name_and_it_is_noted()
    {
        var ticket = (await _desk.TicketAsync()).Id.Value;
        var reader = await _desk.ProgramOfAsync(_desk.Admin, TokenKind.Personal, Permission.ViewTickets, Permission.ViewAllTickets);
        (HttpMethod, string, string?, Permission)[] calls =
        [
            (HttpMethod.Post, $"/tickets/{ticket}/claim", null, Permission.WorkTickets),
            (HttpMethod.Put, $"/tickets/{ticket}/assignee", """{"agentId":1}""", Permission.AssignTickets),
            (HttpMethod.Put, $"/tickets/{ticket}/priority", """{"priority":"low"}""", Permission.WorkTickets),
            (HttpMethod.Post, $"/tickets/{ticket}/set-aside", """{"status":"pending","seen":9}""", Permission.WorkTickets),
            (HttpMethod.Post, $"/tickets/{ticket}/resolve", """{"seen":9}""", Permission.WorkTickets),
            (HttpMethod.Post, $"/tickets/{ticket}/close", """{"seen":9}""", Permission.WorkTickets),
            (HttpMethod.Post, $"/tickets/{ticket}/reopen", null, Permission.WorkTickets),
            (HttpMethod.Post, $"/tickets/{ticket}/replies", """{"text":"x","seen":9}""", Permission.WorkTickets),
            (HttpMethod.Post, $"/tickets/{ticket}/notes", """{"text":"x"}""", Permission.WorkTickets),
            (HttpMethod.Post, "/customers", """{"phone":"+201001112233"}""", Permission.EditCustomers),
            (HttpMethod.Patch, "/customers/1", """{"name":"x"}""", Permission.EditCustomers),
            (HttpMethod.Get, "/activity", null, Permission.ViewActivity),
        ];
        foreach (var (method, path, body, needed) in calls)
            Assert.Equal($"{needed}", (string?)(await reader.TellAsync(method, path, body).RefusedAsync(HttpStatusCode.Forbidden, "permission.denied"))["detail"]);
        var blind = await _desk.ProgramOfAsync(_desk.Admin, TokenKind.Service, Permission.EditCustomers);
        foreach (var path in new[] { "/tickets", $"/tickets/{ticket}", $"/tickets/{ticket}/messages", "/customers", "/customers/1", "/agents", "/departments" })
            Assert.Equal("ViewTickets", (string?)(await blind.AskAsync(path).RefusedAsync(HttpStatusCode.Forbidden, "permission.denied"))["detail"]);
        var noted = await _desk.Given.LookAsync(_desk.Admin, db => db.ActivityLog.Where(e => e.Action == "permission.denied").Select(e => e.Via).ToListAsync());
        Assert.Equal((calls.Length + 7, "token:till"), (noted.Count, noted.Distinct().Single()));
    }

    [Fact]
    public async Task A_change_by_a_token_stands_in_the_activity_log_with_its_name()
    {
        var ticket = await _desk.TicketAsync();
        var program = _desk.With((await _desk.TokenAsync(_desk.Admin, name: "cash desk 7")).Text);
        await program.PostAsync($"/tickets/{ticket.Id.Value}/claim").DoneAsync();
        var lines = (await program.AskAsync("/activity?action=ticket.changed").JsonAsync())["items"]!.AsArray();
        var line = Assert.Single(lines)!;
        Assert.Equal(("token:cash desk 7", "Ada", ticket.Id.Value), ((string)line["via"]!, (string)line["who"]!, (long)line["entityId"]!));
        Assert.Contains(line["changes"]!.AsArray(), c => (string)c!["property"]! == "AssigneeId" && (string)c["after"]! == "Ada");
    }

    [Fact]
    public async Task A_token_is_in_no_log()
    {
        var token = (await _desk.TokenAsync(_desk.Admin)).Text;
        var program = _desk.With(token);
        await program.AskAsync("/departments").JsonAsync();
        await program.PostAsync("/customers", "{").RefusedAsync(HttpStatusCode.BadRequest, "request.malformed");
        await _desk.With(token[..^1]).AskAsync("/departments").RefusedAsync(HttpStatusCode.Unauthorized, "token.refused");
        var secret = TokenText.Split(token)!.Value.Secret;
        Assert.True(_logged.Count > 100, "the log was heard");
        Assert.Contains(_logged, w => w.Contains("/api/v1/departments", StringComparison.Ordinal));
        Assert.DoesNotContain(_logged, w => w.Contains(secret[..20], StringComparison.Ordinal));
    }

    private static async Task AssertBlindAsync(HttpClient http, long ticket, long customer)
    {
        await http.AskAsync($"/tickets/{ticket}").RefusedAsync(HttpStatusCode.NotFound, "ticket.not-found");
        await http.AskAsync($"/tickets/{ticket}/messages").RefusedAsync(HttpStatusCode.NotFound, "ticket.not-found");
        foreach (var what in new[] { "claim", "reopen" }) await http.PostAsync($"/tickets/{ticket}/{what}").RefusedAsync(HttpStatusCode.NotFound, "ticket.not-found");
        foreach (var what in new[] { "resolve", "close" }) await http.PostAsync($"/tickets/{ticket}/{what}", """{"seen":9}""").RefusedAsync(HttpStatusCode.NotFound, "ticket.not-found");
        await http.PostAsync($"/tickets/{ticket}/replies", """{"text":"x","seen":9}""").RefusedAsync(HttpStatusCode.NotFound, "ticket.not-found");
        await http.PostAsync($"/tickets/{ticket}/notes", """{"text":"x"}""").RefusedAsync(HttpStatusCode.NotFound, "ticket.not-found");
        await http.TellAsync(HttpMethod.Put, $"/tickets/{ticket}/priority", """{"priority":"low"}""").RefusedAsync(HttpStatusCode.NotFound, "ticket.not-found");
        await http.AskAsync($"/customers/{customer}").RefusedAsync(HttpStatusCode.NotFound, "customer.not-found");
        await http.TellAsync(HttpMethod.Patch, $"/customers/{customer}", """{"name":"x"}""").RefusedAsync(HttpStatusCode.NotFound, "customer.not-found");
    }

    private async Task<string> AnswerAsync(string token)
    {
        using var reply = await _desk.With(token).AskAsync("/departments");
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        return $"{reply.Headers.WwwAuthenticate} {await reply.Content.ReadAsStringAsync()}";
    }

    private List<(HttpMethod Method, string Path)> Routes() =>
    [
        .. _desk.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(r => r.RoutePattern.RawText!.StartsWith(ApiRoutes.Root, StringComparison.Ordinal) && r.RoutePattern.RawText != ApiRoutes.Document)
            .SelectMany(r => r.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => (new HttpMethod(method), r.RoutePattern.RawText![ApiRoutes.Root.Length..].Replace("{id:long}", "1", StringComparison.Ordinal)))),
    ];

    /// <summary>Hears everything that is logged.</summary>
    private sealed class LogWords(ConcurrentQueue<string> words) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            words.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            words.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
