using Microsoft.AspNetCore.Authentication.Cookies;

namespace Helpdesk.Web.Identity;

/// <summary>
/// Names cookies with <c>__Host-</c> over https: browsers then keep them for this host, https and the whole site only, so that a neighbouring host
/// cannot plant one (RFC 6265bis, 4.1.3.2). Over plain http, where no such cookie can be set, the name stays as it is.
/// </summary>
public sealed class SignInCookies : ICookieManager
{
    private const string Prefix = "__Host-";
    private readonly ChunkingCookieManager _cookies = new();

    /// <summary>The name a cookie has for a request.</summary>
    public static string NameFor(HttpContext context, string key) => context.Request.IsHttps ? Prefix + key : key;

    /// <inheritdoc/>
    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, NameFor(context, key));

    /// <inheritdoc/>
    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, NameFor(context, key), value, WholeSite(options));

    /// <inheritdoc/>
    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _cookies.DeleteCookie(context, NameFor(context, key), WholeSite(options));

    private static CookieOptions WholeSite(CookieOptions options)
    {
        (options.Path, options.Domain) = ("/", null);
        return options;
    }
}
