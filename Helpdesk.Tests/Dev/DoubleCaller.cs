using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Helpdesk.Tests.Support;

namespace Helpdesk.Tests.Dev;

/// <summary>A plain HTTP caller of the double, knowing nothing but the contract.</summary>
internal sealed class DoubleCaller(DoubleHost host, string session) : IDisposable
{
    public const string Utf8Json = "application/json; charset=utf-8";
    public const string ExactJson = "application/json";
    private readonly HttpClient _http = new() { BaseAddress = new Uri(host.BaseUrl) };

    public string Token { get; private set; } = "";

    public static async Task<DoubleCaller> SignInAsync(DoubleHost host, string session)
    {
        var caller = new DoubleCaller(host, session);
        var reply = await caller.RawAsync("POST", $"/api/{session}/{host.Double.SecretKey}/generate-token");
        caller.Token = (string)reply.Json!["token"]!;
        return caller;
    }

    public Task<DoubleReply> GetAsync(string path, string? contentType = null) => CallAsync("GET", path, null, contentType);

    public Task<DoubleReply> PostAsync(string path, JsonNode? body = null, string contentType = Utf8Json) => CallAsync("POST", path, body, contentType);

    public Task<DoubleReply> RawAsync(string method, string path, string? body = null, string? contentType = Utf8Json, string? authorization = null) =>
        SendAsync(method, path, Content(body, contentType), authorization, CancellationToken.None);

    public Task<DoubleReply> PostFormAsync(string path, MultipartFormDataContent form) =>
        SendAsync("POST", $"/api/{session}/{path}", form, $"Bearer {Token}", CancellationToken.None);

    public Task<DoubleReply> PostAsync(string path, JsonNode body, CancellationToken cancellationToken) =>
        SendAsync("POST", $"/api/{session}/{path}", Content(body.ToJsonString(), Utf8Json), $"Bearer {Token}", cancellationToken);

    public void Dispose() => _http.Dispose();

    private Task<DoubleReply> CallAsync(string method, string path, JsonNode? body, string? contentType) =>
        SendAsync(method, $"/api/{session}/{path}", Content(body?.ToJsonString(), contentType), $"Bearer {Token}", CancellationToken.None);

    private async Task<DoubleReply> SendAsync(string method, string path, HttpContent? content, string? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType;
        return new DoubleReply(response.StatusCode, type, text, type == "application/json" ? JsonNode.Parse(text) : null);
    }

    private static StringContent? Content(string? body, string? contentType)
    {
        if (contentType is null)
        {
            return null;
        }

        var content = new StringContent(body ?? "", Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return content;
    }
}

internal sealed record DoubleReply(HttpStatusCode Status, string? MediaType, string Text, JsonNode? Json)
{
    public JsonArray Response => Json!["response"]!.AsArray();

    public string FirstId => (string)Response[0]!["id"]!;
}
