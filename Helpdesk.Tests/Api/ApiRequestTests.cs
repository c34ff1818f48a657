using System.Net;
using System.Text;
using Helpdesk.Web.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Api;

/// <summary>Requests no use case should ever see, and how often one may call.</summary>
public sealed class ApiRequestTests : IAsyncLifetime
{
    private ApiDesk _desk = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _desk = await ApiDesk.StartAsync();
        _admin = await _desk.ProgramOfAsync(_desk.Admin);
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\n  \"phone\": \"+201001112233\",\n  \"tenantId\": 7\n}", "tenantId")]
    [InlineData("""{"phone":"+201001112233","phone":"+201001112234"}""", "phone")]
    [InlineData("""{"phone":null}""", "phone")]
    [InlineData("""{"phone":201001112233}""", "phone")]
    [InlineData("""{"name":"Mona"}""", "$")]
    [InlineData("[]", "$")]
    [InlineData("null", "body")]
    [InlineData("", "body")]
    public async Task A_body_that_is_not_meant_for_it_is_refused_by_place(string json, string named)
    {
        var problem = await _admin.PostAsync("/customers", json).RefusedAsync(HttpStatusCode.BadRequest, "request.malformed");
        var detail = (string)problem["detail"]!;
        Assert.Contains(named, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Helpdesk.", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, await _desk.Given.LookAsync(_desk.Admin, db => db.Customers.CountAsync()));
    }

    [Fact]
    public async Task No_operation_takes_members_it_does_not_know()
    {
        var ticket = await _desk.TicketAsync();
        (HttpMethod, string, string)[] bodies =
        [
            (HttpMethod.Put, $"/tickets/{ticket.Id.Value}/assignee", "\"agentId\":1"),
            (HttpMethod.Put, $"/tickets/{ticket.Id.Value}/priority", "\"priority\":\"low\""),
            (HttpMethod.Post, $"/tickets/{ticket.Id.Value}/set-aside", "\"status\":\"pending\",\"seen\":99"),
            (HttpMethod.Post, $"/tickets/{ticket.Id.Value}/resolve", "\"seen\":99"),
            (HttpMethod.Post, $"/tickets/{ticket.Id.Value}/close", "\"seen\":99"),
            (HttpMethod.Post, $"/tickets/{ticket.Id.Value}/replies", "\"text\":\"x\",\"seen\":99"),
            (HttpMethod.Post, $"/tickets/{ticket.Id.Value}/notes", "\"text\":\"x\""),
            (HttpMethod.Post, $"/tickets/{ticket.Id.Value}/transfer", "\"departmentId\":1"),
            (HttpMethod.Put, $"/tickets/{ticket.Id.Value}/category", "\"categoryId\":null"),
            (HttpMethod.Post, "/customers", "\"phone\":\"+201001112233\""),
            (HttpMethod.Patch, $"/customers/{ticket.CustomerId.Value}", "\"name\":\"x\""),
        ];
        Assert.Equal(BodiesTaken(), bodies.Length);
        foreach (var (method, path, body) in bodies)
        {
            foreach (var more in new[] { "\"tenantId\":1", "\"createdAt\":\"2020-01-01T00:00:00Z\"", "\"isInternal\":true", "\"authorId\":1", "\"id\":5" })
                await _admin.TellAsync(method, path, $"{{{body},{more}}}").RefusedAsync(HttpStatusCode.BadRequest, "request.malformed");
        }

        Assert.Equal((ticket.Version, ticket.LastSequence), ((await _desk.AgainAsync(ticket)).Version, (await _desk.AgainAsync(ticket)).LastSequence));
    }

    [Theory]
    [InlineData("/tickets?limit=0", "request.limit")]
    [InlineData("/tickets?limit=201", "request.limit")]
    [InlineData("/tickets?limit=ten", "request.malformed")]
    [InlineData("/tickets?view=99", "request.malformed")]
    [InlineData("/tickets?status=sleeping", "request.malformed")]
    [InlineData("/tickets?department=x", "request.malformed")]
    [InlineData("/tickets?cursor=x", "request.cursor")]
    [InlineData("/customers?cursor=", "request.cursor")]
    [InlineData("/activity?from=yesterday", "request.malformed")]
    public async Task A_query_nobody_can_answer_is_refused(string path, string code) => await _admin.AskAsync(path).RefusedAsync(HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task Addresses_methods_media_and_sizes_nobody_knows_are_refused_as_problems()
    {
        await _admin.AskAsync("/nowhere").RefusedAsync(HttpStatusCode.NotFound, "route.not-found");
        await _admin.AskAsync("/tickets/abc").RefusedAsync(HttpStatusCode.NotFound, "route.not-found");
        await _admin.AskAsync("/tickets/99999999999999999999").RefusedAsync(HttpStatusCode.NotFound, "route.not-found");
        await _admin.TellAsync(HttpMethod.Delete, "/tickets").RefusedAsync(HttpStatusCode.MethodNotAllowed, "route.method");
        using var form = new HttpRequestMessage(HttpMethod.Post, "/api/v1/customers") { Content = new FormUrlEncodedContent([new("phone", "+201001112233")]) };
        await _admin.SendAsync(form).RefusedAsync(HttpStatusCode.UnsupportedMediaType, "request.media-type");
        var large = $$"""{"phone":"{{new string('1', ApiRoutes.LargestBody)}}"}""";
        await _admin.PostAsync("/customers", large).RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "request.too-large");
        await _admin.PostAsync("/customers", large, key: "large").RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "request.too-large");
        var deep = new StringBuilder().Insert(0, "{\"name\":", 500).Append('1').Append('}', 500).ToString();
        await _admin.PostAsync("/customers", deep).RefusedAsync(HttpStatusCode.BadRequest, "request.malformed");
    }

    [Fact]
    public async Task Nothing_of_it_is_kept_by_caches()
    {
        using var reply = await _admin.AskAsync("/tickets");
        Assert.True(reply.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_settings_say_how_often_a_token_and_a_stranger_may_call()
    {
        await using var desk = await ApiDesk.StartAsync(new() { ["Api:PerMinute"] = "3", ["Api:StrangersPerMinute"] = "2" });
        var (till, bridge, stranger) = (await desk.ProgramOfAsync(desk.Admin), await desk.ProgramOfAsync(desk.Admin), desk.Stranger());
        for (var i = 0; i < 3; i++) await till.AskAsync("/departments").JsonAsync();
        using (var reply = await till.AskAsync("/departments"))
        {
            await Task.FromResult(reply).RefusedAsync(HttpStatusCode.TooManyRequests, "rate.limited");
            Assert.InRange(reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        await bridge.AskAsync("/departments").JsonAsync();
        for (var i = 0; i < 2; i++) await stranger.AskAsync("/departments").RefusedAsync(HttpStatusCode.Unauthorized, "token.missing");
        await stranger.AskAsync("/departments").RefusedAsync(HttpStatusCode.TooManyRequests, "rate.limited");
        await desk.With("hd_1_guess").AskAsync("/departments").RefusedAsync(HttpStatusCode.TooManyRequests, "rate.limited");
        await bridge.AskAsync("/departments").JsonAsync();
    }

    // How many operations say that they read a JSON body.
    private int BodiesTaken() => _desk.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Count(r => r.RoutePattern.RawText!.StartsWith(ApiRoutes.Root, StringComparison.Ordinal) && r.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>() is not null);
}
