using System.Globalization;
using System.Security.Claims;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Tenancy;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Helpdesk.Web.Doors;

/// <summary>What the cookie says: a person, the workspace chosen at sign-in, and the session. Rights are never read from it (DECISIONS 25, 26).</summary>
public sealed record SignedIn(UserId User, TenantId Tenant, SessionId Session)
{
    private const string TenantClaim = "tenant";
    private const string SessionClaim = "session";

    /// <summary>Reads a principal; null when it is not one of ours.</summary>
    public static SignedIn? Read(ClaimsPrincipal principal) =>
        Number(principal, ClaimTypes.NameIdentifier) is { } user && Number(principal, TenantClaim) is { } tenant && Number(principal, SessionClaim) is { } session
            ? new SignedIn(new UserId(user), new TenantId(tenant), new SessionId(session))
            : null;

    /// <summary>As the cookie carries it.</summary>
    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, User.Value.ToString(CultureInfo.InvariantCulture)),
            new Claim(TenantClaim, Tenant.Value.ToString(CultureInfo.InvariantCulture)),
            new Claim(SessionClaim, Session.Value.ToString(CultureInfo.InvariantCulture)),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    private static long? Number(ClaimsPrincipal principal, string claim) =>
        long.TryParse(principal.FindFirstValue(claim), CultureInfo.InvariantCulture, out var number) ? number : null;
}
