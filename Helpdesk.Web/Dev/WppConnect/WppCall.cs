using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>One request as the server's handlers see it: what was asked, by which session, and the one reply it may get.</summary>
internal sealed class WppCall(HttpContext http, WppConnectDouble server, JsonNode body, IFormFile? file)
{
    private static readonly JsonSerializerOptions AsExpressWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public HttpContext Http { get; } = http;

    public WppConnectDouble Server { get; } = server;

    public JsonObject Body { get; } = body as JsonObject ?? [];

    public IFormFile? File { get; } = file;

    /// <summary>The session's name once the token was found good, else empty.</summary>
    public string SessionName { get; set; } = "";

    /// <summary>The chats the request names which are on WhatsApp.</summary>
    public IReadOnlyList<string> Chats { get; set; } = [];

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The contract's "Reply envelope quirk": everything hinges on this exact header.</summary>
    public bool HasExactJsonType => Http.Request.Headers.ContentType == "application/json";

    public DoubleSession? FoundSession => Server.Session(SessionName);

    public DoubleSession Session => FoundSession ?? throw new InvalidOperationException($"Session {SessionName} is not there.");

    public string Route(string name) => Http.Request.RouteValues[name]?.ToString() ?? "";

    public string? Text(string name) => Body[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public bool Flag(string name) => Body[name] is { } value && (value.GetValueKind() == JsonValueKind.True || Text(name) == "true");

    /// <summary>The first answer is the answer: Express only logs the later ones (ERR_HTTP_HEADERS_SENT).</summary>
    public async Task ReplyAsync(int status, JsonNode? reply)
    {
        if (Http.Response.HasStarted)
        {
            return;
        }

        if (HasExactJsonType && reply is JsonObject envelope && envelope["session"] is null)
        {
            envelope["session"] = FoundSession?.Name ?? "";
        }

        await WriteAsync(Http, status, "application/json; charset=utf-8", reply?.ToJsonString(AsExpressWrites) ?? "null");
    }

    public Task SucceedAsync(int status, JsonNode? response) => ReplyAsync(status, new JsonObject { ["status"] = "success", ["response"] = response });

    public static Task HtmlAsync(HttpContext http, int status, string text) =>
        WriteAsync(http, status, "text/html; charset=utf-8", $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Error</title>
            </head>
            <body>
            <pre>{HtmlEncoder.Default.Encode(text)}</pre>
            </body>
            </html>

            """);

    public static Task PngAsync(HttpContext http, ReadOnlyMemory<byte> png)
    {
        http.Response.ContentType = MediaTypeNames.Image.Png;
        return http.Response.Body.WriteAsync(png, http.RequestAborted).AsTask();
    }

    private static async Task WriteAsync(HttpContext http, int status, string contentType, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        var bytes = Encoding.UTF8.GetBytes(text);
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        await http.Response.CompleteAsync();
    }
}
