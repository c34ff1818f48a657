using System.Globalization;
using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>Reading files and chats back (contract: "Media").</summary>
/// <remarks>
/// Unverified ([?]): the contract names all-unread-messages, get-messages and list-chats without their shapes. Here they are
/// <c>{status:"success",response:[…]}</c> with messages as in onmessage, oldest first, and without files.
/// </remarks>
internal static class ReadRoutes
{
    private const int UsualCount = 20;

    public static Task DownloadMedia(WppCall call) => MediaAsync(call, call.Text("messageId"));

    /// <summary>Not behind statusConnection: it has its own answer for a session that is not connected.</summary>
    public static Task MediaByMessage(WppCall call) => call.FoundSession is { State: SessionState.Connected }
        ? MediaAsync(call, call.Route("id"))
        : call.ReplyAsync(500, new JsonObject { ["status"] = "error", ["message"] = "The session is not active" });

    public static Task AllUnread(WppCall call) =>
        call.SucceedAsync(200, Shape(call, call.Session.Log.ChatIds.SelectMany(call.Session.Log.Unread).OrderBy(message => message.Time)));

    public static Task Messages(WppCall call)
    {
        var query = call.Http.Request.Query;
        var address = call.Route("phone");
        var chat = ChatIds.Of(query["isGroup"] == "true" && !address.Contains('@', StringComparison.Ordinal) ? $"{address}@g.us" : address);
        var messages = call.Session.Resolve(chat) is { } found ? call.Session.Log.Of(found) : [];
        if (messages.Count == 0)
        {
            return call.ReplyAsync(401, new JsonObject { ["status"] = "error", ["response"] = "Error on open list", ["error"] = new JsonObject() });
        }

        var count = int.TryParse(query["count"], CultureInfo.InvariantCulture, out var asked) ? asked : UsualCount;
        return call.SucceedAsync(200, Shape(call, Page(messages, count < 0 ? int.MaxValue : count, query["direction"] == "after", query["id"])));
    }

    public static Task Chats(WppCall call)
    {
        var log = call.Session.Log;
        var chats = log.ChatIds
            .Where(chat => !call.Flag("onlyGroups") || ChatIds.IsGroup(chat))
            .Where(chat => !call.Flag("onlyUsers") || !ChatIds.IsGroup(chat))
            .Where(chat => !call.Flag("onlyWithUnreadMessage") || log.Unread(chat).Count > 0)
            .OrderByDescending(chat => log.Of(chat)[^1].Time)
            .Take(call.Body["count"] is JsonValue count && count.TryGetValue<int>(out var most) && most >= 0 ? most : int.MaxValue);
        return call.SucceedAsync(200, new JsonArray([.. chats.Select(chat => Shapes.Chat(call.Session, chat))]));
    }

    public static Task MessageById(WppCall call)
    {
        var found = call.Session.Log.Find(call.Route("id"));
        return found is null
            ? call.ReplyAsync(400, new JsonObject
            {
                ["status"] = "Error",
                ["response"] = new JsonObject { ["message"] = "Error retrieving information", ["session"] = call.SessionName, ["log"] = new JsonObject() },
            })
            : call.ReplyAsync(201, new JsonObject
            {
                ["status"] = "Success",
                ["response"] = new JsonObject
                {
                    ["message"] = "Information retrieved successfully.",
                    ["session"] = call.SessionName,
                    ["data"] = Shapes.Message(call.Session, found, withFile: false),
                },
            });
    }

    private static Task MediaAsync(WppCall call, string? id)
    {
        var found = call.Session.Log.Find(id);
        return found is null ? NoMediaAsync(call, "Message not found")
            : found.Media is not { } media ? NoMediaAsync(call, "Message does not contain media")
            : call.Server.Faults.Strikes(Fault.DownloadFails) ? NoMediaAsync(call, "Decrypt file error")
            : call.ReplyAsync(200, new JsonObject { ["base64"] = Convert.ToBase64String(media.Bytes.Span), ["mimetype"] = media.MimeType });
    }

    private static Task NoMediaAsync(WppCall call, string message) =>
        call.ReplyAsync(400, new JsonObject { ["status"] = "error", ["message"] = message, ["error"] = new JsonObject() });

    private static IEnumerable<DoubleMessage> Page(IReadOnlyList<DoubleMessage> messages, int count, bool after, string? id)
    {
        var key = id?.Split('_') is { Length: >= 3 } parts ? parts[2] : id;
        var at = messages.ToList().FindIndex(message => message.Key == key);
        return at < 0 ? messages.TakeLast(count)
            : after ? messages.Skip(at + 1).Take(count)
            : messages.Take(at).TakeLast(count);
    }

    private static JsonArray Shape(WppCall call, IEnumerable<DoubleMessage> messages) =>
        new([.. messages.Select(message => Shapes.Message(call.Session, message, withFile: false))]);
}
