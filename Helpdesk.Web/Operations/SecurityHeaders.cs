namespace Helpdesk.Web.Operations;

/// <summary>Headers of every answer: our own scripts and styles only, no framing, no sniffing, no address passed on, nothing of a signed-in page kept.</summary>
public static class SecurityHeaders
{
    /// <summary>Adds them.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        // Virtualize sizes its spacers with style attributes; style elements and every script must be our own files: no page needs an inline one,
        // so none is let in, not even by a nonce. The host is named for its sockets, which older browsers do not take for 'self'.
        var host = context.Request.Host.ToUriComponent();
        headers.ContentSecurityPolicy =
            $"default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws://{host} wss://{host}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=(), publickey-credentials-get=(self), publickey-credentials-create=(self)";
        context.Response.OnStarting(() =>
        {
            // What a signed-in page shows stays out of caches: the back button after signing out, a shared proxy.
            if (context.User.Identity?.IsAuthenticated == true && headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
