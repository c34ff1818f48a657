using System.Security.Cryptography;
using System.Text;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Infrastructure.Operations;
using Microsoft.AspNetCore.Http.Features;

namespace Helpdesk.Web.Channels;

/// <summary>
/// Where WPPConnect posts its events. The unguessable path is the only proof there is (DECISIONS 2): an unknown one is answered 401, leaves no
/// row, a metric and a log entry at most once a minute (3).
/// </summary>
public static partial class WhatsAppWebhookEndpoints
{
    private static readonly string[] OtherMethods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Patch];

    /// <summary>Maps the door; no sign-in, no antiforgery.</summary>
    public static void MapWhatsAppWebhooks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(WebhookPath.Prefix + "{token}", AcceptAsync).AllowAnonymous().DisableAntiforgery();
        // Not to the sign-in page: its return address would carry the secret path.
        routes.MapMethods(WebhookPath.Prefix + "{token}", OtherMethods, () => Results.StatusCode(StatusCodes.Status405MethodNotAllowed)).AllowAnonymous();
    }

    private static async Task<IResult> AcceptAsync(string token, HttpContext context, ChannelDirectory directory, InboundDoor door, RefusedWebhooks refused)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (await directory.FindServerAsync(hash, context.RequestAborted) is not { } server)
        {
            refused.Note(context.Connection.RemoteIpAddress);
            return Results.Unauthorized();
        }

        if (await ReadAsync(context) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        try
        {
            // Not the request's token: a caller that hangs up has still told us something.
            return await door.AcceptAsync(server, body, CancellationToken.None) == Acceptance.Accepted
                ? Results.Ok()
                : Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "malformed-json");
        }
        catch (IOException)
        {
            return Results.StatusCode(StatusCodes.Status507InsufficientStorage);
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > InboundDoor.LargestBody) return null;
        // Read whole up to our own limit, so that a chunked body that is too large is answered 413 and not cut off.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = InboundDoor.LargestBody + 1L;
        try
        {
            using var bytes = new MemoryStream((int)(context.Request.ContentLength ?? 4096));
            await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
            return bytes.Length > InboundDoor.LargestBody ? null : bytes.ToArray();
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }
}

/// <summary>Counts webhooks with an unknown path and says so once a minute, so that a flood does not fill the log.</summary>
public sealed partial class RefusedWebhooks(Metrics metrics, TimeProvider clock, ILogger<RefusedWebhooks> log)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private long _lastTicks;

    /// <summary>Notes one.</summary>
    public void Note(System.Net.IPAddress? from)
    {
        metrics.WebhookRefused();
        var (now, last) = (clock.GetUtcNow().UtcTicks, Interlocked.Read(ref _lastTicks));
        if (now - last >= Quiet.Ticks && Interlocked.CompareExchange(ref _lastTicks, now, last) == last) Log.Refused(log, from);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Webhooks with an unknown path arrive, the last from {Address}.")]
        public static partial void Refused(ILogger logger, System.Net.IPAddress? address);
    }
}
