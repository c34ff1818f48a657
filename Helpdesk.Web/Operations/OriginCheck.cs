using Helpdesk.Infrastructure;
using Helpdesk.Web.Doors;
using Microsoft.Extensions.Options;

namespace Helpdesk.Web.Operations;

/// <summary>
/// Answers browsers on our own pages only: whatever changes something, and every live connection, must come from our own origin, or from a program
/// that sends neither an origin nor our cookie (ABUSE 32, 43). Webhooks have their own proof.
/// </summary>
public sealed class OriginCheck(RequestDelegate next, IOptions<HelpdeskOptions> options)
{
    private static readonly PathString[] Live = ["/hubs", "/_blazor"];
    private static readonly PathString Webhooks = "/hooks";
    private readonly Uri? _public = Uri.TryCreate(options.Value.PublicUrl, UriKind.Absolute, out var url) ? url : null;

    /// <summary>403 for a request of somebody else's page.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (IsAllowed(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsAllowed(HttpRequest request)
    {
        var live = Live.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
        var safe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if ((safe && !live) || request.Path.StartsWithSegments(Webhooks, StringComparison.OrdinalIgnoreCase)) return true;
        // Who comes with a ticket of one's own acts by nothing a browser adds by itself.
        if (HubTicketAuthentication.Has(request)) return true;
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin)
            return origin == "null" ? IsOwnForm(request, live) : Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsOurs(from, request);

        // A browser names its origin on every unsafe request and every socket; a plain read of the same origin it may leave unnamed.
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site is not ("same-origin" or "none")) return false;
        return (safe && request.Headers.Upgrade.Count == 0) || !HasOurCookie(request);
    }

    // Our pages send no referrer, and browsers then send a form's origin as "null". Where they do not say more, over plain http, the form's own
    // antiforgery token is what stands against forgery.
    private static bool IsOwnForm(HttpRequest request, bool live) =>
        !live && request.HasFormContentType && request.Headers["Sec-Fetch-Site"].ToString() is ("" or "same-origin");

    // Behind a proxy that ends TLS we see http where the browser sees https.
    private bool IsOurs(Uri origin, HttpRequest request)
    {
        if (_public is not null && Uri.Compare(origin, _public, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0) return true;
        if (origin.Scheme != request.Scheme && origin.Scheme != Uri.UriSchemeHttps) return false;
        var port = request.Host.Port ?? (origin.Scheme == Uri.UriSchemeHttps ? 443 : 80);
        return string.Equals(origin.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase) && origin.Port == port;
    }

    private static bool HasOurCookie(HttpRequest request) =>
        request.Cookies.Keys.Any(name => name is WebModule.SessionCookie || name.EndsWith("-" + WebModule.SessionCookie, StringComparison.Ordinal));
}

/// <summary>Adds the check.</summary>
public static class OriginCheckModule
{
    /// <summary>Before anything reads a cookie.</summary>
    public static void UseOriginCheck(this IApplicationBuilder app) => app.UseMiddleware<OriginCheck>();
}
