using System.Globalization;
using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>The sends and everything that can happen to one (contract: "Sending").</summary>
internal static class SendRoutes
{
    public static Task Message(WppCall call)
    {
        var quoted = (call.Body["options"] as JsonObject)?["quotedMsg"]?.ToString();
        return SendAsync(call, call.Text("message") is { } text ? new OutgoingDraft("chat", text, QuotedId: quoted) : null, wholeMessages: true);
    }

    public static Task Reply(WppCall call) =>
        SendAsync(call, call.Text("message") is { } text ? new OutgoingDraft("chat", text, QuotedId: call.Text("messageId")) : null, wholeMessages: true);

    /// <summary>send-file, send-image, send-file-base64: one handler. Without a file it answers 401 and goes on, as the server does.</summary>
    public static async Task File(WppCall call)
    {
        var source = call.Text("path") ?? call.Text("base64");
        if (source is null && call.File is null && !call.HasExactJsonType)
        {
            await call.ReplyAsync(401, new JsonObject { ["message"] = "Sending the file is mandatory" });
        }

        var media = call.File is { } file ? await DataUrls.ReadAsync(file, call.Aborted) : DataUrls.Parse(source, call.Text("filename"));
        var caption = call.Text("caption") ?? call.Text("message") ?? "";
        await SendAsync(call, media is null ? null : new OutgoingDraft(DataUrls.TypeOf(media), caption, media, QuotedId: call.Text("quotedMessageId")), wholeMessages: false);
    }

    public static Task Voice(WppCall call)
    {
        var media = DataUrls.Parse(call.Text("base64Ptt") ?? call.Text("path"), fileName: null);
        return SendAsync(call, media is null ? null : new OutgoingDraft("ptt", "", media with { Seconds = 1 }, QuotedId: call.Text("quotedMessageId")), wholeMessages: false);
    }

    public static Task Location(WppCall call)
    {
        var readable = double.TryParse(call.Body["lat"]?.ToString(), CultureInfo.InvariantCulture, out var latitude)
            & double.TryParse(call.Body["lng"]?.ToString(), CultureInfo.InvariantCulture, out var longitude);
        var place = new DoublePlace(latitude, longitude, call.Text("title") ?? "", call.Text("address") ?? "");
        return SendAsync(call, readable ? new OutgoingDraft("location", place.Title, Place: place) : null, wholeMessages: false);
    }

    /// <summary>A null draft is something the WhatsApp library throws on: 500.</summary>
    private static async Task SendAsync(WppCall call, OutgoingDraft? draft, bool wholeMessages)
    {
        var faults = call.Server.Faults;
        if (faults.SendLatency > TimeSpan.Zero)
        {
            await Task.Delay(faults.SendLatency, call.Server.Clock, call.Aborted);
        }

        if (await FailedBeforeSendingAsync(call))
        {
            return;
        }

        if (call.Chats.Count == 0)
        {
            await NoPhoneAsync(call);
        }
        else if (draft is null)
        {
            await ErrorAsync(call);
        }
        else
        {
            await DeliverAsync(call, draft, wholeMessages);
        }
    }

    private static async Task<bool> FailedBeforeSendingAsync(WppCall call)
    {
        var faults = call.Server.Faults;
        if (faults.Strikes(Fault.TimeOutWithoutSending))
        {
            await NeverAsync(call);
        }
        else if (faults.Strikes(Fault.DisconnectedOnSend))
        {
            await ConnectionCheck.DisconnectedAsync(call);
        }
        else if (faults.Strikes(Fault.InternalError))
        {
            await ErrorAsync(call);
        }
        else if (faults.Strikes(Fault.RespondWithEmptyResponse))
        {
            await SentAsync(call, []);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static async Task DeliverAsync(WppCall call, OutgoingDraft draft, bool wholeMessages)
    {
        var session = call.Session;
        var sent = call.Chats.Select(chat => session.Deliver(chat, draft, call.Server.Keys.ForApi())).ToList();
        if (call.Server.Faults.Strikes(Fault.SendThenTimeOut))
        {
            _ = AnnounceAsync();
            await NeverAsync(call);
            return;
        }

        if (call.Server.Faults.Strikes(Fault.AcksBeforeReply))
        {
            await AnnounceAsync();
        }
        else
        {
            call.Http.Response.OnCompleted(() =>
            {
                _ = AnnounceAsync();
                return Task.CompletedTask;
            });
        }

        if (call.Server.Faults.Strikes(Fault.SendThenFail400))
        {
            await ConnectionCheck.NotANumberAsync(call, call.Chats[0]);
        }

        await SentAsync(call, [.. sent.Select(message => wholeMessages ? Shapes.Message(session, message, withFile: false) : Short(message))]);

        Task AnnounceAsync() => Task.WhenAll(sent.Select(session.AnnounceAsync));
    }

    private static JsonObject Short(DoubleMessage message) => new() { ["ack"] = message.Ack, ["id"] = message.Id };

    private static Task SentAsync(WppCall call, JsonArray response) =>
        call.ReplyAsync(201, new JsonObject { ["status"] = "success", ["response"] = response, ["mapper"] = "return" });

    private static Task NoPhoneAsync(WppCall call) => call.HasExactJsonType ? SentAsync(call, []) : call.ReplyAsync(400, "Error sending message");

    private static Task ErrorAsync(WppCall call) => call.ReplyAsync(500, new JsonObject
    {
        ["status"] = "Error",
        ["message"] = "Erro ao enviar a mensagem.",
        ["error"] = new JsonObject { ["level"] = "error" },
    });

    private static async Task NeverAsync(WppCall call)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, call.Server.Stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, call.Server.Clock, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        call.Http.Abort();
    }
}
