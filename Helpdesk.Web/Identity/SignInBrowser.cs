using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Helpdesk.Web.Identity;

/// <summary>The browser at the door: where it is, which of a person's devices it is, and the cookies it is given.</summary>
public sealed class SignInBrowser(IHttpContextAccessor http, IDataProtectionProvider protection, Sessions sessions)
{
    private readonly IDataProtector _devices = protection.CreateProtector("known-device");

    /// <summary>Where it is and what it calls itself.</summary>
    public RequestOrigin Origin => Context.Origin();

    /// <summary>The request.</summary>
    public HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("Signing in happens in a request.");

    /// <summary>The person's device this browser claims to be; one cookie per person, since colleagues share computers.</summary>
    public DeviceCookie? DeviceOf(UserId user)
    {
        if (!Context.Request.Cookies.TryGetValue(SignInCookies.NameFor(Context, NameOf(user)), out var value)) return null;
        try
        {
            return _devices.Unprotect(value).Split('.') is [var id, var token] && long.TryParse(id, CultureInfo.InvariantCulture, out var device) ? new DeviceCookie(device, token) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Leaves a device's cookie.</summary>
    public void Leave(UserId user, DeviceCookie device) => Context.Response.Cookies.Append(
        SignInCookies.NameFor(Context, NameOf(user)),
        _devices.Protect(string.Create(CultureInfo.InvariantCulture, $"{device.Device}.{device.Token}")),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Context.Request.IsHttps, Path = "/", MaxAge = KnownDevice.Lifetime, IsEssential = true });

    /// <summary>Issues a session's cookie. What the browser was signed in with before ends once the answer is out: its other tabs have the new cookie by then.</summary>
    public Task SignInAsync(UserSession session)
    {
        if (SignedIn.Read(Context.User) is { } before && before.Session != session.Id)
            Context.Response.OnCompleted(() => sessions.EndAsync(before.Session, SessionEnd.Renewed, CancellationToken.None));
        var properties = new AuthenticationProperties { IsPersistent = session.Remember, IssuedUtc = session.CreatedAt, ExpiresUtc = session.ExpiresAt, AllowRefresh = false };
        return Context.SignInAsync(new SignedIn(session.UserId, session.Workspace, session.Id).ToPrincipal(), properties);
    }

    private static string NameOf(UserId user) =>
        "helpdesk-device-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(user.Value.ToString(CultureInfo.InvariantCulture))))[..12];
}
