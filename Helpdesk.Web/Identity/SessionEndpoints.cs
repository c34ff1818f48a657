using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Operations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Helpdesk.Web.Identity;

/// <summary>Signing out, going on under a new session, and the language and theme of this browser.</summary>
public static class SessionEndpoints
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>Maps <c>/signout</c>, <c>/account/…</c> and <c>/preferences</c>.</summary>
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/signout", SignOutAsync).AddEndpointFilter<AntiforgeryFilter>();
        routes.MapPost("/account/renew", RenewAsync).AddEndpointFilter<AntiforgeryFilter>();
        routes.MapPost("/account/switch", SwitchAsync).AddEndpointFilter<AntiforgeryFilter>();
        routes.MapGet("/preferences", Prefer).AllowAnonymous();
        routes.MapPasskeys();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, Sessions sessions, [FromForm] string? why, CancellationToken ct)
    {
        var idle = why == "idle";
        if (SignedIn.Read(context.User) is { } signedIn) await sessions.EndAsync(signedIn.Session, idle ? SessionEnd.Idle : SessionEnd.SignedOut, ct);
        await context.SignOutAsync();
        return Results.LocalRedirect(idle ? "/signin?why=idle" : "/signin");
    }

    // What a person may do has changed: the old id, which somebody may have seen, is worth nothing any more (ABUSE 26).
    private static Task<IResult> RenewAsync(HttpContext context, Sessions sessions, SignInBrowser browser, [FromForm] string? done, CancellationToken ct) =>
        GoOnAsync(sessions, browser, SignedIn.Read(context.User)!, SignedIn.Read(context.User)!.Tenant, done == "password" ? "/account?done=password" : "/account", ct);

    private static async Task<IResult> SwitchAsync(
        HttpContext context, [FromForm] long tenant, MembershipDirectory members, Sessions sessions, SignInBrowser browser, CancellationToken ct)
    {
        var signedIn = SignedIn.Read(context.User)!;
        return await members.FindAsync(signedIn.User, new TenantId(tenant), ct) is { } member
            ? await GoOnAsync(sessions, browser, signedIn, member.Tenant, "/", ct)
            : Results.NotFound();
    }

    private static async Task<IResult> GoOnAsync(Sessions sessions, SignInBrowser browser, SignedIn signedIn, TenantId tenant, string target, CancellationToken ct)
    {
        if (await sessions.RenewAsync(signedIn.Session, tenant, ct) is not { } next) return Results.LocalRedirect("/signin");
        await browser.SignInAsync(next);
        return Results.LocalRedirect(target);
    }

    private static IResult Prefer(HttpContext context, string? culture, string? theme, string? @return)
    {
        var options = new CookieOptions { MaxAge = Year, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps };
        if (culture is "en" or "ar")
            context.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)), options);
        if (theme is "light" or "dark") context.Response.Cookies.Append("theme", theme, options);
        else if (theme is "system") context.Response.Cookies.Delete("theme");
        return Results.LocalRedirect(LocalPath.Of(@return));
    }
}
