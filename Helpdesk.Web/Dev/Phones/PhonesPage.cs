using System.Reflection;
using Helpdesk.Web.Dev.WppConnect;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Helpdesk.Web.Dev.Phones;

/// <summary>
/// The practice phones at <c>/dev/whatsapp</c>: customers' phones beside the switches of the double, for trying the product without
/// WhatsApp. What a phone sends goes through the double and its webhook to the product, as in earnest. Needs no sign-in.
/// </summary>
public static class PhonesPage
{
    private const string Root = "/dev/whatsapp";
    private const string ThemeCookie = "dev-phones-theme";
    private const string LanguageCookie = "dev-phones-lang";
    private const string Policy = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Maps the page, its stream and its actions.</summary>
    public static IEndpointRouteBuilder MapDevWhatsApp(this IEndpointRouteBuilder routes, WppConnectDouble server)
    {
        var group = routes.MapGroup(Root).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        group.MapGet("", Page);
        group.MapGet("/phones.css", () => Resource("phones.css", "text/css"));
        group.MapGet("/phones.js", () => Resource("phones.js", "text/javascript"));
        group.MapGet("/phones-parts.js", () => Resource("phones-parts.js", "text/javascript"));
        group.MapGet("/phones-view.js", () => Resource("phones-view.js", "text/javascript"));
        group.MapGet("/texts", (string lang) => Results.Json(PhonesTexts.In(lang)));
        group.MapGet("/stream", (HttpContext http, CancellationToken cancellationToken) => Stream(http, server, cancellationToken));
        group.MapGet("/files/{session}/{key}", (HttpContext http, string session, string key) => File(http, server, session, key));
        PhonesActions.Map(group, server);
        return routes;
    }

    private static IResult Page(HttpContext http)
    {
        var language = Choose(http, "lang", LanguageCookie, "ar", "en");
        var theme = Choose(http, "theme", ThemeCookie, "dark", "light");
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-store";
        var html = Read("phones.html")!
            .Replace("{lang}", language, StringComparison.Ordinal)
            .Replace("{dir}", language == "ar" ? "rtl" : "ltr", StringComparison.Ordinal)
            .Replace("{theme}", theme, StringComparison.Ordinal);
        return Results.Content(html, "text/html; charset=utf-8");
    }

    /// <summary>The address decides, then the page's own cookie: only ever one of the two known words.</summary>
    private static string Choose(HttpContext http, string query, string cookie, string other, string usual)
    {
        var asked = http.Request.Query[query].ToString() is { Length: > 0 } word ? word : http.Request.Cookies[cookie];
        return asked == other ? other : usual;
    }

    private static ServerSentEventsResult<string> Stream(HttpContext http, WppConnectDouble server, CancellationToken cancellationToken)
    {
        var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, server.Stopping);
        http.Response.RegisterForDispose(ends);
        return TypedResults.ServerSentEvents(PhonesStream.ReadAsync(server, server.Clock, ends.Token));
    }

    /// <summary>Only pictures are shown; everything else is a download, whatever it claims to be.</summary>
    private static IResult File(HttpContext http, WppConnectDouble server, string session, string key)
    {
        if (server.Session(session)?.Log.Find(key)?.Media is not { } media)
        {
            return Results.NotFound();
        }

        var isPicture = media.MimeType is "image/png" or "image/jpeg" or "image/webp" or "image/gif";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return isPicture
            ? Results.Bytes(media.Bytes, media.MimeType)
            : Results.Bytes(media.Bytes, "application/octet-stream", media.FileName ?? key);
    }

    private static IResult Resource(string name, string contentType) =>
        Read(name) is { } text ? Results.Content(text, $"{contentType}; charset=utf-8") : Results.NotFound();

    private static string? Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(typeof(PhonesPage), name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
