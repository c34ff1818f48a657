using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>verifyToken: the token in the path or in the Authorization header, with the contract's two different 401 shapes ("Auth").</summary>
internal static class TokenCheck
{
    public static async Task RunAsync(WppCall call, Func<Task> next)
    {
        var inPath = call.Route("session").Split(':');
        var header = call.Http.Request.Headers.Authorization.ToString();
        if (inPath.Length == 1 && header.Length == 0)
        {
            await call.ReplyAsync(401, new JsonObject { ["message"] = "Token is not present. Check your header and try again" });
            return;
        }

        var token = inPath.Length > 1 ? inPath[1] : header.Split(' ').ElementAtOrDefault(1) ?? "";
        if (!DoubleTokens.IsValid(token, inPath[0], call.Server.SecretKey))
        {
            await call.ReplyAsync(401, new JsonObject { ["error"] = "Check that the Session and Token are correct" });
            return;
        }

        call.SessionName = inPath[0];
        await next();
    }
}
