using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>The double's HTTP face: the contract's routes, relative to the given group. In the order of the real server: body, token, session, handler.</summary>
public static class WppConnectEndpoints
{
    private const long LargestBody = 50L * 1024 * 1024;

    private delegate Task Handler(WppCall call);

    /// <summary>Maps all routes, and the 404 page for every other path below the group.</summary>
    public static IEndpointRouteBuilder MapWppConnectDouble(this IEndpointRouteBuilder routes, WppConnectDouble server)
    {
        var group = routes.MapGroup("").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        MapSessions(group, server);
        MapSends(group, server);
        MapReads(group, server);
        Map(group, server, "GET", "/pictures/{session}/{chat}", call => ContactRoutes.Picture(call));
        group.Map("/{**path}", http => RunAsync(http, server, CannotAsync));
        return routes;
    }

    private static void MapSessions(RouteGroupBuilder group, WppConnectDouble server)
    {
        Map(group, server, "POST", "/api/{session}/{secret}/generate-token", SessionRoutes.GenerateToken);
        Map(group, server, "POST", "/api/{session}/{secret}/clear-session-data", SessionRoutes.ClearSessionData);
        Map(group, server, "GET", "/api/{secret}/show-all-sessions", SessionRoutes.ShowAllSessions);
        Map(group, server, "POST", "/api/{secret}/start-all", SessionRoutes.StartAll);
        MapSigned(group, server, "GET", "status-session", SessionRoutes.Status);
        MapSigned(group, server, "GET", "check-connection-session", SessionRoutes.CheckConnection);
        MapSigned(group, server, "POST", "start-session", SessionRoutes.Start);
        MapSigned(group, server, "GET", "qrcode-session", SessionRoutes.QrCode);
        MapSigned(group, server, "POST", "close-session", SessionRoutes.Close);
        MapLive(group, server, "POST", "logout-session", SessionRoutes.Logout);
    }

    private static void MapSends(RouteGroupBuilder group, WppConnectDouble server)
    {
        MapLive(group, server, "POST", "send-message", SendRoutes.Message);
        MapLive(group, server, "POST", "send-reply", SendRoutes.Reply);
        MapLive(group, server, "POST", "send-image", SendRoutes.File);
        MapLive(group, server, "POST", "send-file", SendRoutes.File);
        MapLive(group, server, "POST", "send-file-base64", SendRoutes.File);
        MapLive(group, server, "POST", "send-voice", SendRoutes.Voice);
        MapLive(group, server, "POST", "send-voice-base64", SendRoutes.Voice);
        MapLive(group, server, "POST", "send-location", SendRoutes.Location);
        MapLive(group, server, "POST", "react-message", ChatRoutes.React);
        MapLive(group, server, "POST", "delete-message", ChatRoutes.Delete);
        MapLive(group, server, "POST", "edit-message", ChatRoutes.Edit);
        MapLive(group, server, "POST", "send-seen", ChatRoutes.Seen);
        MapLive(group, server, "POST", "typing", ChatRoutes.Typing);
        MapLive(group, server, "POST", "recording", ChatRoutes.Recording);
        MapLive(group, server, "POST", "chat-state", ChatRoutes.ChatState);
    }

    private static void MapReads(RouteGroupBuilder group, WppConnectDouble server)
    {
        MapLive(group, server, "GET", "check-number-status/{phone}", ContactRoutes.CheckNumber);
        MapLive(group, server, "GET", "contact/{phone}", ContactRoutes.Contact);
        MapLive(group, server, "GET", "profile-pic/{phone}", ContactRoutes.ProfilePicture);
        MapLive(group, server, "GET", "contact/pn-lid/{id}", ContactRoutes.PhoneOfLid);
        MapLive(group, server, "POST", "download-media", ReadRoutes.DownloadMedia);
        MapSigned(group, server, "GET", "get-media-by-message/{id}", ReadRoutes.MediaByMessage);
        MapLive(group, server, "GET", "all-unread-messages", ReadRoutes.AllUnread);
        MapLive(group, server, "GET", "get-messages/{phone}", ReadRoutes.Messages);
        MapLive(group, server, "POST", "list-chats", ReadRoutes.Chats);
        MapLive(group, server, "GET", "message-by-id/{id}", ReadRoutes.MessageById);
    }

    private static void MapLive(RouteGroupBuilder group, WppConnectDouble server, string method, string path, Handler handler) =>
        MapSigned(group, server, method, path, call => ConnectionCheck.RunAsync(call, () => handler(call)));

    private static void MapSigned(RouteGroupBuilder group, WppConnectDouble server, string method, string path, Handler handler) =>
        Map(group, server, method, $"/api/{{session}}/{path}", call => TokenCheck.RunAsync(call, () => handler(call)));

    private static void Map(RouteGroupBuilder group, WppConnectDouble server, string method, string pattern, Handler handler) =>
        group.MapMethods(pattern, [method], http => RunAsync(http, server, handler));

    private static Task CannotAsync(WppCall call) =>
        WppCall.HtmlAsync(call.Http, StatusCodes.Status404NotFound, $"Cannot {call.Http.Request.Method} {call.Http.Request.Path}");

    private static async Task RunAsync(HttpContext http, WppConnectDouble server, Handler handler)
    {
        if (server.Faults.Strikes(Fault.HtmlErrors))
        {
            await WppCall.HtmlAsync(http, StatusCodes.Status500InternalServerError, "Internal Server Error");
            return;
        }

        if (await ReadAsync(http, server) is { } call)
        {
            await handler(call);
        }
    }

    /// <summary>Null when the body was refused, as Express's parser does before anything else looks at the request.</summary>
    private static async Task<WppCall?> ReadAsync(HttpContext http, WppConnectDouble server)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (http.Request.HasFormContentType)
        {
            return await ReadFormAsync(http, server);
        }

        if (!http.Request.HasJsonContentType() || http.Request.ContentLength is 0)
        {
            return new WppCall(http, server, new JsonObject(), file: null);
        }

        if (http.Request.ContentLength > LargestBody)
        {
            await WppCall.HtmlAsync(http, StatusCodes.Status413PayloadTooLarge, "PayloadTooLargeError: request entity too large");
            return null;
        }

        return await ReadJsonAsync(http, server);
    }

    private static async Task<WppCall?> ReadJsonAsync(HttpContext http, WppConnectDouble server)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        if (buffer.Length > LargestBody)
        {
            await WppCall.HtmlAsync(http, StatusCodes.Status413PayloadTooLarge, "PayloadTooLargeError: request entity too large");
            return null;
        }

        try
        {
            var body = buffer.Length == 0 ? new JsonObject() : JsonNode.Parse(buffer.ToArray());
            if (body is JsonObject or JsonArray)
            {
                return new WppCall(http, server, body, file: null);
            }
        }
        catch (JsonException)
        {
            // Told below, as every body that is no object and no list.
        }

        await WppCall.HtmlAsync(http, StatusCodes.Status400BadRequest, "SyntaxError: Unexpected token in JSON");
        return null;
    }

    private static async Task<WppCall> ReadFormAsync(HttpContext http, WppConnectDouble server)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var body = new JsonObject();
        foreach (var (name, values) in form)
        {
            body[name] = values.Count == 1 ? values[0] : new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        }

        return new WppCall(http, server, body, form.Files.GetFile("file"));
    }
}
