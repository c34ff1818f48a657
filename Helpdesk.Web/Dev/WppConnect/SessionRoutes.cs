using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>Tokens and a session's life (contract: "Auth", "Session lifecycle").</summary>
internal static class SessionRoutes
{
    public static Task GenerateToken(WppCall call)
    {
        if (!HasSecret(call))
        {
            return call.ReplyAsync(400, new JsonObject { ["response"] = false, ["message"] = "The SECRET_KEY is incorrect" });
        }

        var session = call.Route("session");
        var token = call.Server.Tokens.Issue(session, call.Server.SecretKey);
        return call.ReplyAsync(201, new JsonObject { ["status"] = "success", ["session"] = session, ["token"] = token, ["full"] = $"{session}:{token}" });
    }

    public static Task ShowAllSessions(WppCall call) => HasSecret(call)
        ? call.ReplyAsync(200, new JsonObject { ["response"] = new JsonArray([.. call.Server.Sessions.Select(session => JsonValue.Create(session.Name))]) })
        : WrongSecretAsync(call);

    public static Task StartAll(WppCall call)
    {
        if (!HasSecret(call))
        {
            return WrongSecretAsync(call);
        }

        foreach (var session in call.Server.Sessions.Where(session => session.State == SessionState.Closed))
        {
            session.Start(webhook: null, pairingPhone: null);
        }

        return call.ReplyAsync(201, new JsonObject { ["status"] = "success", ["message"] = "Starting all sessions" });
    }

    public static Task ClearSessionData(WppCall call)
    {
        if (!HasSecret(call))
        {
            return WrongSecretAsync(call);
        }

        call.Server.Session(call.Route("session"))?.Forget();
        return call.ReplyAsync(200, new JsonObject { ["success"] = true });
    }

    public static Task Status(WppCall call) => call.ReplyAsync(200, StatusOf(call.FoundSession));

    public static Task CheckConnection(WppCall call)
    {
        var connected = call.FoundSession?.State == SessionState.Connected;
        return call.ReplyAsync(200, new JsonObject { ["status"] = connected, ["message"] = connected ? "Connected" : "Disconnected" });
    }

    /// <summary>Answers with the state before the start, except for a fresh session asked to wait for its code.</summary>
    public static Task Start(WppCall call)
    {
        var session = call.Server.GetOrAddSession(call.SessionName);
        var before = StatusOf(session);
        if (session.State != SessionState.Closed)
        {
            return call.ReplyAsync(200, before);
        }

        session.Start(call.Text("webhook"), call.Text("phone"));
        return call.ReplyAsync(200, session.State switch
        {
            SessionState.PhoneCode => new JsonObject { ["status"] = "phoneCode", ["phone"] = call.Text("phone"), ["phoneCode"] = LinkCodes.Pairing, ["session"] = session.Name },
            SessionState.QrCode when call.Flag("waitQrCode") => new JsonObject { ["status"] = "qrcode", ["qrcode"] = LinkCodes.QrPng, ["urlcode"] = LinkCodes.Url, ["session"] = session.Name },
            _ => before,
        });
    }

    public static Task QrCode(WppCall call) => call.FoundSession?.State switch
    {
        SessionState.QrCode => WppCall.PngAsync(call.Http, Convert.FromBase64String(LinkCodes.QrPng)),
        null or SessionState.Closed => call.ReplyAsync(200, new JsonObject
        {
            ["status"] = null,
            ["message"] = "Session not started. Please, use the /start-session route, for initialization your session",
        }),
        var state => call.ReplyAsync(200, new JsonObject { ["status"] = Named(state.Value), ["message"] = "QRCode is not available..." }),
    };

    public static Task Close(WppCall call)
    {
        if (call.FoundSession is not { State: not (SessionState.Closed or SessionState.Initializing) } session)
        {
            return call.ReplyAsync(500, new JsonObject { ["status"] = false, ["message"] = "Error closing session", ["error"] = new JsonObject() });
        }

        session.Close();
        return ClosedAsync(call);
    }

    public static async Task Logout(WppCall call)
    {
        call.Session.Logout();
        await Task.Delay(call.Server.LogoutDelay, call.Server.Clock, call.Aborted);
        await ClosedAsync(call);
    }

    private static Task ClosedAsync(WppCall call) => call.ReplyAsync(200, new JsonObject { ["status"] = true, ["message"] = "Session successfully closed" });

    private static Task WrongSecretAsync(WppCall call) => call.ReplyAsync(400, new JsonObject { ["response"] = false, ["message"] = "The token is incorrect" });

    private static bool HasSecret(WppCall call) => call.Route("secret") == call.Server.SecretKey;

    private static JsonObject StatusOf(DoubleSession? session)
    {
        if (session is not { State: not SessionState.Closed })
        {
            return new JsonObject { ["status"] = "CLOSED", ["qrcode"] = null };
        }

        var status = new JsonObject { ["status"] = Named(session.State), ["qrcode"] = null };
        if (session.State == SessionState.QrCode)
        {
            status["qrcode"] = $"data:image/png;base64,{LinkCodes.QrPng}";
            status["urlcode"] = LinkCodes.Url;
        }

        status["version"] = WppConnectDouble.Version;
        return status;
    }

    private static string Named(SessionState state) => state.ToString().ToUpperInvariant();
}
