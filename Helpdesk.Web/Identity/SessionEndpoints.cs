using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Localization;

namespace Helpdesk.Web.Identity;

/// <summary>Signing out, and the language and theme of this browser.</summary>
public static class SessionEndpoints
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>Maps <c>/signout</c> and <c>/preferences</c>.</summary>
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/signout", SignOutAsync);
        routes.MapGet("/preferences", Prefer).AllowAnonymous();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await context.SignOutAsync();
        return Results.LocalRedirect("/signin");
    }

    private static IResult Prefer(HttpContext context, string? culture, string? theme, string? @return)
    {
        var options = new CookieOptions { MaxAge = Year, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps };
        if (culture is "en" or "ar")
            context.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)), options);
        if (theme is "light" or "dark") context.Response.Cookies.Append("theme", theme, options);
        else if (theme is "system") context.Response.Cookies.Delete("theme");
        var target = @return is ['/', not ('/' or '\\'), ..] or "/" ? @return : "/";
        return Results.LocalRedirect(target);
    }
}
