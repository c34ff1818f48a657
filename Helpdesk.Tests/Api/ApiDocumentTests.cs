using System.Net;
using System.Text.Json.Nodes;
using Helpdesk.Web.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Api;

/// <summary>The API's description tells of every route and of nothing else.</summary>
public sealed class ApiDocumentTests : IAsyncLifetime
{
    private ApiDesk _desk = null!;
    private JsonObject _document = null!;

    public async Task InitializeAsync()
    {
        _desk = await ApiDesk.StartAsync();
        _document = await _desk.Stranger().AskAsync("/openapi.json").JsonAsync();
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public void Every_route_is_described_with_a_summary_and_its_refusals()
    {
        var routes = _desk.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(r => r.RoutePattern.RawText!.StartsWith(ApiRoutes.Root, StringComparison.Ordinal) && r.RoutePattern.RawText != ApiRoutes.Document)
            .SelectMany(r => r.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} {r.RoutePattern.RawText!.Replace(":long", "", StringComparison.Ordinal).TrimEnd('/')}"))
            .Order(StringComparer.Ordinal).ToList();
        Assert.True(routes.Count >= 18, string.Join('\n', routes));
        var described = Operations().ToDictionary(o => $"{o.Method.ToUpperInvariant()} {o.Path}", o => o.Operation);
        Assert.Equal(routes, described.Keys.Order(StringComparer.Ordinal));
        Assert.All(described, o =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)o.Value["summary"]), o.Key);
            Assert.False(string.IsNullOrWhiteSpace((string?)o.Value["tags"]?[0]), o.Key);
            var answers = o.Value["responses"]!.AsObject();
            Assert.Equal([], new[] { "400", "401", "403", "404", "429" }.Where(status => !answers.ContainsKey(status)).Select(status => $"{o.Key}: {status}"));
            Assert.Contains(answers, a => a.Key.StartsWith('2'));
            Assert.All(answers, a => Assert.NotEqual(a.Key, (string?)a.Value!["description"]));
            Assert.Contains("Needs ", (string?)o.Value["description"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void It_is_an_openapi_3_1_document_of_version_1_that_asks_for_a_bearer_token()
    {
        Assert.StartsWith("3.1", (string)_document["openapi"]!, StringComparison.Ordinal);
        Assert.Equal(("Helpdesk API", "1"), ((string)_document["info"]!["title"]!, (string)_document["info"]!["version"]!));
        Assert.Equal(("http", "bearer"), ((string)_document["components"]!["securitySchemes"]!["token"]!["type"]!, (string)_document["components"]!["securitySchemes"]!["token"]!["scheme"]!));
        Assert.NotNull(_document["security"]![0]!["token"]);
        Assert.NotNull(_document["components"]!["schemas"]!["ProblemDetails"]!["properties"]!["code"]);
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_bodies_take_no_unknown_member()
    {
        var schemas = _document["components"]!["schemas"]!.AsObject();
        var references = References(_document).Distinct().ToList();
        Assert.True(references.Count > 10);
        Assert.Equal([], references.Where(r => !schemas.ContainsKey(r[(r.LastIndexOf('/') + 1)..])));
        var bodies = Operations().Select(o => (string?)o.Operation["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"]).OfType<string>().ToList();
        Assert.True(bodies.Count >= 8);
        // What is sent is closed; what is answered may grow.
        var closed = schemas.Where(s => s.Value!["additionalProperties"]?.ToJsonString() == "false").Select(s => "#/components/schemas/" + s.Key);
        Assert.Equal(bodies.Distinct().Order(), closed.Order());
        Assert.All(schemas.Where(s => s.Value!["enum"] is not null), s => Assert.Equal("string", (string?)s.Value!["type"]));
    }

    [Fact]
    public void Changes_take_an_idempotency_key_and_lists_name_their_choices()
    {
        // An answer that is a secret is never kept.
        var never = Operations().Where(o => o.Method != "get" && o.Operation["parameters"]?.AsArray().Any(p => (string?)p!["name"] == "Idempotency-Key") != true);
        Assert.Equal(["/api/v1/hub-tickets"], never.Select(o => o.Path));
        var view = _document["paths"]!["/api/v1/tickets"]!["get"]!["parameters"]!.AsArray().Single(p => (string?)p!["name"] == "view")!;
        Assert.Equal(["mine", "unassigned", "allOpen", "delayed", "done"], view["schema"]!["enum"]!.AsArray().Select(n => (string)n!));
    }

    [Fact]
    public async Task The_page_that_shows_it_is_open_and_ours_alone()
    {
        using var reply = await _desk.Stranger().GetAsync(new Uri("/api/docs", UriKind.Relative));
        var page = await reply.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, "text/html"), (reply.StatusCode, reply.Content.Headers.ContentType!.MediaType));
        Assert.Contains("/api/docs.js", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    private IEnumerable<(string Path, string Method, JsonObject Operation)> Operations() =>
        _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => (path.Key, o.Key, o.Value!.AsObject())));

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => m is { Key: "$ref", Value: JsonValue } ? [(string)m.Value!] : References(m.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
