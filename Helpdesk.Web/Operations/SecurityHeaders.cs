namespace Helpdesk.Web.Operations;

/// <summary>Headers of every answer: our own scripts and styles only, no framing, no sniffing, no address passed on.</summary>
public static class SecurityHeaders
{
    /// <summary>Adds them.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        // Virtualize sizes its spacers with style attributes; style elements and every script must be our own files. ws: is the circuit's socket.
        headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    });
}
