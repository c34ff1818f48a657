using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>
/// statusConnection: 404 Disconnected without a connection, and the traps of <c>phone</c> (contract: "Any endpoint behind statusConnection").
/// A number that is not on WhatsApp gets the caller a 400, yet the handler runs on for the other numbers.
/// </summary>
internal static class ConnectionCheck
{
    public static async Task RunAsync(WppCall call, Func<Task> next)
    {
        var asked = call.FoundSession is { State: SessionState.Connected }
            ? ChatIds.FromBody(call.Body["phone"], call.Flag("isGroup"), call.Flag("isNewsletter"), call.Flag("isLid"))
            : null;
        if (asked is null)
        {
            await DisconnectedAsync(call);
            return;
        }

        var chats = asked.Select(call.Session.Resolve).ToList();
        call.Chats = [.. chats.OfType<string>().Distinct()];
        if (chats.IndexOf(null) is var missing and >= 0)
        {
            await NotANumberAsync(call, asked[missing]);
        }

        await next();
    }

    public static Task DisconnectedAsync(WppCall call) => call.ReplyAsync(404, new JsonObject
    {
        ["response"] = null,
        ["status"] = "Disconnected",
        ["message"] = "A sessão do WhatsApp não está ativa.",
    });

    public static Task NotANumberAsync(WppCall call, string chatId) => call.ReplyAsync(400, new JsonObject
    {
        ["response"] = null,
        ["status"] = "Connected",
        ["message"] = $"O número {ChatIds.User(chatId)} não existe.",
    });
}
