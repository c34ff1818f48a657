using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>What is done to chats and sent messages: seen, typing, reactions, edits, deletions (contract: "Sending").</summary>
internal static class ChatRoutes
{
    public static Task Seen(WppCall call)
    {
        foreach (var chat in call.Chats)
        {
            call.Session.MarkRead(chat);
        }

        return call.ReplyAsync(201, new JsonObject
        {
            ["status"] = "Success",
            ["response"] = new JsonObject
            {
                ["message"] = "Information retrieved successfully.",
                ["contact"] = new JsonArray([.. call.Chats.Select(chat => JsonValue.Create(chat))]),
                ["session"] = call.SessionName,
                ["data"] = new JsonArray([.. call.Chats.Select(_ => JsonValue.Create(true))]),
            },
        });
    }

    /// <summary>Forgets isLid: a privacy id of at most 14 digits becomes a number, and nobody sees the typing.</summary>
    public static Task Typing(WppCall call)
    {
        Show(call, ChatIds.ToChatIds(call.Chats, call.Flag("isGroup"), isNewsletter: false, isLid: false));
        return call.ReplyAsync(200, new JsonObject { ["status"] = "success" });
    }

    public static Task Recording(WppCall call)
    {
        Show(call, call.Chats);
        return call.SucceedAsync(200, null);
    }

    public static Task ChatState(WppCall call) => call.SucceedAsync(200, null);

    public static Task React(WppCall call)
    {
        var changed = Change(call, call.Text("msgId"), message => message with { Reaction = call.Text("reaction") ?? "" });
        return changed is null
            ? call.ReplyAsync(500, new JsonObject { ["status"] = "error", ["message"] = "Error on send reaction to message", ["error"] = new JsonObject() })
            : call.SucceedAsync(200, new JsonObject { ["message"] = "Reaction sended" });
    }

    public static Task Delete(WppCall call)
    {
        var changed = Change(call, call.Text("messageId"), message => message with { Revoked = !call.Flag("onlyLocal") });
        return changed is null
            ? call.ReplyAsync(500, new JsonObject { ["status"] = "error", ["message"] = "Error on delete message", ["error"] = new JsonObject() })
            : call.SucceedAsync(200, new JsonObject { ["message"] = "Message deleted" });
    }

    /// <summary>No webhook tells of an edit.</summary>
    public static Task Edit(WppCall call)
    {
        var text = call.Text("newText");
        var changed = text is null ? null : Change(call, call.Text("id"), message => message with { Text = text, Edited = true });
        return changed is null
            ? call.ReplyAsync(500, new JsonObject { ["status"] = "Error", ["message"] = "Erro ao enviar a mensagem.", ["error"] = new JsonObject() })
            : call.ReplyAsync(201, new JsonObject { ["status"] = "success", ["response"] = Shapes.Message(call.Session, changed, withFile: false), ["mapper"] = "return" });
    }

    private static void Show(WppCall call, IEnumerable<string> chats)
    {
        foreach (var phone in chats.Select(call.Session.FindPhone))
        {
            phone?.ShowBusinessTyping(call.Flag("value"));
        }
    }

    private static DoubleMessage? Change(WppCall call, string? id, Func<DoubleMessage, DoubleMessage> change)
    {
        var changed = call.Session.Log.Change(id, change);
        call.Server.RaiseChanged();
        return changed;
    }
}
