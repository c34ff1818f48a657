using System.Globalization;
using System.Security.Claims;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Helpdesk.Web.Doors;

/// <summary>What the cookie says: a person and the workspace chosen at sign-in. Rights are never read from it (DECISIONS 25, 26).</summary>
public sealed record SignedIn(UserId User, TenantId Tenant)
{
    private const string TenantClaim = "tenant";

    /// <summary>Reads a principal; null when it is not one of ours.</summary>
    public static SignedIn? Read(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var user)
        && long.TryParse(principal.FindFirstValue(TenantClaim), CultureInfo.InvariantCulture, out var tenant)
            ? new SignedIn(new UserId(user), new TenantId(tenant))
            : null;

    /// <summary>As the cookie carries it.</summary>
    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, User.Value.ToString(CultureInfo.InvariantCulture)),
            new Claim(TenantClaim, Tenant.Value.ToString(CultureInfo.InvariantCulture)),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));
}
